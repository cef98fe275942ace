package io.github.targetroutes.cli;

import io.github.targetroutes.export.ExportFile;
import io.github.targetroutes.export.Refusal;
import io.github.targetroutes.ops.RunReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an export came to.
 *
 * @param account its account
 * @param files those that were handed over
 * @param refusals what Target did not give
 * @param target where the files went, as the setting says
 */
record ExportReport(
    RunReport account, List<ExportFile> files, List<Refusal> refusals, String target) {

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("run", account.run());
    json.put("flow", account.flow());
    json.put(
        "files",
        files.stream()
            .map(
                file -> {
                  Map<String, Object> one = new LinkedHashMap<>();
                  one.put("file", place(file));
                  one.put("records", file.records());
                  one.put("bytes", file.bytes());
                  return one;
                })
            .toList());
    json.put("refused", refusals);
    json.put("read", account.read());
    json.put("skipped", account.skipped());
    json.put("calls", account.calls());
    json.put("seconds", account.seconds());
    return json;
  }

  String text() {
    List<String> lines = new ArrayList<>();
    int width = files.stream().mapToInt(file -> place(file).length()).max().orElse(0);
    for (ExportFile file : files) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-" + width + "s  %,10d records  %,13d bytes",
              place(file),
              file.records(),
              file.bytes()));
    }
    refusals.forEach(refusal -> lines.add("left out: " + refusal.what() + ". " + refusal.reason()));
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: %,d records in %d files, %d refused, %,d calls, %.1f s",
            account.run(),
            account.accepted(),
            files.size(),
            refusals.size(),
            account.calls(),
            account.seconds()));
    return String.join(System.lineSeparator(), lines);
  }

  /** Options behind the address may hold a password. */
  private String place(ExportFile file) {
    return target.replaceFirst("\\?.*", "").replaceFirst("^file:(//)?", "") + "/" + file.name();
  }
}
