package io.github.targetroutes.cli;

import io.github.targetroutes.auth.KeyFile;
import io.github.targetroutes.auth.KeyMatch;
import io.github.targetroutes.auth.KeyMatch.Verdict;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says what files with keys or certificates hold, and whether they belong together. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = {
      "Says what files with keys or certificates hold, and whether they belong together.",
      "Ends with 3 where they don't, or where a certificate isn't valid now."
    })
public final class KeysInspectCommand implements Callable<Integer> {

  /** The exit code of credentials that IMS would refuse. */
  private static final int REFUSED = 3;

  @Mixin private PassphraseOption passphrase;
  @Mixin private Output output;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files in any form.")
  private List<Path> files;

  @Override
  public Integer call() {
    char[] secret = passphrase.existing();
    List<KeyFile> read = new ArrayList<>();
    for (Path file : files) {
      read.add(PassphraseOption.opening(() -> KeyFile.read(file, secret)));
    }
    KeyMatch match = KeyMatch.of(read);
    KeyReport report = new KeyReport(read, Clock.systemUTC().instant());
    output.print(json(report, match), text(report, match));
    return match.verdict() == Verdict.NO || report.anyOutOfTime() ? REFUSED : 0;
  }

  private static Map<String, Object> json(KeyReport report, KeyMatch match) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("files", report.json());
    json.put("belong_together", match.verdict().name().toLowerCase(Locale.ROOT));
    json.put("comparison", match.sentences());
    return json;
  }

  private static String text(KeyReport report, KeyMatch match) {
    List<String> lines = new ArrayList<>(report.lines());
    if (!match.sentences().isEmpty()) {
      lines.add("");
      lines.addAll(match.sentences());
    }
    return String.join(System.lineSeparator(), lines);
  }
}
