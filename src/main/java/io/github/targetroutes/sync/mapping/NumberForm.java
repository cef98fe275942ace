package io.github.targetroutes.sync.mapping;

import static io.github.targetroutes.sync.mapping.MappingRules.check;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * How a source writes numbers. Target takes a decimal point and no other separator (Adobe Target:
 * Entity attributes).
 *
 * @param decimal stands before the decimals: a comma or a point
 * @param group parts thousands; null where nothing does
 */
public record NumberForm(String decimal, String group) {

  /** Digits before the decimals, and the decimals, at most: far more than any double has. */
  private static final int MAX_DIGITS = 100;

  private static final Pattern PLAIN = Pattern.compile("[+-]?\\d{1,100}(\\.\\d{1,100})?");

  @JsonCreator
  public NumberForm(@JsonProperty("decimal") String decimal, @JsonProperty("group") String group) {
    check(
        ",".equals(decimal) || ".".equals(decimal),
        "'number' needs the source's decimal separator, \",\" or \".\"");
    check(
        group == null || (group.length() == 1 && !group.equals(decimal) && !isDigit(group)),
        "'group' is one character, which is no digit and not the decimal separator");
    this.decimal = decimal;
    this.group = group;
  }

  /** A decimal separator alone. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static NumberForm of(String decimal) {
    return new NumberForm(decimal, null);
  }

  /**
   * @throws WrongValue where the text is no number in this form
   */
  BigDecimal read(String text) throws WrongValue {
    String number = group == null ? text : ungrouped(text);
    number = decimal.equals(",") ? swapped(number) : number;
    if (!isPlain(number)) {
      throw new WrongValue("the value is no number like " + example());
    }
    return new BigDecimal(number);
  }

  /** Whether it is a number of JSON, or would be but for a plus or zeros in front. */
  static boolean isPlain(String text) {
    return PLAIN.matcher(text).matches();
  }

  /** A text that may hold a point by mistake, which must not become a comma. */
  private static String swapped(String number) {
    return number.indexOf('.') >= 0 ? "" : number.replace(',', '.');
  }

  /** Groups that don't have three digits are a mistake, and left for it. */
  private String ungrouped(String text) {
    String g = Pattern.quote(group);
    String grouped = "[+-]?\\d{1,3}(" + g + "\\d{3})+(" + Pattern.quote(decimal) + "\\d+)?";
    return text.length() <= MAX_DIGITS && text.matches(grouped) ? text.replace(group, "") : text;
  }

  private String example() {
    return "1" + (group == null ? "" : group) + "234" + decimal + "5";
  }

  private static boolean isDigit(String text) {
    return Character.isDigit(text.charAt(0));
  }
}
