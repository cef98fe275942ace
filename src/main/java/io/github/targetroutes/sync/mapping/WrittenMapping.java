package io.github.targetroutes.sync.mapping;

import static io.github.targetroutes.sync.mapping.MappingRules.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What stands in the mapping file of a flow of records: which column is the key, and how columns
 * become the body that Target gets. A column is named exactly as in the source; in JSON a path with
 * dots leads into inner objects.
 *
 * @param key what identifies a record
 * @param trim whether white space around texts is cut, wherever a field doesn't say otherwise
 * @param filter only records for which it holds are mapped, all others skipped; null: all are
 * @param delete a record for which it holds deletes what it names; null: none does
 * @param clear the source's word for a value that is cleared; null: it has none
 * @param whole whether the record is the body as it is, so that the fields change or add to it
 * @param without columns of a whole record that are not sent
 * @param fields in the order of the body; without one only a whole record makes sense
 */
record WrittenMapping(
    Key key,
    boolean trim,
    Condition filter,
    Condition delete,
    Clear clear,
    boolean whole,
    List<String> without,
    List<Field> fields) {

  /**
   * @param column the column that holds the key
   */
  record Key(String column) {

    Key {
      column = MappingRules.column(column, "the key");
    }
  }

  /**
   * A field of the body, filled from a column or with a constant. An empty value without a default
   * leaves the field out: Target never lets a blank overwrite anything (Adobe Target: Entity
   * attributes).
   *
   * @param name a path with dots makes inner objects
   * @param column where the value stands, or null
   * @param constant the value of any kind, or null
   * @param trim whether to cut white space around the value, or null for what the mapping says
   * @param letters upper or lower, or null to leave them
   * @param otherwise the value where the source has none, or null
   * @param date how the source writes dates, or null
   * @param number how the source writes numbers, or null; what is sent is then a number of JSON
   * @param values what is sent for what, or null
   * @param list what parts the values of a list in a text, or null where it is no list
   */
  record Field(
      String name,
      String column,
      JsonNode constant,
      Boolean trim,
      @JsonProperty("case") LetterCase letters,
      @JsonProperty("default") String otherwise,
      DateForm date,
      NumberForm number,
      Map<String, String> values,
      String list) {

    Field {
      check(name != null && !name.isBlank(), "a field has no 'name'");
      String of = "field '" + name + "'";
      check(
          List.of(name.split("\\.", -1)).stream().noneMatch(String::isBlank),
          of + " has a path with an empty part");
      MappingRules.text(name, of);
      constant = constant == null || constant.isNull() ? null : constant;
      check((column == null) != (constant == null), of + " needs either 'column' or 'constant'");
      column = column == null ? null : MappingRules.column(column, of);
      Conversion conversion = new Conversion(letters, otherwise, date, number, values, of);
      check(
          constant == null || (conversion.isNone() && list == null),
          of + " has a constant, which is sent as it stands; write what is to be sent");
      check(list == null || !list.isEmpty(), of + " needs what parts the values of its 'list'");
    }

    Conversion conversion(Clear clear) {
      return new Conversion(letters, otherwise, date, number, values, name).with(clear);
    }
  }

  /**
   * @throws IllegalArgumentException when something is missing or repeated
   */
  WrittenMapping {
    check(key != null, "'key' is missing");
    fields = fields == null ? List.of() : List.copyOf(fields);
    without = without == null ? List.of() : List.copyOf(without);
    check(whole || !fields.isEmpty(), "'fields' is missing or empty, and 'whole' is not true");
    check(whole || without.isEmpty(), "'without' needs 'whole: true'");
    List<String> names = new ArrayList<>();
    for (Field field : fields) {
      for (String other : names) {
        check(
            !(other + ".").startsWith(field.name() + ".")
                && !(field.name() + ".").startsWith(other + "."),
            "field '" + field.name() + "' stands there twice, or inside '" + other + "'");
      }
      names.add(field.name());
    }
  }

  /** The columns that a source with a header must have, each once, the key's first. */
  Set<String> columns() {
    Set<String> columns = new LinkedHashSet<>();
    columns.add(key.column());
    if (filter != null) {
      columns.add(filter.column());
    }
    if (delete != null) {
      columns.add(delete.column());
    }
    fields.stream().map(Field::column).filter(c -> c != null).forEach(columns::add);
    return columns;
  }

  boolean trims(Field field) {
    return field.trim() == null ? trim : field.trim();
  }
}
