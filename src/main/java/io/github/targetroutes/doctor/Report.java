package io.github.targetroutes.doctor;

import io.github.targetroutes.doctor.Finding.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * All that was found.
 *
 * @param findings by the name of the check, in the order in which they were made
 */
public record Report(Map<String, Finding> findings) {

  /** The highest exit code of what failed; 0 where nothing did. */
  public int exitCode() {
    return findings.values().stream().mapToInt(Finding::exitCode).max().orElse(0);
  }

  /** How much was found of each, in words. */
  public String summary() {
    return String.format(
        Locale.ROOT,
        "%d checks: %d ok, %d warn, %d FAIL, %d skip",
        findings.size(),
        count(Outcome.OK),
        count(Outcome.WARN),
        count(Outcome.FAIL),
        count(Outcome.SKIP));
  }

  private long count(Outcome outcome) {
    return findings.values().stream().filter(finding -> finding.outcome() == outcome).count();
  }

  /** For programs: {@code exit_code}, and {@code checks} with name, outcome and text of each. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("exit_code", exitCode());
    json.put(
        "checks",
        findings.entrySet().stream()
            .map(
                entry -> {
                  Map<String, Object> check = new LinkedHashMap<>();
                  check.put("check", entry.getKey());
                  check.put("outcome", entry.getValue().outcome().word());
                  check.put("text", entry.getValue().text());
                  return check;
                })
            .toList());
    return json;
  }

  List<String> failed() {
    return findings.entrySet().stream()
        .filter(entry -> entry.getValue().outcome() == Outcome.FAIL)
        .map(Map.Entry::getKey)
        .toList();
  }
}
