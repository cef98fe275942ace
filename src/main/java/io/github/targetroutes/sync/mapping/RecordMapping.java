package io.github.targetroutes.sync.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.targetroutes.sync.input.SourceRecord;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Maps the records of a source, of whatever form, to what Target gets, as a mapping file says.
 * Immutable; for use by any number of threads.
 */
public final class RecordMapping {

  private static final MappingFile<WrittenMapping> FILE =
      new MappingFile<>(WrittenMapping.class, "'key' and 'fields'");

  private static final Mapped SKIPPED = new Mapped.Skipped();

  private final WrittenMapping written;
  private final ColumnPath key;
  private final ColumnPath filter;
  private final ColumnPath delete;
  private final List<Source> sources;

  /**
   * A field and where its value comes from.
   *
   * @param constant null where there is a column
   * @param list cuts a text at the separator of its list; null where it is none
   */
  private record Source(
      String[] name,
      ColumnPath column,
      JsonNode constant,
      boolean trim,
      Conversion conversion,
      Pattern list) {

    /** The column; the field where it is a constant. */
    String label() {
      return column == null ? String.join(".", name) : column.column();
    }
  }

  /** A wrong value, and where it stands. */
  private static final class WrongColumn extends Exception {

    private final String column;

    WrongColumn(String column, String reason) {
      super(reason, null, false, false);
      this.column = column;
    }
  }

  private RecordMapping(WrittenMapping written) {
    this.written = written;
    this.key = new ColumnPath(written.key().column());
    this.filter = pathOf(written.filter());
    this.delete = pathOf(written.delete());
    this.sources = written.fields().stream().map(this::source).toList();
  }

  /**
   * Reads a mapping file.
   *
   * @throws io.github.targetroutes.ConfigurationException when it can't be read or isn't such a
   *     mapping; the message names file and line
   */
  public static RecordMapping read(Path file) {
    return new RecordMapping(FILE.read(file));
  }

  /**
   * Reads a mapping that does not stand in a file of its own, as one on the class path.
   *
   * @param source what to call it in messages
   * @throws io.github.targetroutes.ConfigurationException as {@link #read(Path)}
   */
  public static RecordMapping parse(String yaml, String source) {
    return new RecordMapping(FILE.parse(yaml, source));
  }

  private static ColumnPath pathOf(Condition condition) {
    return condition == null ? null : new ColumnPath(condition.column());
  }

  private Source source(WrittenMapping.Field field) {
    return new Source(
        field.name().split("\\."),
        field.column() == null ? null : new ColumnPath(field.column()),
        field.constant(),
        written.trims(field),
        field.conversion(written.clear()),
        field.list() == null ? null : Pattern.compile(field.list(), Pattern.LITERAL));
  }

  /** The columns that a source with a header must have, each once, the key's first. */
  public Set<String> columns() {
    return written.columns();
  }

  /** Maps a record; never throws for what the record holds. */
  public Mapped map(SourceRecord record) {
    if (record.problem().isPresent()) {
      SourceRecord.Problem problem = record.problem().get();
      return rejected(record, problem.column(), problem.reason());
    }
    try {
      if (filter != null && !written.filter().holds(text(filter, record))) {
        return SKIPPED;
      }
      String id = text(key, record);
      requireKey(id);
      boolean deletes = delete != null && written.delete().holds(text(delete, record));
      return new Mapped.Body(id, deletes, body(record, deletes));
    } catch (WrongColumn e) {
      return rejected(record, e.column, e.getMessage());
    }
  }

  private static Mapped rejected(SourceRecord record, String column, String reason) {
    return new Mapped.Rejected(record.reject(column, reason));
  }

  private String text(ColumnPath column, SourceRecord record) throws WrongColumn {
    try {
      return text(column.in(record.fields()), written.trim());
    } catch (WrongValue e) {
      throw new WrongColumn(column.column(), e.getMessage());
    }
  }

