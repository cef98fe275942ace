package io.github.targetroutes.cli;

import io.github.targetroutes.auth.AccessToken;
import io.github.targetroutes.auth.ImsTokens;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Step 4 of the article: gets an access token. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description = "Gets an access token by the configured grant and prints it.")
public final class TokenCommand implements Callable<Integer> {

  @Mixin private Profiles profiles;
  @Mixin private Output output;

  @Override
  public Integer call() {
    try (Session session = new Session(profiles, "auth/*", "error/auth-errors")) {
      AccessToken token = session.bean("imsTokens", ImsTokens.class).current();
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("access_token", token.value());
      json.put("token_type", "bearer");
      json.put("expires_at", token.expiresAt().toString());
      output.print(json, token.value());
    }
    return 0;
  }
}
