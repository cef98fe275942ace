package io.github.targetroutes.cli;

import io.github.targetroutes.target.Operation;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An operation with values to call it with. Where nothing else is said, an id is the one that the
 * create of the same path gave.
 *
 * @param path the values of its path, by their places
 * @param query the query values that go along
 * @param body null for none
 * @param keep what is handed on from the answer, by the variable's name
 */
record ExampleCall(
    Operation operation,
    Map<String, String> path,
    Map<String, String> query,
    String body,
    Map<String, String> keep,
    String after,
    String confirm) {

  private static final Pattern VARIABLE = Pattern.compile("\\{\\{(\\w+)}}");
  private static final String ID = "/{id}";
  private static final String CREATE = "create-";
  private static final String UPDATE = "update-";

  /** Records of a page: a list may be long. */
  private static final String PAGE = "10";

  static ExampleCall of(
      Operation operation, Collection<Operation> all, Map<String, Example> examples) {
    Example example = examples.getOrDefault(operation.name(), Example.none());
    Map<String, String> path = new LinkedHashMap<>();
    for (String place : operation.pathNames()) {
      path.put(
          place, example.path().getOrDefault(place, "{{" + variable(operation, place, all) + "}}"));
    }
    Map<String, String> query = new LinkedHashMap<>(example.query());
    if (operation.paging() != Operation.Paging.NONE) {
      query.put("limit", PAGE);
      query.put("offset", "0");
    }
    Map<String, String> keep = new LinkedHashMap<>();
    if (isCreate(operation) && isCollection(operation, all)) {
      keep.put(idOf(operation), "id");
    }
    keep.putAll(example.keep());
    return new ExampleCall(
        operation,
        path,
        query,
        body(operation, example, examples),
        keep,
        example.after(),
        example.confirm());
  }

  private static String body(Operation operation, Example example, Map<String, Example> examples) {
    if (operation.contentType() == null || example.body() != null) {
      return example.body();
    }
    String create = operation.name().replaceFirst("^" + UPDATE, CREATE);
    return examples.getOrDefault(create, Example.none()).body();
  }

  private static String variable(Operation operation, String place, Collection<Operation> all) {
    int id = operation.path().indexOf(ID);
    return all.stream()
        .filter(other -> id > 0 && place.equals("id") && isCreate(other))
        .filter(other -> other.path().equals(operation.path().substring(0, id)))
        .map(ExampleCall::idOf)
        .findFirst()
        .orElse(place);
  }

  private static boolean isCreate(Operation operation) {
    return operation.method().equals("POST") && operation.name().startsWith(CREATE);
  }

  private static boolean isCollection(Operation operation, Collection<Operation> all) {
    return all.stream().anyMatch(other -> other.path().startsWith(operation.path() + ID));
  }

  /** {@code abActivityId} of {@code create-ab-activity}. */
  private static String idOf(Operation create) {
    return Pattern.compile("-(\\w)")
            .matcher(create.name().substring(CREATE.length()))
            .replaceAll(letter -> letter.group(1).toUpperCase(java.util.Locale.ROOT))
        + "Id";
  }

  boolean isCreate() {
    return isCreate(operation);
  }

  boolean isDelete() {
    return operation.method().equals("DELETE");
  }

  /** The variables that must have a value before it can be sent. */
  Set<String> uses() {
    Set<String> uses = new LinkedHashSet<>();
    Stream.of(path.values().stream(), query.values().stream(), Stream.ofNullable(body))
        .flatMap(texts -> texts)
        .forEach(
            text -> {
              Matcher variable = VARIABLE.matcher(text);
              while (variable.find()) {
                uses.add(variable.group(1));
              }
            });
    return uses;
  }
}
