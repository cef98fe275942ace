package io.github.targetroutes.doctor;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Makes all checks, one after the other. One that needs a failed one is skipped; the rest goes on,
 * so that faults that have nothing to do with each other are all told in one run.
 */
public final class Doctor {

  private final Map<String, Finding> findings = new LinkedHashMap<>();

  /** What can't be looked at, and the failed check that is to blame. */
  private final Map<String, String> blame = new HashMap<>();

  private final BiConsumer<String, Finding> listener;

  private Doctor(BiConsumer<String, Finding> listener) {
    this.listener = listener;
  }

  /**
   * Looks at the program with the settings of these profiles.
   *
   * @param listener is told the name of each check and what was found, as soon as it is
   */
  public static Report examine(List<String> profiles, BiConsumer<String, Finding> listener) {
    Doctor doctor = new Doctor(listener);
    try (Program program = new Program(profiles)) {
      doctor.make(checks(program));
    }
    return new Report(doctor.findings);
  }

  private static List<Check> checks(Program program) {
    return Stream.of(
            new MachineChecks(program).checks(),
            new CredentialChecks(program).checks(),
            new KeyChecks(program).checks(),
            new CustomerChecks(program).checks(),
            new NetworkChecks(program).checks(),
            new TokenChecks(program).checks(),
            new AdminChecks(program).checks(),
            new ProfileChecks(program).checks())
        .flatMap(List::stream)
        .toList();
  }

  private void make(List<Check> checks) {
    for (Check check : checks) {
      Finding finding = make(check);
      findings.put(check.name(), finding);
      listener.accept(check.name(), finding);
    }
  }

  private Finding make(Check check) {
    Optional<String> toBlame =
        check.needs().stream().filter(blame::containsKey).map(blame::get).findFirst();
    if (toBlame.isPresent()) {
      blame.put(check.name(), toBlame.get());
      return Finding.skip("not looked at: first mend \"%s\"", toBlame.get());
    }
    Finding finding;
    try {
      finding = check.look().look();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      finding = Finding.of(e);
    } catch (Exception e) {
      finding = Finding.of(e);
    }
    if (finding.outcome() == Finding.Outcome.FAIL) {
      blame.put(check.name(), check.name());
    }
    return finding;
  }
}
