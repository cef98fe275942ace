package io.github.targetroutes.routes.sync;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** {@code sync-profiles-bulk}: from the inbox to Target and to the account. */
class ProfilesBulkRouteTest extends ProfilesBulkTest {

  @Override
  protected void settings(Properties settings) {
    super.settings(settings);
    settings.setProperty("sync.profiles-bulk.max-rows", "4");
  }

  @Test
  void aDroppedFileIsDoneWithItsReportAndTargetHasWhatTheAccountSays() throws Exception {
    drop(
        "customers.csv",
        "\uFEFFid,name\r\n"
            + "w1,\"Jürgen, \"\"Jo\"\" 山田\"\r\n"
            + "w2,\"two\nlines\"\r\n"
            + ",nobody\r\n"
            + "w+3,plus\r\n"
            + "w4\r\n"
            + "w1,last one wins\r\n");

    JsonNode report = report("done", "customers.csv");

    assertThat(report.path("source").asText()).isEqualTo("customers.csv");
    assertThat(account(report)).isEqualTo("6 read = 3 accepted + 3 rejected + 0 dead + 0 skipped");
    assertThat(report.path("merged").asInt()).isEqualTo(1);
    assertThat(report.path("calls").asInt()).isEqualTo(calls(UPLOAD) + calls(STATUS)).isEqualTo(2);
    assertThat(state().path("profiles").asInt()).isEqualTo(2);
    assertThat(state().at("/batchTotals/successfulUpdates").asInt()).isEqualTo(2);
    assertThat(attribute("w1", "firstName")).isEqualTo("last one wins");
    assertThat(attribute("w2", "firstName")).isEqualTo("two\nlines");
    assertThat(Files.readString(Path.of(report.path("rejects").asText())))
        .contains("5,id,the row has no key,\",nobody\"")
        .contains("6,id,\"the key has a '+' or a '/', which Target does not allow")
        .contains("7,,the row has 1 columns where the header has 2,w4");
    assertThat(log.all())
        .contains(
            "INFO Run " + report.path("run").asText() + " of profiles-bulk",
            "INFO   source        customers.csv",
            "INFO   rejected                 3  see " + report.path("rejects").asText());
    assertThat(log.complaints()).isEmpty();
    assertThat(files("inbox")).isEmpty();
    assertThat(files("work")).isEmpty();
    assertThat(files("batches")).isEmpty();
    assertEverythingIsPrivate();
  }

  @Test
  void allBatchesAreSubmittedBeforeOneIsFollowed() {
    drop("many.csv", customers("m", 10));

    JsonNode report = report("done", "many.csv");

    assertThat(account(report))
        .isEqualTo("10 read = 10 accepted + 0 rejected + 0 dead + 0 skipped");
    assertThat(methods()).containsExactly("POST", "POST", "POST", "GET", "GET", "GET");
    assertThat(state().at("/batchTotals/batches").asInt()).isEqualTo(3);
    assertThat(state().path("profiles").asInt()).isEqualTo(10);
  }

  private List<String> methods() {
    return StreamSupport.stream(requests().spliterator(), false)
        .filter(request -> request.path("path").asText().contains("/profile/batch"))
        .map(request -> request.path("method").asText())
        .toList();
  }

  @Test
  void filesOfOneNameAreTwoRunsAndTheOlderOneIsWorkedOnFirst() {
    stopTaking();
    drop("b.csv", customers("first", 2), 60);
    drop("a.csv", customers("second", 2), 30);
    goOnTaking();
    JsonNode older = report("done", "b.csv");
    JsonNode newer = report("done", "a.csv");
    drop("b.csv", customers("third", 2));
    await().until(() -> state().path("profiles").asInt() == 6);
    await().until(() -> ended("done", "b.csv").size() == 2);

    assertThat(Instant.parse(older.path("ended").asText()))
        .isBeforeOrEqualTo(Instant.parse(newer.path("started").asText()));
  }

  @Test
  void filesThatAreStillBeingWrittenAreLeftAlone() {
    List<String> unfinished = List.of("a.csv.part", "b.tmp", ".c.csv");
    unfinished.forEach(name -> drop(name, customers("u", 1)));
    drop("fresh.csv", customers("fresh", 1).getBytes(UTF_8), 0);
    drop("whole.csv", customers("whole", 1));

    report("done", "whole.csv");
    assertThat(data.resolve("inbox/profiles/fresh.csv")).exists();
    report("done", "fresh.csv");

    assertThat(unfinished)
        .allSatisfy(name -> assertThat(data.resolve("inbox/profiles").resolve(name)).exists());
    assertThat(state().path("profiles").asInt()).isEqualTo(2);
  }

  @Test
  void theMappingIsReadAnewForEachRun() {
    drop("before.csv", customers("r", 1));
    report("done", "before.csv");
    String mapping = read(mapping());
    write(mapping(), mapping.replace("firstName", "nickname"));
    drop("after.csv", customers("r", 1));
    report("done", "after.csv");
    write(mapping(), mapping);

    assertThat(attribute("r1", "nickname")).isEqualTo("name1");
  }
}
