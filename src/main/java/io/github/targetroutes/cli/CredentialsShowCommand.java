package io.github.targetroutes.cli;

import io.github.targetroutes.Settings;
import io.github.targetroutes.auth.CredentialSetting;
import io.github.targetroutes.auth.JwtFarewell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells which credential a run would use, and who says so. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the credential that a run would use, without its secrets, and where each setting comes"
          + " from: an environment variable goes before a system property (-D), then come the"
          + " profile, config/secrets.properties and config/application.properties."
    })
public final class CredentialsShowCommand implements Callable<Integer> {

  private static final String NOWHERE = "";

  @Mixin private Profiles profiles;
  @Mixin private Output output;

  private record Line(CredentialSetting setting, String value, String origin) {

    static Line of(CredentialSetting setting, Settings settings) {
      String value = settings.value(setting.key());
      String origin = value.isEmpty() ? NOWHERE : settings.origin(setting.key()).orElse(NOWHERE);
      return new Line(setting, value, origin);
    }

    String shown() {
      return setting.shown(value);
    }

    @Override
    public String toString() {
      return value.isEmpty() ? "-" : shown() + "  (" + origin + ")";
    }
  }

  @Override
  public Integer call() {
    try (Settings settings = new Settings(profiles.names())) {
      List<Line> lines =
          Stream.of(CredentialSetting.values()).map(s -> Line.of(s, settings)).toList();
      boolean jwt = "jwt".equals(settings.value(CredentialSetting.GRANT.key()));
      List<CredentialSetting> missing =
          lines.stream()
              .filter(line -> line.value().isEmpty() && line.setting().isNeeded(jwt))
              .map(Line::setting)
              .toList();
      output.print(json(lines, jwt, missing), text(lines, jwt, missing));
    }
    return 0;
  }

  private Map<String, Object> json(List<Line> lines, boolean jwt, List<CredentialSetting> missing) {
    Map<String, Object> settings = new LinkedHashMap<>();
    for (Line line : lines) {
      settings.put(
          line.setting().key(),
          Map.of("set", !line.value().isEmpty(), "value", line.shown(), "from", line.origin()));
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("profiles", profiles.names());
    json.put("settings", settings);
    json.put("missing", missing.stream().map(CredentialSetting::key).toList());
    json.put("notes", jwt ? JwtFarewell.MEANING : List.of());
    json.put("steps", jwt ? JwtFarewell.STEPS : List.of());
    return json;
  }

  private String text(List<Line> lines, boolean jwt, List<CredentialSetting> missing) {
    List<String> text = new ArrayList<>();
    text.add("Credential of the profile " + String.join(",", profiles.names()));
    lines.forEach(line -> text.add("  %-33s %s".formatted(line.setting().key(), line)));
    if (!missing.isEmpty()) {
      text.add("Missing:");
      missing.forEach(s -> text.add("  %-33s %s".formatted(s.key(), s.where())));
    }
    if (jwt) {
      text.addAll(JwtFarewell.MEANING);
      text.add(
          "The way to OAuth, which changes nothing else (client id, scopes, rights and tokens"
              + " stay):");
      for (int i = 0; i < JwtFarewell.STEPS.size(); i++) {
        text.add("  %d. %s".formatted(i + 1, JwtFarewell.STEPS.get(i)));
      }
    }
    return String.join(System.lineSeparator(), text);
  }
}
