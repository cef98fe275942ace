package io.github.targetroutes.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.sync.input.RecordReader;
import io.github.targetroutes.sync.input.SourceRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MendedRejectsTest {

  @TempDir Path folder;

  private static List<SourceRecord> read(Path file) throws IOException {
    List<SourceRecord> records = new ArrayList<>();
    try (RecordReader reader = RecordReader.open(file, RecordReader.DEFAULT)) {
      for (SourceRecord record = reader.next(); record != null; record = reader.next()) {
        record.text();
        records.add(record);
      }
    }
    return records;
  }

  private Path rejects(List<SourceRecord> records) throws IOException {
    Path file = folder.resolve("rejects.csv");
    try (Rejects rejects = new Rejects(file)) {
      for (SourceRecord record : records) {
        rejects.add(record.reject("name", "it has no \"name\", or another one"));
      }
    }
    return file;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id,\"the\nname\"\r\n1,\"a, b\"\r\n2,\"c\nd \"\"e\"\"\"\r\n3,ü\r\n",
        "\uFEFFid;x,name\n1,a\n2,\n",
        "## RECSRecommendations Feed\n"
            + "## RECS columns\n\n"
            + "## RECSentity.id,entity.name\n"
            + "1,\"a\n"
            + "b\"\n"
            + "2,ü\n",
        "[{\"id\": 1, \"name\": \"a\\n"
            + "b\"}, {\n"
            + "  \"id\": 2,\r\n"
            + "  \"in\": {\"name\": [1, 2.50]}\n"
            + "},\n"
            + "{}]",
        "{\"id\": 12345678901234567890, \"name\": \"\u2028ü\"}\r\n\r\n {\"id\": \"{\"}\n"
      })
  void allRecordsOfAnInputComeBackWhateverItsForm(String input) throws IOException {
    Path original = Files.writeString(folder.resolve("input"), input);
    List<SourceRecord> records = read(original);
    Path mended = folder.resolve("mended");

    long written = MendedRejects.write(rejects(records), original, mended);

    assertThat(written).isEqualTo(records.size());
    assertThat(read(mended))
        .usingRecursiveFieldByFieldElementComparatorOnFields("fields", "problem")
        .isEqualTo(records);
  }

  @Test
  void whereNothingWasRejectedNothingIsMade() throws IOException {
    Path original = Files.writeString(folder.resolve("input"), "id\n");
    Path rejects = rejects(List.of());

    assertThatThrownBy(() -> MendedRejects.write(rejects, original, folder.resolve("mended")))
        .isInstanceOf(ConfigurationException.class);
    assertThat(folder.resolve("mended")).doesNotExist();
  }

  @Test
  void whatIsNoObjectIsNotTakenForATable() throws IOException {
    Path original = Files.writeString(folder.resolve("input"), "{\"id\": 1}\nid 2\n");
    Path rejects = rejects(read(original));

    assertThatThrownBy(() -> MendedRejects.write(rejects, original, folder.resolve("mended")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("line 2")
        .hasMessageNotContaining("id 2");
    assertThat(folder.resolve("mended")).doesNotExist();
    assertThat(folder.resolve(".mended.part")).doesNotExist();
  }
}
