package io.github.targetroutes.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.cli.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What {@code doctor --json} said, for tests to read. */
public final class Diagnosis {

  private static final String BLAMED = "not looked at: first mend ";

  private final int exitCode;
  private final Map<String, JsonNode> checks = new LinkedHashMap<>();

  private Diagnosis(Terminal.Result result) {
    exitCode = result.exitCode();
    try {
      JsonNode json = new ObjectMapper().readTree(result.out());
      json.path("checks").forEach(check -> checks.put(check.path("check").asText(), check));
    } catch (IOException e) {
      throw new UncheckedIOException(result.out() + result.err(), e);
    }
  }

  /** Runs the doctor in a terminal. */
  public static Diagnosis in(Terminal terminal) {
    return new Diagnosis(terminal.run("doctor", "--json"));
  }

  public int exitCode() {
    return exitCode;
  }

  /** What was said of a check. */
  public String text(String check) {
    return checks.get(check).path("text").asText();
  }

  /** How a check came out, as it is printed. */
  public String outcome(String check) {
    return checks.get(check).path("outcome").asText();
  }

  /** The checks that failed. */
  public List<String> failed() {
    return which(check -> check.path("outcome").asText().equals("FAIL"));
  }

  /** The checks that came out so. */
  List<String> which(String outcome) {
    return which(check -> check.path("outcome").asText().equals(outcome));
  }

  /** The checks that another one kept from being made. */
  List<String> blamedOn(String check) {
    return which(it -> it.path("text").asText().equals(BLAMED + '"' + check + '"'));
  }

  /** The checks that were not made, whatever is to blame. */
  List<String> blamed() {
    return which(check -> check.path("text").asText().startsWith(BLAMED));
  }

  private List<String> which(Predicate<JsonNode> wanted) {
    return checks.entrySet().stream()
        .filter(entry -> wanted.test(entry.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public String toString() {
    return checks.values().toString();
  }
}
