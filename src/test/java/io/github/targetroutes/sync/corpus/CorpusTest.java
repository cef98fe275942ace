package io.github.targetroutes.sync.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.targetroutes.sync.Limits;
import io.github.targetroutes.sync.Mapping;
import io.github.targetroutes.sync.Prepared;
import io.github.targetroutes.sync.ProfileBatches;
import io.github.targetroutes.sync.input.CsvFormat;
import io.github.targetroutes.sync.input.RefusedFile;
import io.github.targetroutes.sync.input.Reject;
import io.github.targetroutes.sync.input.Row;
import io.github.targetroutes.sync.input.RowReader;
import io.github.targetroutes.sync.mapping.Mapped;
import io.github.targetroutes.sync.mapping.RecordMapping;
import io.github.targetroutes.sync.mapping.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No file, however broken, ends in anything but named rejects or one sentence of refusal. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CorpusTest {

  private static final CsvFormat FORMAT = new CsvFormat(',', Corpus.MAX_RECORD);

  private static final Mapping PROFILES =
      Mapping.parse(
          """
          key: {column: id, as: pcId}
          trim: true
          attributes:
            - {name: name, column: name}
            - {name: note, column: note}
          """,
          "profiles.yaml");

  private static final String RECORDS =
      """
      key: {column: id}
      trim: true
      fields:
        - {name: name, column: name}
        - {name: note, column: note}
      """;

  @TempDir Path folder;

  static List<Corpus.Case> cases() {
    return Corpus.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void theBulkUpdateOfProfilesTakesWhatIsGoodAndNamesWhatIsNot(Corpus.Case file)
      throws IOException {
    file.profiles().assertIs(profiles(write(file)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void theFlowsOfRecordsTakeWhatIsGoodAndNameWhatIsNot(Corpus.Case file) throws IOException {
    file.records().assertIs(records(write(file)));
  }

  @Test
  void noTwoFilesAreTheSame() {
    assertThat(Corpus.all()).extracting(Corpus.Case::name).doesNotHaveDuplicates();
  }

  private Path write(Corpus.Case file) throws IOException {
    return Files.write(folder.resolve(file.name()), file.content());
  }

  private Outcome profiles(Path file) throws IOException {
    try {
      Prepared prepared =
          new ProfileBatches(PROFILES, FORMAT, Limits.DEFAULT)
              .prepare(file, folder.resolve("work"));
      assertThat(prepared.read()).isEqualTo(prepared.accepted() + prepared.rejected());
      return new Outcome(null, prepared.accepted(), rejects(prepared), prepared.rejected());
    } catch (RefusedFile e) {
      return refusal(file, e);
    }
  }

  private static List<String> rejects(Prepared prepared) throws IOException {
    List<String> rejects = new ArrayList<>();
    try (RowReader reader = new RowReader(prepared.rejects(), CsvFormat.DEFAULT)) {
      for (Row row = reader.next(); row != null && rejects.size() < 10; row = reader.next()) {
        rejects.add(
            told(new Reject(Long.parseLong(row.get(0)), row.get(1), row.get(2), row.get(3))));
      }
    }
    return rejects;
  }

  private static Outcome records(Path file) throws IOException {
    String mapping =
        file.toString().endsWith(".recs")
            ? RECORDS.replace("column: ", "column: entity.")
            : RECORDS;
    long accepted = 0;
    long rejected = 0;
    List<String> rejects = new ArrayList<>();
    try (Trial trial = Trial.of(file, FORMAT, RecordMapping.parse(mapping, "records.yaml"))) {
      for (Trial.Step step = trial.next(); step != null; step = trial.next()) {
        if (step.after() instanceof Mapped.Rejected bad) {
          if (rejected++ < 10) {
            rejects.add(told(bad.reject()));
          }
        } else {
          accepted++;
        }
      }
      return new Outcome(null, accepted, rejects, rejected);
    } catch (RefusedFile e) {
      return refusal(file, e);
    }
  }

  private static String told(Reject reject) {
    assertThat(reject.reason()).isNotBlank().doesNotContain("\n");
    // Four characters stand for a byte that is not UTF-8.
    assertThat(reject.text()).hasSizeLessThanOrEqualTo(4 * Corpus.MAX_RECORD);
    String column = reject.column().isEmpty() ? "" : reject.column() + " ";
    return reject.line() + " " + column + reject.reason();
  }

  private static Outcome refusal(Path file, RefusedFile e) {
    assertThat(e.getMessage())
        .startsWith("The file " + file.getFileName() + " is refused: ")
        .endsWith(".")
        .doesNotContain("\n", "com.fasterxml", "java.");
    return Outcome.refused(e.getMessage());
  }
}
