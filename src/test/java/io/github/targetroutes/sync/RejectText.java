package io.github.targetroutes.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a reject file with a CSV reader that isn't ours. */
final class RejectText {

  private static final CsvMapper CSV =
      CsvMapper.builder().enable(CsvParser.Feature.WRAP_AS_ARRAY).build();

  private RejectText() {}

  /** The four fields of each row, with bars between them. */
  static List<String> read(Path file) throws IOException {
    List<String> rows = new ArrayList<>();
    try (MappingIterator<String[]> all = CSV.readerFor(String[].class).readValues(file.toFile())) {
      assertThat(all.next()).containsExactly("line", "column", "reason", "text");
      while (all.hasNext()) {
        String[] row = all.next();
        assertThat(row).hasSize(4);
        rows.add(String.join("|", row));
      }
    }
    return rows;
  }
}
