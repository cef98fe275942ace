package io.github.targetroutes.target;

import io.github.targetroutes.ConfigurationException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The query values of one call. A value may be a collection: it is sent as a repeated name. */
record QueryValues(Operation operation, Map<?, ?> values) {

  /**
   * @throws ConfigurationException where a name is none of the operation's; Target would pass over
   *     it and answer something else than was asked
   */
  QueryValues {
    for (Object name : values.keySet()) {
      if (!operation.takesAnyQuery() && !operation.queryNames().contains(String.valueOf(name))) {
        throw new ConfigurationException(
            "Operation "
                + operation.name()
                + " has no query value \""
                + name
                + "\", "
                + (operation.queryNames().isEmpty()
                    ? "nor any other"
                    : "only " + String.join(", ", operation.queryNames())));
      }
    }
  }

  /** The path with these values behind it, percent-encoded. */
  String behind(String path) {
    String query =
        values.keySet().stream()
            .flatMap(
                name ->
                    all(name).map(value -> Template.encoded(name) + "=" + Template.encoded(value)))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? path : path + (path.contains("?") ? "&" : "?") + query;
  }

  /** Whether there is a value, or a list of them without a gap: it may be more that was lost. */
  boolean isWhole(String name) {
    List<String> parts = all(name).flatMap(one -> Stream.of(one.split(",", -1))).toList();
    return !parts.isEmpty() && parts.stream().noneMatch(String::isBlank);
  }

  private Stream<String> all(Object name) {
    Object value = values.get(name);
    Stream<?> all = value instanceof Collection<?> many ? many.stream() : Stream.ofNullable(value);
    return all.map(one -> Objects.toString(one, ""));
  }
}
