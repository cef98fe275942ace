package io.github.targetroutes.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * An example of a call, as {@code examples.yaml} has it.
 *
 * @param path values of the path
 * @param query query values that go along
 * @param body what is sent; null for nothing
 * @param keep what is handed on from the answer, by the variable's name
 * @param after a group that comes before this one's; null for none
 * @param confirm why it is not sent unless it is confirmed; null where it may be
 * @param like the operation whose example it shares; null where it has its own
 */
record Example(
    Map<String, String> path,
    Map<String, String> query,
    String body,
    Map<String, String> keep,
    String after,
    String confirm,
    String like) {

  private static final String FILE = "examples.yaml";

  Example {
    path = path == null ? Map.of() : path;
    query = query == null ? Map.of() : query;
    keep = keep == null ? Map.of() : keep;
  }

  static Example none() {
    return new Example(null, null, null, null, null, null, null);
  }

  /** All of them, by their operations' names. */
  static Map<String, Example> all() {
    try (InputStream in = Example.class.getResourceAsStream(FILE)) {
      Map<String, Example> all =
          new YAMLMapper().readValue(in, new TypeReference<Map<String, Example>>() {});
      all.replaceAll((name, one) -> one.like() == null ? one : all.get(one.like()));
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(FILE, e);
    }
  }
}
