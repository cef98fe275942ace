package io.github.targetroutes.sync.input;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One record of a source of any form: its fields, or the problem that makes them unusable.
 *
 * <p>The fields of a CSV file or a feed are texts by the names of their columns; those of JSON are
 * as they stand there, with numbers exact whatever their length.
 */
public final class SourceRecord {

  /**
   * Why a record can't be used.
   *
   * @param column the column at fault, a path with dots in JSON; empty when it is the whole record
   * @param reason in words, without any of the record's data
   */
  public record Problem(String column, String reason) {}

  private final long line;
  private final ObjectNode fields;
  private final Optional<Problem> problem;
  private final Supplier<String> text;

  private SourceRecord(long line, ObjectNode fields, Problem problem, Supplier<String> text) {
    this.line = line;
    this.fields = fields;
    this.problem = Optional.ofNullable(problem);
    this.text = text;
  }

  /**
   * A record that can be used.
   *
   * @param line number of its first physical line, from 1
   * @param fields whose texts hold no half of a surrogate pair
   * @param text as it stands in the source; asked for only where it is needed
   */
  public static SourceRecord of(long line, ObjectNode fields, Supplier<String> text) {
    return new SourceRecord(line, fields, null, text);
  }

  /** A record that can't be used. */
  public static SourceRecord broken(long line, Problem problem, Supplier<String> text) {
    return new SourceRecord(line, JsonNodeFactory.instance.objectNode(), problem, text);
  }

  /**
   * A record that comes alone, as a message of a queue does: one JSON object, read as strictly as
   * one in a file. It stands on line 1.
   */
  public static SourceRecord parse(String json) {
    return JsonRecord.parse(json).at(1);
  }

  /** The number of the record's first physical line, from 1. */
  public long line() {
    return line;
  }

  /** The fields; empty when there is a problem. Who changes them changes this record. */
  public ObjectNode fields() {
    return fields;
  }

  public Optional<Problem> problem() {
    return problem;
  }

  /**
   * The record as it stands in the source, without its line end. A byte that is not UTF-8 is
   * written as {@code \xE9}; of a record over the limit of {@link CsvFormat} only the beginning is
   * kept.
   */
  public String text() {
    return text.get();
  }

  /** This record, as one that was not accepted. */
  public Reject reject(String column, String reason) {
    return new Reject(line, column, reason, text());
  }

  /** Says which record it is, and none of its data. */
  @Override
  public String toString() {
    return "SourceRecord[line=" + line + "]";
  }
}
