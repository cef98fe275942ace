package io.github.targetroutes.cli;

import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.target.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import picocli.CommandLine.Option;

/** What a call is given on the command line. */
public final class CallValues {

  @Option(
      names = "--path",
      paramLabel = "NAME=VALUE",
      description = "A value of the operation's path, such as id=4711.")
  private List<String> path = List.of();

  @Option(
      names = "--query",
      paramLabel = "NAME=VALUE",
      description = "A query value, such as limit=5; one name may come several times.")
  private List<String> query = List.of();

  @Option(
      names = "--body",
      paramLabel = "TEXT|@FILE|-",
      description = "What to send: the text itself, a file, or standard input.")
  private String body;

  @Option(
      names = "--confirm",
      paramLabel = "WORD",
      description = "Allows a call that would do more than it names; --describe tells the word.")
  private String confirm;

  @Option(
      names = "--node",
      paramLabel = "HOST",
      description = "The profile server that took a batch, as its batchStatus address has it.")
  private String node;

  String body() {
    return body;
  }

  /**
   * Sets the variables that {@code target-call} needs.
   *
   * @throws ConfigurationException where a value is missing, is none of the operation's or is none
   */
  void fill(Exchange exchange, Operation operation) {
    Map<String, List<String>> places = pairs("--path", path);
    Set<String> names = operation.pathNames();
    for (String name : places.keySet()) {
      if (!names.contains(name)) {
        throw new ConfigurationException(
            "Operation %s has no path value \"%s\", %s"
                .formatted(
                    operation.name(),
                    name,
                    names.isEmpty() ? "nor any other" : "only " + String.join(", ", names)));
      }
    }
    for (String name : names) {
      if (last(places, name).isBlank()) {
        throw new ConfigurationException(
            "Operation %s needs a value for {%s}: give it with --path %s=…"
                .formatted(operation.name(), name, name));
      }
    }
    exchange.setVariable("target.operation", operation.name());
    exchange.setVariable(
        "target.path",
        places.keySet().stream().collect(Collectors.toMap(n -> n, n -> last(places, n))));
    exchange.setVariable("target.query", pairs("--query", query));
    exchange.setVariable("target.confirm", confirm);
    exchange.setVariable("target.node", node);
  }

  /** Takes the query's offset and limit for those of the first page and of each. */
  void paging(Exchange exchange) {
    Map<String, List<String>> pairs = pairs("--query", query);
    String offset = last(pairs, "offset");
    exchange.setVariable("target.offset", offset.isEmpty() ? 0 : offset);
    exchange.setVariable("target.page-size", last(pairs, "limit"));
    pairs.keySet().removeAll(Set.of("offset", "limit"));
    exchange.setVariable("target.query", pairs);
  }

  private static String last(Map<String, List<String>> pairs, String name) {
    List<String> values = pairs.getOrDefault(name, List.of(""));
    return values.get(values.size() - 1);
  }

  private static Map<String, List<String>> pairs(String option, List<String> given) {
    Map<String, List<String>> pairs = new LinkedHashMap<>();
    for (String pair : given) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new ConfigurationException(
            "%s %s has no name and value; write it as NAME=VALUE, such as id=4711"
                .formatted(option, pair));
      }
      pairs
          .computeIfAbsent(pair.substring(0, equals), name -> new ArrayList<>())
          .add(pair.substring(equals + 1));
    }
    return pairs;
  }
}
