package io.github.targetroutes.sandbox;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as operators write them: {@code 250ms}, {@code 30s}, {@code 5m}, {@code -24h}, ISO
 * 8601.
 */
final class Durations {

  private static final Pattern SHORT = Pattern.compile("(-?\\d+)(ms|s|m|h|d)");

  private Durations() {}

  /**
   * @throws RuntimeException when the text is no duration
   */
  static Duration parse(String text) {
    Matcher matcher = SHORT.matcher(text.trim());
    if (!matcher.matches()) {
      return Duration.parse(text.trim());
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
