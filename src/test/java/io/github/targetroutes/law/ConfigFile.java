package io.github.targetroutes.law;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The settings of {@code application.properties} and what is said about each. */
record ConfigFile(List<Setting> settings) {

  private static final Pattern SETTING = Pattern.compile("([a-z][\\w.-]*)\\s*[=:]\\s*(.*)");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
  private static final Pattern UNIT =
      Pattern.compile(
          "\\b(milliseconds?|ms|seconds?|minutes?|hours?|days?|bytes?|[kMG]i?B|percent|characters?"
              + "|ports?|how often|how many|times|attempts?|calls?|rows?|records?|files?|batch(es)?"
              + "|connections?|threads?|messages?)\\b|%",
          Pattern.CASE_INSENSITIVE);

  /** One setting; {@code comment} is empty where nothing stands directly above it. */
  record Setting(String key, String value, String comment) {

    boolean isOfCamel() {
      return key.startsWith("camel.");
    }
  }

  static ConfigFile of(String text) {
    List<Setting> settings = new ArrayList<>();
    StringBuilder comment = new StringBuilder();
    for (String line : text.lines().toList()) {
      Matcher setting = SETTING.matcher(line);
      if (line.startsWith("#")) {
        comment.append(line.substring(1)).append(' ');
      } else {
        if (setting.matches()) {
          settings.add(new Setting(setting.group(1), setting.group(2), comment.toString().strip()));
        }
        comment.setLength(0);
      }
    }
    return new ConfigFile(settings);
  }

  boolean has(String key) {
    return settings.stream().anyMatch(setting -> setting.key().equals(key));
  }

  /** A duration such as {@code 10m} says its unit itself. */
  Stream<String> complaints() {
    return settings.stream()
        .filter(setting -> !setting.isOfCamel())
        .flatMap(
            setting -> {
              if (setting.comment().split("\\s+").length < 2) {
                return Stream.of(setting.key() + " has no comment directly above it");
              }
              boolean bare = NUMBER.matcher(setting.value()).matches();
              return bare && !UNIT.matcher(setting.comment()).find()
                  ? Stream.of(setting.key() + " is a number without a unit in its comment")
                  : Stream.empty();
            });
  }
}
