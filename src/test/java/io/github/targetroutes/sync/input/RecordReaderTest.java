package io.github.targetroutes.sync.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with inputs is in the corpus; here is what has to come out of good ones. */
class RecordReaderTest {

  @TempDir Path folder;

  @Test
  void allFormsGiveTheSameRecords() throws IOException {
    List<String> records =
        List.of("{\"entity.id\":\"1\",\"entity.name\":\"a, \\\"b\\\"\"}", "{\"entity.id\":\"2\"}");
    String csv = "entity.id,entity.name\n1,\"a, \"\"b\"\"\"\n";

    assertThat(read(csv)).containsExactly("2 " + records.get(0));
    assertThat(read("## RECSUpload\n## RECS" + csv)).containsExactly("3 " + records.get(0));
    assertThat(read("[" + String.join(",\n", records) + "]"))
        .containsExactly("1 " + records.get(0), "2 " + records.get(1));
    assertThat(read(String.join("\n", records)))
        .containsExactly("1 " + records.get(0), "2 " + records.get(1));
  }

  @Test
  void theFormIsToldByTheContentAndNotByTheName() throws IOException {
    Path file = Files.writeString(folder.resolve("records.csv"), "[{\"id\":1}]");
    try (RecordReader reader = RecordReader.open(file, CsvFormat.DEFAULT)) {
      assertThat(reader.next().fields().get("id").intValue()).isEqualTo(1);
    }
    assertThat(read("[id],[name]\n1,a\n")).containsExactly("2 {\"[id]\":\"1\",\"[name]\":\"a\"}");
  }

  @Test
  void numbersKeepEveryDigit() throws IOException {
    String numbers =
        "{\"id\":9007199254740993,\"big\":123456789012345678901234567890,\"price\":1.10,"
            + "\"long\":0.12345678901234567890123456789}";
    assertThat(read("[" + numbers + "]")).containsExactly("1 " + numbers);
    assertThat(read(numbers)).containsExactly("1 " + numbers);
  }

  @Test
  void linesAreThoseOnWhichRecordsBegin() throws IOException {
    assertThat(read("[\n\n  {\"a\":\n1},\n  {\"a\":\"]},{\"}\n,{}\n]"))
        .containsExactly("3 {\"a\":1}", "5 {\"a\":\"]},{\"}", "6 {}");
    assertThat(read("id,x\n1,\"a\nb\"\n2,c\n"))
        .containsExactly("2 {\"id\":\"1\",\"x\":\"a\\nb\"}", "4 {\"id\":\"2\",\"x\":\"c\"}");
  }

  @Test
  void theTextOfARecordIsThatOfTheFile() throws IOException {
    String record = "{ \"id\" : 1.0 ,\n\t\"x\":\"\\u00fc ü\" }";
    try (RecordReader reader = open("[" + record + " , {}]", CsvFormat.DEFAULT)) {
      assertThat(reader.next().text()).isEqualTo(record);
    }
  }

  @Test
  void recordsMayBeAsLongAsTheLimitAcrossBuffers() throws IOException {
    StringBuilder array = new StringBuilder("[");
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String record = "{\"v\":\"" + Integer.toString(i).repeat(7919 * (i % 9) + 1) + "\"}";
      array.append(i == 0 ? "" : ", ").append(record);
      expected.add("1 " + record);
    }
    assertThat(read(array.append(']').toString())).isEqualTo(expected);

    CsvFormat short10 = new CsvFormat(',', 10);
    assertThat(read("[{\"a\":1234},{\"a\":12345},{\"a\":1}]", short10))
        .containsExactly("1 {\"a\":1234}", "1 : the record is longer than 10 bytes", "1 {\"a\":1}");
    assertThat(read("{\"a\":1234}\n{\"a\":12345}\n{\"a\":1}", short10))
        .containsExactly("1 {\"a\":1234}", "2 : the record is longer than 10 bytes", "3 {\"a\":1}");
  }

  @Test
  void anArrayIsRefusedWhereItsSyntaxBreaksWithLineAndColumn() throws IOException {
    try (RecordReader reader =
        open("[{\"a\":\"ü\"}, {\"a\":1},\n {\"a\":1,\n  \"ü\":}]", CsvFormat.DEFAULT)) {
      assertThat(reader.next().problem()).isEmpty();
      assertThat(reader.next().problem()).isEmpty();
      assertThatThrownBy(reader::next)
          .isInstanceOf(RefusedFile.class)
          .hasMessageContaining("it is no JSON from line 3, column 7: ");
    }
    try (RecordReader reader = open("[{\"ü\":1},  \"ü\" {]", CsvFormat.DEFAULT)) {
      assertThat(reader.next().problem()).isEmpty();
      assertThatThrownBy(reader::next).hasMessageContaining("it ends in line 1, column 18");
    }
  }

  @Test
  void onlyAFormWithAHeaderCanMissColumns() throws IOException {
    try (RecordReader csv = open("id,x\n", CsvFormat.DEFAULT);
        RecordReader json = open("[]", CsvFormat.DEFAULT)) {
      json.require(List.of("id", "y"));
      assertThatThrownBy(() -> csv.require(List.of("id", "y")))
          .isInstanceOf(RefusedFile.class)
          .hasMessageContaining("no column y but only id, x");
    }
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void aHundredThousandRecordsAreReadFromOneLine() throws IOException {
    int count = 100_000;
    String record = "{\"id\":\"1\",\"note\":\"" + "x".repeat(50) + "\"}";
    String array = "[" + (record + ",").repeat(count - 1) + record + "]";
    try (RecordReader reader = open(array, CsvFormat.DEFAULT)) {
      long read = 0;
      while (reader.next() != null) {
        read++;
      }
      assertThat(read).isEqualTo(count);
    }
  }

  @Test
  void aRecordThatComesAloneIsReadAsStrictly() {
    assertThat(SourceRecord.parse("{\"a\":1}").fields().get("a").intValue()).isEqualTo(1);
    assertThat(SourceRecord.parse("[1]").problem().orElseThrow().reason()).contains("an array");
    assertThat(SourceRecord.parse("").problem().orElseThrow().reason()).contains("missing");
    assertThat(SourceRecord.parse("{\"a\":1,\"a\":2}").problem()).isPresent();
    assertThat(SourceRecord.parse("{\"a\":\"secret").toString()).doesNotContain("secret");
  }

  private List<String> read(String content) throws IOException {
    return read(content, CsvFormat.DEFAULT);
  }

  private List<String> read(String content, CsvFormat format) throws IOException {
    List<String> records = new ArrayList<>();
    try (RecordReader reader = open(content, format)) {
      for (SourceRecord record = reader.next(); record != null; record = reader.next()) {
        String told =
            record
                .problem()
                .map(problem -> problem.column() + ": " + problem.reason())
                .orElse(record.fields().toString());
        records.add(record.line() + " " + told);
      }
      assertThat(reader.next()).isNull();
    }
    return records;
  }

  private RecordReader open(String content, CsvFormat format) throws IOException {
    return RecordReader.open(Files.write(folder.resolve("input"), content.getBytes(UTF_8)), format);
  }
}
