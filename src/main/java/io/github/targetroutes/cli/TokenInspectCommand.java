package io.github.targetroutes.cli;

import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.auth.ImsTokens;
import io.github.targetroutes.auth.TokenClaims;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tells what a token says about itself. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description =
        "Tells what a token says about itself. IMS is not asked, and nothing is verified.")
public final class TokenInspectCommand implements Callable<Integer> {

  static final String TOKEN =
      "The token; better @FILE, or - for standard input: others on this machine can read a command"
          + " line.";

  @Mixin private Profiles profiles;
  @Mixin private Output output;

  @Parameters(
      arity = "0..1",
      paramLabel = "TOKEN|@FILE|-",
      description = TOKEN + " Default: one is got by the configured grant.")
  private String given;

  @Override
  public Integer call() {
    TokenClaims claims = claims(given == null ? current() : TokenText.of(given));
    Instant now = Instant.now();
    output.print(TokenLines.json(claims, now), TokenLines.text(claims, now));
    return 0;
  }

  private String current() {
    try (Session session = new Session(profiles, TokenCommand.ROUTES)) {
      return session.bean("imsTokens", ImsTokens.class).current().value();
    }
  }

  static TokenClaims claims(String token) {
    return TokenClaims.in(token)
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "This is no access token of IMS, for it has no readable created_at and"
                        + " expires_in; a JWT that is yet to be exchanged has none either"));
  }
}
