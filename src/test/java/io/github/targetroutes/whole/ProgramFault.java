package io.github.targetroutes.whole;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Something that goes wrong, and what the program has to say to it.
 *
 * @param settings given as system properties
 * @param arguments of the command line
 * @param change what is done to the working folder before
 * @param atIms what the sandbox is told to do, as JSON; null where it behaves
 * @param exitCode with which the program has to end
 * @param words that the sentence must hold: what it is about and what to do
 */
record ProgramFault(
    String name,
    Map<String, String> settings,
    List<String> arguments,
    Consumer<WorkFolder> change,
    String atIms,
    int exitCode,
    List<String> words) {

  /** One that needs no more than the program itself. */
  static ProgramFault of(String name, int exitCode, String... words) {
    return new ProgramFault(
        name,
        Map.of(),
        List.of("--profile", WorkFolder.ELSEWHERE, "--once"),
        home -> {},
        null,
        exitCode,
        List.of(words));
  }

  ProgramFault setting(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(settings);
    more.put(key, value);
    return new ProgramFault(name, more, arguments, change, atIms, exitCode, words);
  }

  ProgramFault called(String... newArguments) {
    return new ProgramFault(name, settings, List.of(newArguments), change, atIms, exitCode, words);
  }

  ProgramFault in(Consumer<WorkFolder> newChange) {
    return new ProgramFault(name, settings, arguments, newChange, atIms, exitCode, words);
  }

  ProgramFault whenImsDoes(String fault) {
    return new ProgramFault(name, settings, arguments, change, fault, exitCode, words);
  }
}
