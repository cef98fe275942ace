package io.github.targetroutes.cli;

import io.github.targetroutes.auth.ImsTokens;
import io.github.targetroutes.auth.TokenClaims;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Asks IMS whether it takes a token. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    exitCodeList = {"0: it is valid", "3: it is not valid, or the credentials are refused"},
    description = "Asks IMS whether it takes a token.")
public final class TokenValidateCommand implements Callable<Integer> {

  @Mixin private Profiles profiles;
  @Mixin private Output output;

  @Parameters(
      arity = "0..1",
      paramLabel = "TOKEN|@FILE|-",
      description = TokenInspectCommand.TOKEN + " Default: one is got by the configured grant.")
  private String given;

  @Override
  public Integer call() {
    String token = given == null ? null : TokenText.of(given);
    try (Session session = new Session(profiles, TokenCommand.ROUTES)) {
      if (token == null) {
        token = session.bean("imsTokens", ImsTokens.class).current().value();
      }
      boolean valid = isValid(session, token);
      print(valid, TokenClaims.in(token), session.setting("adobe.ims.client-id"));
      return valid ? 0 : 3;
    }
  }

  static boolean isValid(Session session, String token) {
    return session.template().requestBody("direct:auth-token-validate", token, Boolean.class);
  }

  private void print(boolean valid, Optional<TokenClaims> claims, String client) {
    Instant now = Instant.now();
    String reason = valid ? "" : reason(claims, client, now);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("valid", valid);
    if (!valid) {
      json.put("reason", reason);
    }
    claims.ifPresent(c -> json.put("token", TokenLines.json(c, now)));
    String verdict = valid ? "IMS takes this token" : "IMS does not take this token: " + reason;
    String lines = claims.map(c -> System.lineSeparator() + TokenLines.text(c, now)).orElse("");
    output.print(json, verdict + lines);
  }

  /** IMS itself gives none. */
  private static String reason(Optional<TokenClaims> claims, String client, Instant now) {
    if (claims.isEmpty()) {
      return "it is no access token";
    }
    if (!claims.get().expiresAt().isAfter(now)) {
      return "its time is over";
    }
    return claims.get().clientId().equals(client)
        ? "it was revoked, or another IMS issued it"
        : "it belongs to another client than adobe.ims.client-id";
  }
}
