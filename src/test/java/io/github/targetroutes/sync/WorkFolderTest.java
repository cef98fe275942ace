package io.github.targetroutes.sync;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {

  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-23T12:00:00.007Z"), ZoneId.of("Asia/Tokyo"));

  @TempDir Path folder;
  private final WorkFolder work = new WorkFolder(NOON);

  @BeforeEach
  void setFolder() {
    work.setFolder(folder.resolve("work").toString());
  }

  @Test
  void anInputStandsUnderTheTimeAndItsNameForItsOwnerAlone() throws IOException {
    String run = work.take(text("id,name\n"), "profiles-bulk", "../in/customers.csv");

    Path input = folder.resolve("work/profiles-bulk").resolve(run);
    assertThat(run).isEqualTo("20261123-120000007-customers.csv");
    assertThat(input).hasContent("id,name\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(input)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(input.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void inputsOfOneNameInOneMomentAreSeveralRuns() throws IOException {
    Set<String> runs = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      runs.add(work.take(text("" + i), "entities", null));
    }

    assertThat(runs).hasSize(5).allMatch(run -> run.endsWith("-input"));
    assertThat(files()).hasSize(5);
  }

  @Test
  void whatBreaksOffLeavesNothingBehind() {
    InputStream broken =
        new SequenceInputStream(
            text("id,name\n1,a\n"),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("connection reset");
              }
            });

    assertThatThrownBy(() -> work.take(broken, "entities", "a.csv")).hasMessage("connection reset");
    assertThat(files()).isEmpty();
  }

  @Test
  void whatACrashLeftHalfTakenIsClearedAwayAtTheStartAndNothingElse() throws IOException {
    String whole = work.take(text("whole"), "entities", "whole.csv");
    Files.writeString(folder.resolve("work/entities/.20261123-110000000-half.csv"), "ha");
    work.start();

    assertThat(files()).containsExactly(folder.resolve("work/entities").resolve(whole));
  }

  @Test
  void nothingIsAnEmptyInput() throws IOException {
    work.take(null, "entities", "tombstone");

    assertThat(files()).singleElement().satisfies(file -> assertThat(file).isEmptyFile());
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private List<Path> files() {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
