package io.github.targetroutes.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.targetroutes.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTableTest {

  private final ReportTable table = new ReportTable();

  @ParameterizedTest
  @EnumSource
  void theDocumentShowsTheTableAndTheColumns(ReportKind kind) throws IOException {
    String document = Files.readString(Path.of("src/main/docs/exports.md")).replaceAll("\\s+", " ");

    assertThat(document).contains(table.schema(kind));
    assertThat(document)
        .contains(kind.columns().stream().map(ReportColumn::name).collect(Collectors.joining(",")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "target-", "1_", "t; drop table x; --", "a.b.c"})
  void aPrefixThatBeginsNoNameIsRefused(String prefix) {
    assertThatThrownBy(() -> table.setPrefix(prefix)).isInstanceOf(ConfigurationException.class);
  }

  @Test
  void aDatabaseThatIsNotThereIsToldInASentence() {
    table.setUrl("jdbc:h2:file:./nowhere;IFEXISTS=TRUE");
    ReportTask task =
        ReportTask.of(
            new ExportFile("run", 1, "a.csv", "orders 2026-03-01", 0, 0, 0, 0), "1", "ab");

    assertThatThrownBy(() -> table.replace(task, use -> {}))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("The table of reports can't be used: ")
        .hasMessageContaining("see export.reports.table.url");
  }
}
