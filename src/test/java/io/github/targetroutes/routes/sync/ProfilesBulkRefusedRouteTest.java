package io.github.targetroutes.routes.sync;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code sync-profiles-bulk}: files that can't be read as a whole, and a mapping that can't. */
class ProfilesBulkRefusedRouteTest extends ProfilesBulkTest {

  static Stream<Arguments> unreadable() {
    return Stream.of(
        Arguments.of("header", "id,vorname\n1,x\n".getBytes(UTF_8), "has no column name but only"),
        Arguments.of("latin1", "id,name,größe\n".getBytes(ISO_8859_1), "header is not UTF-8"),
        Arguments.of("gzip", new byte[] {0x1f, (byte) 0x8b, 8, 0}, "compressed with gzip"),
        Arguments.of("empty", new byte[0], "is empty; its first line must name the columns"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unreadable")
  void aFileThatCannotBeReadIsFailedWithTheReasonAndTheNextOneIsUnharmed(
      String name, byte[] content, String reason) {
    stopTaking();
    drop(name + ".csv", content, 60);
    drop(name + "-next.csv", customers(name, 2), 30);
    goOnTaking();

    JsonNode report = report("failed", name + ".csv");

    assertThat(report.path("refused").asText()).contains(reason).contains(name + ".csv");
    assertThat(account(report)).isEqualTo("0 read = 0 accepted + 0 rejected + 0 dead + 0 skipped");
    report("done", name + "-next.csv");
    assertThat(state().path("profiles").asInt()).isEqualTo(2);
    assertThat(log.complaints())
        .containsExactly("WARN " + report.path("refused").asText())
        .noneMatch(line -> line.contains("\tat "));
    assertThat(log.all()).noneMatch(line -> line.contains(" goes on after "));
    assertEverythingIsPrivate();
  }

  @Test
  void aFileThatHoldsNothingButItsHeaderIsDoneWithoutACall() {
    drop("nobody.csv", HEADER);

    JsonNode report = report("done", "nobody.csv");

    assertThat(account(report)).isEqualTo("0 read = 0 accepted + 0 rejected + 0 dead + 0 skipped");
    assertThat(calls(UPLOAD)).isZero();
    assertThat(log.complaints()).isEmpty();
  }

  @Test
  void aBrokenMappingIsToldWithFileAndLineAndTheInputWaitsForItsRepair() {
    String mapping = read(mapping());
    write(mapping(), mapping.replace("column: name", "colum: name"));
    drop("waits.csv", customers("waits", 2));
    await().until(() -> !log.complaints().isEmpty());

    assertThat(log.complaints().get(0))
        .matches("ERROR The mapping file:\\S+mapping.yaml, line 4 can't be used: 'colum' .*");
    assertThat(files("work")).hasSize(1);

    write(mapping(), mapping);
    assertThat(account(report("done", "waits.csv")))
        .isEqualTo("2 read = 2 accepted + 0 rejected + 0 dead + 0 skipped");
  }

  @Test
  void aRunThatWouldRejectTooMuchStopsBeforeItSendsAnythingAndKeepsTheRejects() {
    drop("mostly-bad.csv", customers("mostly", 10) + ",nobody\n".repeat(11));

    JsonNode report = report("failed", "mostly-bad.csv");

    assertThat(report.path("refused").asText())
        .contains("it would reject 11 of 21 records, more than the 50 %")
        .contains("sync.guard.reject-percent", "nothing was sent");
    assertThat(account(report)).isEqualTo("0 read = 0 accepted + 0 rejected + 0 dead + 0 skipped");
    assertThat(calls(UPLOAD)).isZero();
    assertThat(read(Path.of(report.path("rejects").asText())).lines()).hasSize(12);
    assertThat(files("batches")).isEmpty();
    assertThat(log.complaints()).containsExactly("WARN " + report.path("refused").asText());

    drop("half-bad.csv", customers("half", 11) + ",nobody\n".repeat(11));
    assertThat(account(report("done", "half-bad.csv")))
        .isEqualTo("22 read = 11 accepted + 11 rejected + 0 dead + 0 skipped");
  }
}
