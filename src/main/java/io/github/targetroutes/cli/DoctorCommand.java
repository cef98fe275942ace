package io.github.targetroutes.cli;

import io.github.targetroutes.doctor.Doctor;
import io.github.targetroutes.doctor.Finding;
import io.github.targetroutes.doctor.Report;
import io.github.targetroutes.ops.Logging;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;

/** Says what is wrong between the settings and Target, and what to do. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Looks through the whole chain, from the settings to Target, and says what is wrong and what"
          + " to do. It only reads, and spends at most 3 metered calls.",
      "Exit code: the highest of what failed (2 configuration, 3 credentials refused, 4"
          + " unreachable)."
    })
public final class DoctorCommand implements Callable<Integer> {

  @Mixin private Profiles profiles;
  @Mixin private Output output;

  @Override
  public Integer call() {
    Logging.quiet();
    Report report = Doctor.examine(profiles.names(), this::print);
    output.print(report.json(), report.summary());
    return report.exitCode();
  }

  /** As soon as it is known: a check of a silent server takes its time. */
  private void print(String check, Finding finding) {
    if (!output.json()) {
      output.out().println(coloured(finding.outcome()) + "%-28s".formatted(check) + finding.text());
      output.out().flush();
    }
  }

  /** Only on a terminal. */
  private static String coloured(Finding.Outcome outcome) {
    String word = "%-5s ".formatted(outcome.word());
    String style =
        switch (outcome) {
          case OK -> "green";
          case WARN -> "yellow";
          case FAIL -> "bold,red";
          case SKIP -> "faint";
        };
    return Ansi.AUTO.string("@|" + style + " " + word + "|@");
  }
}
