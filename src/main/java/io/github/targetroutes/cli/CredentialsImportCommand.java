package io.github.targetroutes.cli;

import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.Home;
import io.github.targetroutes.Settings;
import io.github.targetroutes.auth.CredentialFile;
import io.github.targetroutes.auth.CredentialFile.Choice;
import io.github.targetroutes.auth.CredentialImport;
import io.github.targetroutes.auth.CredentialImport.Outcome;
import io.github.targetroutes.auth.CredentialSetting;
import io.github.targetroutes.auth.JwtFarewell;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Turns a file of Adobe's into settings. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Turns what Adobe hands out into settings in config/secrets.properties (mode 0600): the JSON"
          + " of an OAuth server-to-server or service account credential, a project file, a Postman"
          + " environment, the properties of aio-lib-java.",
      "What is in config/secrets.properties already and not in the file stays."
    })
public final class CredentialsImportCommand implements Callable<Integer> {

  @Mixin private Output output;

  @Parameters(paramLabel = "FILE", description = "The file; - is standard input.")
  private String file;

  @Option(
      names = "--secret",
      defaultValue = "1",
      paramLabel = "N",
      description = "Which of two client secrets to take (default: ${DEFAULT-VALUE}).")
  private int secret;

  @Option(
      names = "--credential",
      paramLabel = "NAME|ID",
      description = "Which credential of a project file to take (default: the one for OAuth).")
  private String credential;

  @Option(names = "--force", description = "Change settings that have another value.")
  private boolean force;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "Write there, for another installation.")
  private Path to;

  @Override
  public Integer call() {
    GivenFile given = new GivenFile(file);
    CredentialFile read =
        CredentialFile.read(
            given.read("credentials file"),
            given.source(),
            new Choice(secret, credential),
            Clock.systemUTC());
    Path secrets = to == null ? secretsFile() : to;
    Outcome outcome = new CredentialImport(secrets).run(read, force);
    try (Settings settings = new Settings(List.of())) {
      print(read, secrets, outcome, settings);
    }
    return 0;
  }

  private static Path secretsFile() {
    return Home.folder("config")
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "There is no folder config here; go to the program's folder, or name the file"
                        + " to write with --to"))
        .resolve("secrets.properties");
  }

  private void print(CredentialFile read, Path secrets, Outcome outcome, Settings settings) {
    List<String> notes = new ArrayList<>(read.notes());
    notes.addAll(overridden(outcome, settings));
    if (read.isJwt()) {
      notes.add(JwtFarewell.MEANING.get(0) + " \"credentials show\" tells what that means");
    }
    List<CredentialSetting> missing = missing(read.isJwt(), outcome, settings);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("recognised", read.words());
    json.put("file", secrets.toString());
    json.put("written", outcome.written());
    json.put("unchanged", outcome.unchanged());
    json.put("missing", missing.stream().map(CredentialSetting::key).toList());
    json.put("notes", notes);
    output.print(json, text(read, secrets, outcome, notes, missing));
  }

  /** What has the last word on a setting that the file now holds. */
  private static List<String> overridden(Outcome outcome, Settings settings) {
    return Stream.concat(outcome.written().stream(), outcome.unchanged().stream())
        .flatMap(
            key ->
                settings.origin(key).stream()
                    .filter(origin -> origin.startsWith("environment") || origin.startsWith("-D"))
                    .map(origin -> origin + " overrides " + key))
        .toList();
  }

  private static List<CredentialSetting> missing(boolean jwt, Outcome outcome, Settings settings) {
    return Stream.of(CredentialSetting.values())
        .filter(setting -> setting.isNeeded(jwt))
        .filter(setting -> outcome.values().getProperty(setting.key(), "").isBlank())
        .filter(setting -> settings.value(setting.key()).isEmpty())
        .toList();
  }

  private static String text(
      CredentialFile read,
      Path secrets,
      Outcome outcome,
      List<String> notes,
      List<CredentialSetting> missing) {
    List<String> lines = new ArrayList<>();
    lines.add("Recognised " + read.words());
    notes.forEach(note -> lines.add("  " + note));
    lines.add(
        outcome.written().isEmpty()
            ? "All of it stands in " + secrets + " already"
            : "Written to " + secrets + ", for its owner alone:");
    Stream.of(CredentialSetting.values())
        .filter(setting -> outcome.written().contains(setting.key()))
        .map(s -> row(s.key(), s.shown(outcome.values().getProperty(s.key()))))
        .forEach(lines::add);
    if (!missing.isEmpty()) {
      lines.add("Still missing there:");
      missing.forEach(setting -> lines.add(row(setting.key(), setting.where())));
    }
    lines.add("Next: target-routes token validate --profile prod");
    return String.join(System.lineSeparator(), lines);
  }

  private static String row(String key, String value) {
    return "  %-33s %s".formatted(key, value);
  }
}
