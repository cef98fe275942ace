package io.github.targetroutes.ops.status;

import io.github.targetroutes.ops.RunReport;
import io.github.targetroutes.ops.Span;
import io.github.targetroutes.sync.RunState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The status as one page that needs nothing else: no script, no picture, no style of another
 * server. It renews itself.
 */
final class StatusPage {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="refresh" content="10">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>Target Routes</title>
      <style>
      :root { --paper: #f6f7f9; --card: #fff; --ink: #1c2530; --soft: #5b6776; --line: #dfe3e8;
        --good: #0b7a4b; --bad: #b3261e; --fill: #2563c9; --track: #e4e8ee; }
      @media (prefers-color-scheme: dark) {
        :root { --paper: #12161c; --card: #1a2028; --ink: #e4e9ef; --soft: #98a4b3; --line: #2c3540;
          --good: #4cc38a; --bad: #ff8a80; --fill: #6ea8fe; --track: #2c3540; } }
      * { box-sizing: border-box; }
      body { margin: 0; background: var(--paper); color: var(--ink);
        font: 15px/1.5 system-ui, sans-serif; }
      main { max-width: 76rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
      header { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem 1rem; }
      h1 { font-size: 1.35rem; margin: 0; }
      h2 { font-size: 1rem; margin: 2rem 0 .6rem; }
      h3 { margin: 0; font-size: .8rem; font-weight: 600; color: var(--soft); }
      .state { font-weight: 600; }
      .good { color: var(--good); }
      .bad { color: var(--bad); }
      .soft { color: var(--soft); }
      .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr));
        gap: 1rem; margin-top: 1.25rem; }
      .card, .wide { background: var(--card); border: 1px solid var(--line);
        border-radius: .6rem; }
      .card { padding: .9rem 1.1rem; }
      .card b { display: block; font-size: 1.5rem; font-weight: 600; line-height: 1.4; }
      .wide { overflow-x: auto; }
      .trouble { border-left: 4px solid var(--bad); margin-top: 1.25rem; padding: .7rem 1.1rem; }
      .run { padding: .8rem 1.1rem; overflow-wrap: anywhere; }
      .run + .run { border-top: 1px solid var(--line); }
      .track { height: .45rem; border-radius: .25rem; background: var(--track);
        margin: .45rem 0; }
      .track i { display: block; height: 100%; border-radius: .25rem; background: var(--fill); }
      table { border-collapse: collapse; width: 100%; }
      th, td { padding: .5rem .8rem; text-align: left; vertical-align: top; }
      th { font-size: .8rem; color: var(--soft); font-weight: 600; white-space: nowrap; }
      td { border-top: 1px solid var(--line); }
      .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
      .t { white-space: nowrap; }
      .w { overflow-wrap: anywhere; min-width: 11rem; }
      code { font: .9em ui-monospace, monospace; }
      </style>
      </head>
      <body>
      <main>
      """;

  /** A column of a table: its head, and the class of its cells. */
  private record Column(String head, String kind) {

    static Column text(String head) {
      return new Column(head, "w");
    }

    static Column word(String head) {
      return new Column(head, "t");
    }

    static Column number(String head) {
      return new Column(head, "n");
    }
  }

  private static final List<Column> RUN =
      List.of(
          Column.text("input"),
          Column.word("flow"),
          Column.word("ended"),
          Column.number("read"),
          Column.number("accepted"),
          Column.number("rejected"),
          Column.number("dead-lettered"),
          Column.number("skipped"),
          Column.number("calls"),
          Column.number("seconds"));

  private static final List<Column> LETTER =
      List.of(
          Column.text("what"), Column.text("why"), Column.word("operation"), Column.word("since"));

  private StatusPage() {}

  static String of(Status status) {
    StringBuilder page = new StringBuilder(HEAD).append(header(status));
    for (String trouble : status.troubles()) {
      page.append("<div class=\"wide trouble\">" + escaped(trouble) + "</div>\n");
    }
    page.append("<div class=\"cards\">\n")
        .append(token(status))
        .append(quota(status.quota()))
        .append(losses(status))
        .append("</div>\n")
        .append(
            section("Under way", status.underWay(), "Nothing is under way.", StatusPage::underWay))
        .append(
            section(
                "Last runs",
                status.ended(),
                "No run has ended so far.",
                runs -> table(RUN, runs.stream().map(StatusPage::row).toList())))
        .append(
            section(
                "Dead letters",
                status.letters(),
                "No dead letter waits.",
                letters -> table(LETTER, letters.stream().map(StatusPage::row).toList())));
    if (status.lettersWaiting() > 0) {
      page.append(
          "<p class=\"soft\"><code>target-routes replay --list</code> shows all,"
              + " <code>target-routes replay</code> puts them through again.</p>\n");
    }
    return page.append("</main>\n</body>\n</html>\n").toString();
  }

  private static String header(Status status) {
    return """
    <header>
    <h1>Target Routes</h1>
    <span class="state %s">\u25cf %s</span>
    <span class="soft">profile %s, node %s, started %s, looked at %s</span>
    </header>
    """
        .formatted(
            status.ready() ? "good" : "bad",
            status.ready() ? "ready" : "not ready",
            escaped(status.profile()),
            escaped(status.node()),
            TIME.format(status.started()),
            TIME.format(status.time()));
  }

  private static String token(Status status) {
    Status.Token token = status.token();
    if (token.fingerprint() == null) {
      return card("Access token", "none", "grant " + escaped(token.grant()));
    }
    return card(
        "Access token",
        Span.of(Duration.between(status.time(), token.expires())) + " left",
        "grant %s, until %s, fingerprint <code>%s</code>"
            .formatted(escaped(token.grant()), TIME.format(token.expires()), token.fingerprint()));
  }

  private static String quota(Status.Quota quota) {
    String wait =
        quota.waiting() == 0
            ? "nobody waits"
            : quota.waiting() + " waiting, the next one for " + quota.waitSeconds() + " s";
    return card(
        "Metered calls since the start",
        number(quota.calls()),
        "%d a minute, %d free now, %s".formatted(quota.perMinute(), quota.left(), wait));
  }

  private static String losses(Status status) {
    long rejected = status.ended().stream().mapToLong(RunReport::rejected).sum();
    return card(
        "Dead letters waiting",
        number(status.lettersWaiting()),
        number(rejected) + " records were rejected in the runs below");
  }

  private static String card(String title, String number, String rest) {
    return "<div class=\"card\"><h3>%s</h3><b>%s</b><span class=\"soft\">%s</span></div>%n"
        .formatted(title, number, rest);
  }

  private static <T> String section(
      String title, List<T> list, String nothing, Function<List<T>, String> body) {
    return "<h2>%s</h2>%n".formatted(title)
        + (list.isEmpty()
            ? "<p class=\"soft\">%s</p>%n".formatted(nothing)
            : "<div class=\"wide\">%s</div>%n".formatted(body.apply(list)));
  }

  private static String underWay(List<Status.Run> runs) {
    return runs.stream().map(StatusPage::run).collect(Collectors.joining());
  }

  private static String run(Status.Run run) {
    long percent = run.read() == 0 ? 0 : 100 * run.settled() / run.read();
    return """
    <div class="run"><strong>%s</strong> <span class="soft">%s, since %s</span>
    <div class="track"><i style="width: %d%%"></i></div><span class="soft">%s</span></div>
    """
        .formatted(
            escaped(run.run()), escaped(run.flow()), TIME.format(run.started()), percent, far(run));
  }

  private static String far(Status.Run run) {
    if (run.units() == 0) {
      return "being read";
    }
    String atTarget =
        run.atTarget() == 0
            ? ""
            : ", %s at Target, the oldest for %s"
                .formatted(number(run.atTarget()), Span.of(Duration.ofSeconds(run.lagSeconds())));
    return "%s of %s records done, %s of %s %s done%s, %s calls"
        .formatted(
            number(run.settled()),
            number(run.read()),
            number(run.settledUnits()),
            number(run.units()),
            RunState.units(run.flow()),
            atTarget,
            number(run.calls()));
  }

  private static List<String> row(RunReport report) {
    return List.of(
        escaped(report.source())
            + (report.refused() == null ? "" : " <span class=\"bad\">refused</span>"),
        escaped(report.flow()),
        TIME.format(report.ended()),
        number(report.read()),
        number(report.accepted()),
        loss(report.rejected(), report.rejects()),
        loss(report.deadLettered(), String.join(" ", report.deadLetters())),
        number(report.skipped()),
        number(report.calls()),
        String.format(Locale.ROOT, "%,.1f", report.seconds()));
  }

  /** With the files that tell more, where a pointer rests on it. */
  private static String loss(long records, String where) {
    return records == 0
        ? "0"
        : "<span class=\"bad\" title=\"%s\">%s</span>".formatted(escaped(where), number(records));
  }

  private static List<String> row(Status.Letter letter) {
    return List.of(
        escaped(letter.what()),
        escaped(letter.why()),
        escaped(letter.operation()),
        time(letter.time()));
  }

  private static String table(List<Column> columns, List<List<String>> rows) {
    StringBuilder table = new StringBuilder("<table><thead><tr>");
    columns.forEach(column -> table.append(cell("th", column, column.head())));
    table.append("</tr></thead><tbody>\n");
    for (List<String> row : rows) {
      table.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        table.append(cell("td", columns.get(i), row.get(i)));
      }
      table.append("</tr>\n");
    }
    return table.append("</tbody></table>").toString();
  }

  private static String cell(String tag, Column column, String content) {
    return "<%s class=\"%s\">%s</%s>".formatted(tag, column.kind(), content, tag);
  }

  private static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /** A dead letter's own time, as far as it is one. */
  private static String time(String text) {
    try {
      return text == null ? "" : TIME.format(Instant.parse(text));
    } catch (DateTimeParseException notOne) {
      return escaped(text);
    }
  }

  /** Names of files and Target's words are data: none of them becomes a part of the page. */
  private static String escaped(String text) {
    return text == null
        ? ""
        : text.replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("\"", "&quot;")
            .replace("'", "&#39;");
  }
}
