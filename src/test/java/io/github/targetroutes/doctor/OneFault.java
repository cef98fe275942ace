package io.github.targetroutes.doctor;

import io.github.targetroutes.sandbox.Fault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One thing that is wrong, and what the doctor must make of it.
 *
 * @param name of the test
 * @param settings that differ from those of a healthy run
 * @param faults that Adobe has
 * @param check that must fail, and no other
 * @param exitCode of the command
 * @param words that the operator must be told
 */
record OneFault(
    String name,
    Map<String, String> settings,
    List<Fault> faults,
    String check,
    int exitCode,
    List<String> words) {

  static OneFault of(String name, String check, int exitCode, String... words) {
    return new OneFault(name, Map.of(), List.of(), check, exitCode, List.of(words));
  }

  OneFault set(String key, Object value) {
    Map<String, String> more = new LinkedHashMap<>(settings);
    more.put(key, value.toString());
    return new OneFault(name, more, faults, check, exitCode, words);
  }

  OneFault when(Fault... newFaults) {
    return new OneFault(name, settings, List.of(newFaults), check, exitCode, words);
  }

  @Override
  public String toString() {
    return name;
  }
}
