package io.github.targetroutes.cli;

import io.github.targetroutes.auth.AccessToken;
import io.github.targetroutes.auth.ImsTokens;
import io.github.targetroutes.auth.SecretFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Step 4 of the article: gets an access token. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    subcommands = {TokenInspectCommand.class, TokenValidateCommand.class, TokenRevokeCommand.class},
    description = "Gets an access token by the configured grant and prints it.")
public final class TokenCommand implements Callable<Integer> {

  /** The routes that get, judge and revoke tokens. */
  static final String[] ROUTES = {"auth/*", "error/auth-errors"};

  @Mixin private Profiles profiles;
  @Mixin private Output output;

  @Option(
      names = "--format",
      paramLabel = "FORM",
      description = {
        "header: lines for curl -H @FILE; env: NAME=value lines; postman: an environment; json"
            + " (default: the token alone)."
      })
  private TokenFormat format;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write it there (mode 0600, whole or not at all) instead of printing it.")
  private Path out;

  @Override
  public Integer call() {
    try (Session session = new Session(profiles, ROUTES)) {
      AccessToken token = session.bean("imsTokens", ImsTokens.class).current();
      String text = form().text(token, session::setting);
      if (out == null) {
        output.out().print(text);
        output.out().flush();
      } else {
        SecretFile.write(out, text);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", out.toString());
        json.put("format", form().toString());
        json.put("expires_at", token.expiresAt().toString());
        output.print(
            json, "%s has %s, good until %s".formatted(out, form().words(), token.expiresAt()));
      }
    }
    return 0;
  }

  private TokenFormat form() {
    if (format != null) {
      return format;
    }
    return output.json() && out == null ? TokenFormat.json : TokenFormat.token;
  }
}
