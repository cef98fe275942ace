package io.github.targetroutes.sync.input;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.sync.input.SourceRecord.Problem;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** The rows of a CSV file as records. */
final class CsvRecords implements RecordReader {

  private final RowReader rows;
  private final List<String> columns;

  CsvRecords(RowReader rows) {
    this.rows = rows;
    this.columns = rows.columns();
  }

  @Override
  public void require(Collection<String> names) {
    rows.require(names);
  }

  @Override
  public SourceRecord next() throws IOException {
    Row row = rows.next();
    if (row == null) {
      return null;
    }
    if (row.problem().isPresent()) {
      Row.Problem problem = row.problem().get();
      int column = problem.column();
      String name = column >= 0 && column < columns.size() ? columns.get(column) : "";
      return SourceRecord.broken(row.line(), new Problem(name, problem.reason()), row::text);
    }
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < columns.size(); i++) {
      fields.put(columns.get(i), row.get(i));
    }
    return SourceRecord.of(row.line(), fields, row::text);
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
