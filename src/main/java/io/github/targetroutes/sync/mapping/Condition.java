package io.github.targetroutes.sync.mapping;

import static io.github.targetroutes.sync.mapping.MappingRules.check;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Holds for a record that has one of some values in a column, upper and lower case told apart.
 *
 * @param column where the value stands
 * @param values those for which it holds
 */
public record Condition(
    String column,
    @JsonProperty("equals") @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<String> values) {

  public Condition {
    column = MappingRules.column(column, "a condition");
    check(
        values != null && !values.isEmpty() && !values.contains(null),
        "the condition on '" + column + "' needs 'equals', a value or a list of values");
    values = List.copyOf(values);
  }

  public boolean holds(String value) {
    return values.contains(value);
  }
}
