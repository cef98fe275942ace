package io.github.targetroutes.cli;

import io.github.targetroutes.auth.TokenClaims;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What a token says about itself, for people and for programs. */
final class TokenLines {

  private TokenLines() {}

  static Map<String, Object> json(TokenClaims token, Instant now) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("client_id", token.clientId());
    json.put("technical_account", token.technicalAccount());
    json.put("scopes", token.scopes());
    json.put("type", token.type());
    json.put("issuer", token.issuer());
    json.put("issued_at", token.issuedAt().toString());
    json.put("expires_at", token.expiresAt().toString());
    json.put("seconds_left", Math.max(0, Duration.between(now, token.expiresAt()).toSeconds()));
    return json;
  }

  static String text(TokenClaims token, Instant now) {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("client", token.clientId());
    lines.put("technical account", token.technicalAccount());
    lines.put("scopes", String.join(", ", token.scopes()));
    lines.put("type", token.type());
    lines.put("issuer", token.issuer());
    lines.put("issued", token.issuedAt().toString());
    lines.put("expires", token.expiresAt().toString());
    lines.put("life left", left(Duration.between(now, token.expiresAt())));
    return lines.entrySet().stream()
        .filter(line -> !line.getValue().isEmpty())
        .map(line -> "%-18s %s".formatted(line.getKey(), oneLine(line.getValue())))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private static String left(Duration left) {
    return left.isNegative() || left.isZero()
        ? "none, it ended " + words(left.abs()) + " ago"
        : words(left);
  }

  private static String words(Duration time) {
    return time.toHours() > 0
        ? time.toHours() + " h " + time.toMinutesPart() + " min"
        : time.toMinutes() + " min " + time.toSecondsPart() + " s";
  }

  /** Whoever made the token can't write to the terminal with it. */
  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
