package io.github.targetroutes.export;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Reads the rows of a report, one at a time. */
final class ReportRows {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private ReportRows() {}

  /** Takes a row. */
  interface Use {
    void of(ReportRow row) throws IOException;
  }

  /**
   * Gives all rows to somebody.
   *
   * @return whether there is a list of rows in the report at all
   */
  static boolean forEach(InputStream report, ReportTask task, ReportHead head, Use use)
      throws IOException {
    try (JsonParser parser = JSON.createParser(report)) {
      if (!enter(parser, task.kind().place())) {
        return false;
      }
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        use.of(new ReportRow(task, head, parser.<JsonNode>readValueAsTree()));
      }
      return true;
    }
  }

  /** Goes to the beginning of the array behind these fields. */
  private static boolean enter(JsonParser parser, List<String> fields) throws IOException {
    parser.nextToken();
    for (String field : fields) {
      if (parser.currentToken() != JsonToken.START_OBJECT || !find(parser, field)) {
        return false;
      }
    }
    return parser.currentToken() == JsonToken.START_ARRAY;
  }

  private static boolean find(JsonParser parser, String wanted) throws IOException {
    for (String field; (field = parser.nextFieldName()) != null; ) {
      parser.nextToken();
      if (field.equals(wanted)) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }
}
