package io.github.targetroutes.sync.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.targetroutes.ConfigurationException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowReaderTest {

  @TempDir Path directory;

  @Test
  void quotesOpenOnlyAtTheBeginningOfAField() throws IOException {
    assertThat(read("id,size\n1,5\" pipe\n2,\"a, \"\"b\"\"\nc\"\n3,\"\"\n"))
        .containsExactly("2: [1, 5\" pipe]", "3: [2, a, \"b\"\nc]", "5: [3, ]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id,x\n1,a\n2,b\n", "id,x\r\n1,a\r\n2,b\r\n", "\uFEFFid,x\n1,a\n2,b"})
  void lineEndsAndByteOrderMarksAreNoPartOfTheData(String text) throws IOException {
    assertThat(read(text)).containsExactly("2: [1, a]", "3: [2, b]");
  }

  @Test
  void carriageReturnBehindAClosingQuoteEndsTheRecord() throws IOException {
    assertThat(read("id,x\r\n1,\"a\r\nb\"\r\n2,\"c\"\r"))
        .containsExactly("2: [1, a\r\nb]", "4: [2, c]");
  }

  @Test
  void blankLinesArePassedOverButCounted() throws IOException {
    assertThat(read("\n\nid,x\n\n\r\n1,a\n\n")).containsExactly("6: [1, a]");
  }

  @Test
  void unclosedQuoteCostsOneLineAndNotTheFile() throws IOException {
    assertThat(read("id,x\n1,\"a\n2,b\n3,\"c\"\n4,d\n"))
        .containsExactly(
            "2: column 2, the quote opened in column 2 is never closed, text 1,\"a",
            "3: [2, b]",
            "4: [3, c]",
            "5: [4, d]");
    assertThat(read("id,x\n1,\"a\r\n2,b"))
        .containsExactly(
            "2: column 2, the quote opened in column 2 is never closed, text 1,\"a", "3: [2, b]");
  }

  @Test
  void textBehindAClosingQuoteIsAProblem() throws IOException {
    assertThat(read("id,x\n1,\"a\" b\n2,\"c\"\n"))
        .containsExactly(
            "2: column 2, text follows the closing quote of column 2, text 1,\"a\" b", "3: [2, c]");
  }

  @Test
  void recordOverTheLimitCostsOneLine() throws IOException {
    String limit = "the record is longer than 10 bytes, or a quote in it is never closed";
    assertThat(read("id,x\n1,12345678\n2,123456789\n3,\"c\"\n", new CsvFormat(',', 10)))
        .containsExactly(
            "2: [1, 12345678]", "3: column 0, " + limit + ", text 2,12345678", "4: [3, c]");
    assertThat(read("id,x\n1," + "a".repeat(200_000) + "\n3,c\n", new CsvFormat(',', 10)))
        .containsExactly("2: column 0, " + limit + ", text 1,aaaaaaaa", "3: [3, c]");
    assertThat(read("id,x\n1,\"a\n2,bb\n3,cccc\n4,d\n", new CsvFormat(',', 10)))
        .containsExactly(
            "2: column 2, the quote opened in column 2 is never closed, text 1,\"a",
            "3: [2, bb]",
            "4: [3, cccc]",
            "5: [4, d]");
  }

  @Test
  void recordsMayBeAsLongAsTheLimitAcrossBuffers() throws IOException {
    StringBuilder text = new StringBuilder("id,x\n");
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String value = Integer.toString(i).repeat(7919 * (i % 9) + 1);
      text.append(i).append(",\"").append(value).append("\"\n");
      expected.add((i + 2) + ": [" + i + ", " + value + "]");
    }
    assertThat(read(text.toString())).isEqualTo(expected);
  }

  /**
   * Each line leaves a quote open and closes the one before: every line could be read to the end.
   */
  @Test
  void timeIsLinearInWhateverTheInputHolds() throws IOException {
    Path file = write(("id,x\n" + "x\",\"y\n".repeat(400_000)).getBytes(UTF_8));
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> assertThat(read(file, CsvFormat.DEFAULT)).hasSize(400_000));
  }

  @Test
  void wrongNumberOfColumnsIsAProblem() throws IOException {
    assertThat(read("id,x\n1\n1,2,3\n"))
        .containsExactly(
            "2: column 0, the row has 1 columns where the header has 2, text 1",
            "3: column 0, the row has 3 columns where the header has 2, text 1,2,3");
  }

  @Test
  void bytesThatAreNotUtf8AreNamedAndShown() throws IOException {
    Path file = write("id,x\n1,M\u00fcller\n2,b\n".getBytes(ISO_8859_1));
    assertThat(read(file, CsvFormat.DEFAULT))
        .containsExactly(
            "2: column 2, the text is not UTF-8 in column 2, text 1,M\\xFCller", "3: [2, b]");
  }

  @Test
  void delimiterCanBeChosen() throws IOException {
    assertThat(read("id;x\n1;\"a;b\"\n", new CsvFormat(';', 100))).containsExactly("2: [1, a;b]");
    assertThatThrownBy(() -> new CsvFormat('"', 100)).isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(() -> new CsvFormat('\u00e4', 100))
        .isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(() -> new CsvFormat(',', 0)).isInstanceOf(ConfigurationException.class);
  }

  @Test
  void whatIsNoCsvIsRefusedWithAReason() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write("id\n".getBytes(UTF_8));
    }
    assertRefused(zipped.toByteArray(), "gzip");
    assertRefused("PK\3\4...".getBytes(UTF_8), "Excel");
    assertRefused("id,x\n1,a\n".getBytes(UTF_16), "UTF-16");
    assertRefused("id,x\n1,a\n".getBytes(UTF_16LE), "byte 1 is NUL");
    assertRefused(new byte[0], "it is empty");
    assertRefused("\n\r\n".getBytes(UTF_8), "it is empty");
    assertRefused("id,name\r1,a\r".getBytes(UTF_8), "CR alone");
    assertRefused("id,stra\u00dfe\n".getBytes(ISO_8859_1), "header is not UTF-8");
    assertRefused("id,\"x\n1,a\n".getBytes(UTF_8), "never closed");
    assertRefused("id, ,x\n".getBytes(UTF_8), "column 2 has no name");
    assertRefused("id,x, id\n".getBytes(UTF_8), "two columns are named id");
  }

  @Test
  void missingColumnsAreNamedWithThoseThatAreThere() throws IOException {
    try (RowReader reader = new RowReader(write("id;x\n".getBytes(UTF_8)), CsvFormat.DEFAULT)) {
      assertThatThrownBy(() -> reader.require(List.of("id", "x")))
          .isInstanceOf(RefusedFile.class)
          .hasMessageContaining("no column id, x but only id;x")
          .hasMessageContaining("delimiter");
    }
  }

  private void assertRefused(byte[] bytes, String reason) throws IOException {
    Path file = write(bytes);
    assertThatThrownBy(() -> new RowReader(file, CsvFormat.DEFAULT))
        .isInstanceOf(RefusedFile.class)
        .hasMessageContaining(file.getFileName().toString())
        .hasMessageContaining(reason);
  }

  private List<String> read(String text) throws IOException {
    return read(text, CsvFormat.DEFAULT);
  }

  private List<String> read(String text, CsvFormat format) throws IOException {
    return read(write(text.getBytes(UTF_8)), format);
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(directory.resolve("input.csv"), bytes);
  }

  private static List<String> read(Path file, CsvFormat format) throws IOException {
    List<String> rows = new ArrayList<>();
    try (RowReader reader = new RowReader(file, format)) {
      for (Row row = reader.next(); row != null; row = reader.next()) {
        rows.add(row.line() + ": " + content(row));
      }
    }
    return rows;
  }

  private static String content(Row row) {
    Optional<Row.Problem> problem = row.problem();
    if (problem.isPresent()) {
      int column = problem.get().column() + 1;
      return "column %d, %s, text %s".formatted(column, problem.get().reason(), row.text());
    }
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < row.columns(); i++) {
      fields.add(row.get(i));
    }
    return fields.toString();
  }
}
