package io.github.targetroutes.kill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.whole.OuterSandbox;
import io.github.targetroutes.whole.WorkFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What has become of a piece of work, without anything that differs from one run to the next.
 *
 * @param target all that Target has
 * @param rest what the state store says, the sum of the accounts, and every file of the data folder
 */
record Outcome(List<String> target, List<String> rest) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The program's own: what it says is seen by what it does. */
  private static final List<String> OWN = List.of("state", "sandbox", "spool");

  private static final List<String> FIGURES =
      List.of("read", "accepted", "rejected", "deadLettered", "skipped");

  static Outcome of(List<KilledFlow> flows, WorkFolder home, OuterSandbox sandbox) {
    List<String> target = new ArrayList<>();
    List<String> rest = new ArrayList<>();
    List<Path> files = files(home.path("data"));
    for (KilledFlow flow : flows) {
      for (String kind : flow.kinds()) {
        sandbox.things(kind).stream().map(Outcome::lasting).sorted().forEach(target::add);
      }
      rest.addAll(state(flow, home));
      rest.add(account(flow, files));
    }
    files.stream()
        .filter(file -> !isReport(file))
        .map(file -> file(home.path("data").relativize(file).toString(), file))
        .sorted()
        .forEach(rest::add);
    return new Outcome(target, rest);
  }

  private static List<String> state(KilledFlow flow, WorkFolder home) {
    String url = "jdbc:h2:file:" + home.path("data/state/target-routes");
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url, "sa", "");
        ResultSet row = connection.createStatement().executeQuery(flow.state())) {
      while (row.next()) {
        StringJoiner columns = new StringJoiner(", ", "state store: ", "");
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          columns.add(row.getString(i));
        }
        rows.add(columns.toString());
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Path> files(Path data) {
    try (Stream<Path> files = Files.walk(data)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !OWN.contains(data.relativize(file).getName(0).toString()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isReport(Path file) {
    return file.toString().matches(".*\\.report\\.(json|md)");
  }

  private static String account(KilledFlow flow, List<Path> files) {
    Map<String, Long> sums = new TreeMap<>();
    long reports = 0;
    for (Path file : files) {
      JsonNode report = file.toString().endsWith(".report.json") ? json(read(file)) : null;
      if (report != null && report.path("flow").asText().equals(flow.name())) {
        FIGURES.forEach(figure -> sums.merge(figure, report.path(figure).asLong(), Long::sum));
        reports++;
      }
    }
    String accounts = flow.hasOneAccount() ? reports + " account" : "accounts";
    return accounts + " of " + flow.name() + ": " + sums;
  }

  private static String file(String name, Path file) {
    String text = read(file);
    String content =
        name.startsWith("dead-letter") && name.endsWith(".json")
            ? json(text).path("what").asText() + ": " + json(text).path("why").asText()
            : lasting(text).lines().sorted().collect(Collectors.joining("\n  "));
    return lasting(name + "\n  " + content);
  }

  /** Without times, numbers that Target or the program counts up, and ids made at random. */
  private static String lasting(String text) {
    return text.replaceAll("\\d{8}-\\d{9}-[0-9A-F]{15}-[0-9A-F]{16}", "LETTER")
        .replaceAll("\\d{8}-\\d{9}", "TIME")
        .replaceAll("\\b\\d{4}-\\d{2}-\\d{2}-\\d{9}\\b", "TIME")
        .replaceAll("\\d{4}-\\d{2}-\\d{2}T[\\d:.]+Z", "TIME")
        .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UUID")
        .replaceAll("batch (\\d+)/\\d+ of", "batch $1 of")
        .replaceAll("(?m)^( *)\\{\"id\":\\d+,", "$1{");
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return String.join("\n", target) + "\n" + String.join("\n", rest);
  }
}
