package io.github.targetroutes.kill;

import io.github.targetroutes.whole.OuterSandbox;
import io.github.targetroutes.whole.WorkFolder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small piece of work of one flow, and the moments at which it is killed. */
abstract class KilledFlow {

  /** The program as a nightly job runs it. */
  static final List<String> ONCE = List.of("--once");

  /** An input stands in the work folder. */
  static final String WORK_FOLDER = "after sync.WorkFolder.take";

  private final String name;

  KilledFlow(String name) {
    this.name = name;
  }

  final String name() {
    return name;
  }

  /** Settings that make the work small and the waits short. */
  abstract Map<String, String> settings();

  /** What there is in Target before, and how it misbehaves. */
  void prepare(OuterSandbox sandbox) {}

  /** Puts the input where it belongs. */
  abstract void give(WorkFolder home);

  /** How the work is begun; after a kill it is always ended by {@code --once}. */
  List<String> command() {
    return ONCE;
  }

  /** Whether a command begins it, and no input. */
  final boolean isExport() {
    return !command().equals(ONCE);
  }

  /** What Target has of the work in the end: kinds of the sandbox's state. */
  abstract List<String> kinds();

  /** What stands in the state store in the end, beside what the account says: a query. */
  String state() {
    return "select run from runs where ended is null";
  }

  /** Whether the account of a piece of work is always one account. */
  boolean hasOneAccount() {
    return true;
  }

  /** The moment at which an input stands in the work folder and its source has not been told. */
  Optional<String> taking() {
    return Optional.empty();
  }

  /** The moment that tells most about the flow; the flow's name is in it. */
  abstract String worst();

  /**
   * The moments, as {@link KillPoint#of} reads them. Where there are several, the program is killed
   * at the first one, started again, killed at the next one, and so on.
   */
  abstract List<List<String>> kills();
}