  private void requireKey(String id) throws WrongColumn {
    if (id.isBlank()) {
      throw new WrongColumn(key.column(), "the record has no key");
    }
    if (id.chars().anyMatch(Character::isISOControl)) {
      throw new WrongColumn(key.column(), "the key has a control character");
    }
  }

  /**
   * @param lenient whether what can't be mapped is left out
   */
  private ObjectNode body(SourceRecord record, boolean lenient) throws WrongColumn {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    if (written.whole()) {
      body = record.fields().deepCopy();
      body.remove(written.without());
    }
    for (Source source : sources) {
      try {
        set(body, source.name(), value(source, record.fields()));
      } catch (WrongValue e) {
        if (!lenient) {
          throw new WrongColumn(source.label(), e.getMessage());
        }
      }
    }
    return body;
  }

  /** Null where there is none. */
  private static JsonNode value(Source source, ObjectNode record) throws WrongValue {
    if (source.constant() != null) {
      return source.constant().deepCopy();
    }
    JsonNode node = source.column().in(record);
    if (source.list() != null) {
      return list(source, node);
    }
    return node.isArray() && source.conversion().changesText()
        ? all(source, elements(node))
        : one(source, node);
  }

  private static JsonNode list(Source source, JsonNode node) throws WrongValue {
    ArrayNode all = all(source, node.isTextual() ? parts(source, node) : elements(node));
    if (!all.isEmpty()) {
      return all;
    }
    JsonNode otherwise = one(source, MissingNode.getInstance());
    return otherwise == null ? null : all.add(otherwise);
  }

  private static Iterable<JsonNode> parts(Source source, JsonNode text) {
    return source.list().splitAsStream(text.textValue()).<JsonNode>map(TextNode::valueOf).toList();
  }

  /** A value that is alone is a list of one. */
  private static Iterable<JsonNode> elements(JsonNode node) {
    return node.isArray() || node.isMissingNode() ? node : List.of(node);
  }

  private static ArrayNode all(Source source, Iterable<JsonNode> elements) throws WrongValue {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (JsonNode element : elements) {
      // A default stands for a list without any value, not for one of its values.
      boolean isEmpty = element.isTextual() && text(element, source.trim()).isEmpty();
      JsonNode value = isEmpty ? null : one(source, element);
      if (value != null) {
        all.add(value);
      }
    }
    return all;
  }

  /** Numbers and whatever else JSON has stay what they are, unless they are to be converted. */
  private static JsonNode one(Source source, JsonNode node) throws WrongValue {
    Conversion conversion = source.conversion();
    boolean isText = node.isTextual() || node.isMissingNode() || node.isNull();
    boolean isNumber = node.isNumber() && conversion.givesNumbers();
    if (isNumber || !(isText || conversion.changesText())) {
      return node;
    }
    String value = conversion.convert(text(node, source.trim()));
    if (value.isEmpty()) {
      return null;
    }
    return conversion.givesNumbers() && NumberForm.isPlain(value)
        ? DecimalNode.valueOf(new BigDecimal(value))
        : TextNode.valueOf(value);
  }

  private static String text(JsonNode node, boolean trim) throws WrongValue {
    if (node.isObject() || node.isArray()) {
      throw new WrongValue(
          "the value is " + (node.isObject() ? "an object" : "a list") + " and no text");
    }
    String text =
        node.isBigDecimal()
            ? node.decimalValue().toPlainString()
            : node.isNull() ? "" : node.asText();
    return trim ? text.strip() : text;
  }

  private static void set(ObjectNode body, String[] path, JsonNode value) throws WrongValue {
    if (value == null) {
      return;
    }
    ObjectNode at = body;
    for (int i = 0; i < path.length - 1; i++) {
      JsonNode inner = at.path(path[i]);
      if (inner.isObject()) {
        at = (ObjectNode) inner;
      } else if (inner.isMissingNode() || inner.isNull()) {
        at = at.putObject(path[i]);
      } else {
        throw new WrongValue("the record's " + path[i] + " is no object that could be added to");
      }
    }
    at.set(path[path.length - 1], value);
  }
}
