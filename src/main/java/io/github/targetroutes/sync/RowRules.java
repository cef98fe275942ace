package io.github.targetroutes.sync;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.targetroutes.sync.Mapping.Attribute;
import io.github.targetroutes.sync.input.Reject;
import io.github.targetroutes.sync.input.Row;
import io.github.targetroutes.sync.input.Row.Problem;
import io.github.targetroutes.sync.mapping.Conversion;
import io.github.targetroutes.sync.mapping.WrongValue;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Decides row by row whether Target can take it (Bulk Profile Update API, Single Profile Update
 * API, Target limits), and encodes it for a batch file. Not safe for use by several threads.
 */
final class RowRules {

  /** What became of a row. */
  sealed interface Verdict permits ProfileRow, Rejected, Skipped {}

  /** It can't be sent. */
  record Rejected(Reject reject) implements Verdict {}

  /** The mapping's filter does not let it through. */
  record Skipped() implements Verdict {}

  private static final Verdict SKIPPED = new Skipped();

  private static final byte[] NOTHING = {};

  /**
   * An attribute and where its value comes from.
   *
   * @param conversion null when the value stays as it is
   * @param constant the encoded constant, or null when there is a column
   */
  private record Source(
      int index, String column, boolean trim, Conversion conversion, byte[] constant) {

    String value(Row row) throws WrongValue {
      String value = constant == null ? trimmed(row.get(index), trim) : "";
      return conversion == null ? value : conversion.convert(value);
    }
  }

  private final Mapping mapping;
  private final List<String> columns;
  private final Limits limits;
  private final int key;
  private final int filter;
  private final List<Source> sources = new ArrayList<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final IdHash ids = new IdHash();

  /**
   * @param columns the header of the source, which must have every column of the mapping
   */
  RowRules(Mapping mapping, List<String> columns, Limits limits) {
    this.mapping = mapping;
    this.columns = columns;
    this.limits = limits;
    this.key = columns.indexOf(mapping.key().column());
    this.filter = mapping.filter() == null ? -1 : columns.indexOf(mapping.filter().column());
    mapping.attributes().stream().map(this::source).forEach(sources::add);
  }

  private Source source(Attribute attribute) {
    boolean trim = mapping.trims(attribute);
    if (attribute.constant() != null) {
      byte[] constant = PercentEncoding.encode(trimmed(attribute.constant(), trim));
      return new Source(-1, "", trim, null, constant);
    }
    Conversion conversion = attribute.conversion(mapping.clear());
    return new Source(
        columns.indexOf(attribute.column()),
        attribute.column(),
        trim,
        conversion.isNone() ? null : conversion,
        null);
  }

  /** The first line of every batch file, without its line end. */
  byte[] header() {
    line.reset();
    line.writeBytes("batch=".getBytes(US_ASCII));
    line.writeBytes(PercentEncoding.encode(mapping.key().as().label()));
    for (Attribute attribute : mapping.attributes()) {
      line.write(',');
      line.writeBytes(PercentEncoding.encode(attribute.name()));
    }
    return line.toByteArray();
  }

  Verdict judge(Row row) {
    if (row.problem().isPresent()) {
      Problem problem = row.problem().get();
      return reject(row, nameOf(problem.column()), problem.reason());
    }
    if (filter >= 0 && !mapping.filter().holds(trimmed(row.get(filter), mapping.trim()))) {
      return SKIPPED;
    }
    String id = trimmed(row.get(key), mapping.trim());
    String wrong = wrongWithKey(mapping.key().as(), id);
    if (wrong != null) {
      return reject(row, mapping.key().column(), wrong);
    }
    line.reset();
    line.writeBytes(PercentEncoding.encode(id));
    long hash = ids.of(line.toByteArray(), line.size());
    int end = line.size();
    for (Source source : sources) {
      String value;
      try {
        value = source.value(row);
      } catch (WrongValue e) {
        return reject(row, source.column(), e.getMessage());
      }
      if (limits.maxValueLength() > 0 && value.length() > limits.maxValueLength()) {
        return reject(
            row,
            source.column(),
            "the value is longer than " + limits.maxValueLength() + " characters");
      }
      byte[] encoded = source.constant() == null ? encoded(value) : source.constant();
      line.write(',');
      line.writeBytes(encoded);
      end = encoded.length == 0 ? end : line.size();
    }
    if (end > limits.maxProfileBytes()) {
      return reject(
          row, "", "the encoded profile is longer than " + limits.maxProfileBytes() + " bytes");
    }
    byte[] encoded = Arrays.copyOf(line.toByteArray(), end);
    return new ProfileRow(hash, row.line(), row.offset(), row.length(), encoded);
  }

  /** Why Target does not take a key; null where it does. */
  static String wrongWithKey(Mapping.KeyType as, String id) {
    if (id.isBlank()) {
      return "the row has no key";
    }
    return as.problem(id).orElse(null);
  }

  private static Rejected reject(Row row, String column, String reason) {
    return new Rejected(new Reject(row.line(), column, reason, row.text()));
  }

  private String nameOf(int column) {
    return column >= 0 && column < columns.size() ? columns.get(column) : "";
  }

  private static byte[] encoded(String value) {
    return value.isEmpty() ? NOTHING : PercentEncoding.encode(value);
  }

  private static String trimmed(String value, boolean trim) {
    return trim ? value.strip() : value;
  }
}
