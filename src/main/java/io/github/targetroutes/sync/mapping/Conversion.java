package io.github.targetroutes.sync.mapping;

import static io.github.targetroutes.sync.mapping.MappingRules.check;

import java.util.Map;

/**
 * What becomes of a source's value on its way to Target. In this order: the word for a value that
 * is cleared; the default, for an empty value; the table of values; upper or lower case; number or
 * date. Immutable.
 */
public final class Conversion {

  private final LetterCase letters;
  private final String otherwise;
  private final NumberForm number;
  private final DateForm.Converter date;
  private final Map<String, String> values;
  private final Clear clear;

  /**
   * @param letters null to leave them
   * @param otherwise the value where the source has none, or none of the table; null: no value
   * @param date null where it is no date
   * @param number null where it is no number
   * @param values what is sent for what; null to send what there is
   * @param of what is converted, for messages
   */
  public Conversion(
      LetterCase letters,
      String otherwise,
      DateForm date,
      NumberForm number,
      Map<String, String> values,
      String of) {
    this(
        letters,
        otherwise,
        number,
        date == null ? null : date.converter(),
        values == null ? null : Map.copyOf(values),
        null);
    check(date == null || number == null, of + " can't be a date and a number");
    check(otherwise == null || !otherwise.isEmpty(), of + " has an empty default; leave it out");
    check(values == null || !values.isEmpty(), of + " has an empty table of values");
    MappingRules.text(otherwise, of);
    if (values != null) {
      values.values().forEach(value -> MappingRules.text(value, of));
    }
  }

  private Conversion(
      LetterCase letters,
      String otherwise,
      NumberForm number,
      DateForm.Converter date,
      Map<String, String> values,
      Clear clear) {
    this.letters = letters;
    this.otherwise = otherwise;
    this.number = number;
    this.date = date;
    this.values = values;
    this.clear = clear;
  }

  /** The same, with a word for a value that is cleared; null: there is none. */
  public Conversion with(Clear word) {
    return new Conversion(letters, otherwise, number, date, values, word);
  }

  /** Whether every value stays as it is. */
  public boolean isNone() {
    return letters == null
        && otherwise == null
        && number == null
        && date == null
        && values == null
        && clear == null;
  }

  /** Whether a value that is no text would have to become one. */
  boolean changesText() {
    return letters != null || number != null || date != null || values != null;
  }

  boolean givesNumbers() {
    return number != null;
  }

  /**
   * The value that is sent; empty where there is none.
   *
   * @throws WrongValue where the value can't be converted
   */
  public String convert(String value) throws WrongValue {
    if (clear != null && clear.from().equals(value)) {
      return clear.to();
    }
    if (value.isEmpty()) {
      return otherwise == null ? "" : otherwise;
    }
    String known = value;
    if (values != null) {
      known = values.getOrDefault(value, otherwise);
      if (known == null) {
        throw new WrongValue("the value is none of those in the mapping's 'values'");
      }
    }
    known = letters == null ? known : letters.of(known);
    if (number != null) {
      return number.read(known).toPlainString();
    }
    return date == null ? known : date.convert(known);
  }
}
