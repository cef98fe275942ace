package io.github.targetroutes.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import io.github.targetroutes.target.JsonCopy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** How reports become lines of a file. */
enum ReportLines {

  /** A row of a report is a line of CSV. */
  CSV {
    @Override
    byte[] header(ReportKind kind) throws IOException {
      return line(kind.columns().stream().map(ReportColumn::name).toArray(String[]::new));
    }

    @Override
    long write(InputStream report, ReportTask task, ReportHead head, OutputStream out)
        throws IOException {
      long[] rows = {0};
      boolean found =
          ReportRows.forEach(
              report,
              task,
              head,
              row -> {
                out.write(
                    line(
                        task.kind().columns().stream()
                            .map(column -> text(column.value().apply(row)))
                            .toArray(String[]::new)));
                rows[0]++;
              });
      return found ? rows[0] : -1;
    }
  },

  /** A report is a line of JSON, as Adobe gives it. */
  JSONL {
    @Override
    byte[] header(ReportKind kind) {
      return new byte[0];
    }

    @Override
    long write(InputStream report, ReportTask task, ReportHead head, OutputStream out)
        throws IOException {
      try (JsonParser parser = JSON.createParser(report);
          JsonGenerator line = JSON.createGenerator(out)) {
        parser.nextToken();
        JsonCopy.value(parser, line);
      }
      out.write('\n');
      return 1;
    }
  };

  private static final JsonFactory JSON =
      new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

  private static final ObjectWriter FIELDS =
      CsvMapper.builder()
          .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
          .build()
          .writerFor(String[].class);

  /** By the ending of the file's name. */
  static ReportLines of(ExportFile file) {
    return file.name().endsWith(".csv") ? CSV : JSONL;
  }

  /** What a file begins with. */
  abstract byte[] header(ReportKind kind) throws IOException;

  /**
   * Writes a report.
   *
   * @return how many lines it has; -1 where it is no report
   */
  abstract long write(InputStream report, ReportTask task, ReportHead head, OutputStream out)
      throws IOException;

  private static byte[] line(String... fields) throws IOException {
    return FIELDS.writeValueAsString(fields).getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Object value) {
    return value == null
        ? ""
        : value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }
}
