package io.github.targetroutes.doctor;

import io.github.targetroutes.auth.AccessToken;
import io.github.targetroutes.auth.ImsFault;
import io.github.targetroutes.auth.JwsDataFormat;
import io.github.targetroutes.auth.ServiceAccountClaims;
import io.github.targetroutes.auth.TokenClaims;
import io.github.targetroutes.error.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Whether IMS gives a token, for how long, and what for. */
final class TokenChecks {

  private static final Duration SHORT = Duration.ofMinutes(30);

  private final Program program;
  private AccessToken token;

  TokenChecks(Program program) {
    this.program = program;
  }

  List<Check> checks() {
    return List.of(
        new Check("routes of auth", this::routes).after("grant", "ims address"),
        new Check("jwt", this::jwt)
            .after(
                "routes of auth",
                "client id",
                "organisation id",
                "technical account",
                "scopes",
                "private key",
                "key pair",
                "certificate dates"),
        new Check("token exchange", this::exchange)
            .after("jwt", "client id", "client secret", "scopes", "clock"),
        new Check("token life", this::life).after("token exchange"),
        new Check("token scopes", this::scopes).after("token exchange"));
  }

  private Finding routes() throws Exception {
    program.load("auth/*", "error/auth-errors");
    // Who waits for a diagnosis does not wait for the patience of a night's run.
    program.bean("imsPatience", Patience.class).setMaximumRedeliveries(0);
    return Finding.ok("loaded");
  }

  private Finding jwt() {
    if (!CredentialChecks.isJwt(program)) {
      return CredentialChecks.notNeeded();
    }
    program
        .bean("jws", JwsDataFormat.class)
        .sign(program.bean("serviceAccountClaims", ServiceAccountClaims.class).build());
    return Finding.ok(
        "signed with %s, good for %s s",
        program.setting("adobe.ims.jwt-algorithm"), program.setting("adobe.ims.jwt-lifetime"));
  }

  private Finding exchange() {
    try {
      token = program.token();
      return Finding.ok("IMS gave a token by the grant %s", program.setting("adobe.ims.grant"));
    } catch (ImsFault fault) {
      Finding finding = Finding.of(fault);
      return fault.retryAfter() == null
          ? finding
          : Finding.fail(
              finding.exitCode(),
              "%s; IMS asks to wait %d s",
              finding.text(),
              fault.retryAfter().toSeconds());
    }
  }

  private Finding life() {
    Duration left = Duration.between(Instant.now(), token.expiresAt());
    String text = "until %s, %s".formatted(token.expiresAt(), Words.of(left));
    return left.compareTo(SHORT) < 0
        ? Finding.warn(
            "%s: tokens of Adobe live a day; a program that mints many is throttled", text)
        : Finding.ok("%s", text);
  }

  private Finding scopes() {
    List<String> granted = TokenClaims.in(token.value()).map(TokenClaims::scopes).orElse(List.of());
    if (granted.isEmpty()) {
      return Finding.skip("the token can't be read");
    }
    return granted.contains("target_sdk")
        ? Finding.ok("granted: %s", String.join(", ", granted))
        : Finding.fail(
            Finding.CREDENTIALS,
            "the token has no target_sdk, only %s; add the Adobe Target API to the project in the"
                + " Console, and target_sdk to adobe.ims.scopes",
            String.join(", ", granted));
  }
}
