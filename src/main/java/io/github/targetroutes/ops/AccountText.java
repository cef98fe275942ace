package io.github.targetroutes.ops;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The account of a run in words: as lines of the log, and as a text that a person can mail. */
final class AccountText {

  /** What comes out of Target; all other flows send. */
  private static final Set<String> EXPORTS = Set.of("inventory", "reports");

  /** One number of the account, and what is said behind it. */
  private record Figure(String name, String number, String note) {

    /** With the units of all numbers in one column. */
    String line() {
      int fraction = number.contains(".") ? number.length() - number.indexOf('.') : 0;
      return ("  %-14s%" + (12 + fraction) + "s").formatted(name, number)
          + (note.isEmpty() ? "" : "  " + note);
    }

    String row() {
      return "| " + name + " | " + number + " | " + cell(note) + " |";
    }
  }

  private AccountText() {}

  static List<String> lines(RunReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(title(report) + (report.refused() == null ? "" : ": the input was refused"));
    lines.add("  %-14s%s".formatted("source", report.source()));
    figures(report).forEach(figure -> lines.add(figure.line()));
    return lines;
  }

  static String markdown(RunReport report) {
    List<String> lines = new ArrayList<>();
    lines.add("# " + cell(title(report)));
    lines.add("");
    lines.add(cell(outcome(report)));
    lines.add("");
    lines.add("| | | |");
    lines.add("|---|---:|---|");
    figures(report).forEach(figure -> lines.add(figure.row()));
    lines.add("");
    lines.add(
        "From %s to %s."
            .formatted(seconds(report.started()), seconds(report.ended()))
            .replace('T', ' '));
    List<String> steps = nextSteps(report);
    if (!steps.isEmpty()) {
      lines.add("");
      lines.add("## What to do next");
      lines.add("");
      steps.forEach(step -> lines.add("- " + step));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String title(RunReport report) {
    return "Run " + report.run() + " of " + report.flow();
  }

  private static String outcome(RunReport report) {
    if (report.refused() != null) {
      return report.source() + " was refused as a whole: " + report.refused();
    }
    long left = report.read() - report.accepted() - report.skipped();
    if (left == 0) {
      return report.source() + ": nothing is left to do.";
    }
    return String.format(
        Locale.ROOT,
        EXPORTS.contains(report.flow())
            ? "%s: %,d of the %,d that Target was asked for are left out; the log says why."
            : "%s: %,d of %,d records did not arrive at Target.",
        report.source(),
        left,
        report.read());
  }

  private static List<Figure> figures(RunReport report) {
    List<String> letters = report.deadLetters();
    return List.of(
        figure("read", report.read(), ""),
        figure("accepted", report.accepted(), merged(report.merged())),
        figure(
            "rejected", report.rejected(), report.rejects() == null ? "" : see(report.rejects())),
        figure(
            "dead-lettered",
            report.deadLettered(),
            letters.isEmpty()
                ? ""
                : see(letters.get(0))
                    + (letters.size() < 2
                        ? ""
                        : " and " + (letters.size() - 1) + " more beside it")),
        figure("skipped", report.skipped(), ""),
        figure(units(report.flow()), report.units(), ""),
        figure("calls", report.calls(), ""),
        new Figure("seconds", String.format(Locale.ROOT, "%,.1f", report.seconds()), ""));
  }

  /** What an account counts beside records and calls. */
  private static String units(String flow) {
    if (EXPORTS.contains(flow)) {
      return "files";
    }
    return flow.equals("profiles-stream") ? "updates" : "batches";
  }

  private static Figure figure(String name, long number, String note) {
    return new Figure(name, String.format(Locale.ROOT, "%,d", number), note);
  }

  private static String merged(long records) {
    return records == 0
        ? ""
        : String.format(
            Locale.ROOT, "(%,d of them merged into another row of the same id)", records);
  }

  private static String see(String file) {
    return "see " + file;
  }

  private static List<String> nextSteps(RunReport report) {
    List<String> steps = new ArrayList<>();
    if (report.refused() != null) {
      steps.add("Mend the file and put it into the inbox again.");
    }
    if (report.rejected() > 0 && report.rejects() != null) {
      steps.add(
          "Rejected records were not sent. Correct the column `text` in a copy of `%s` that has the same name, then `target-routes replay --rejects` with that file."
              .formatted(report.rejects()));
    }
    if (!report.deadLetters().isEmpty()) {
      steps.add(
          "Dead letters were sent, and Target did not take them. `target-routes replay --list` says"
              + " why; `target-routes replay` sends them again.");
    }
    if (!report.complete()) {
      steps.add("Records are missing in this account: keep the input, and report it as a fault.");
    }
    return steps;
  }

  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Names and Target's words may hold what Markdown takes for a column or a tag. */
  private static String cell(String text) {
    return text.replaceAll("([\\\\|<`*_\\[])", "\\\\$1").replaceAll("\\s+", " ");
  }
}
