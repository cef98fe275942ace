package io.github.targetroutes.cli;

import io.github.targetroutes.auth.ImsFault;
import io.github.targetroutes.auth.ImsFault.Kind;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes a token worthless before its time. */
@Command(
    name = "revoke",
    mixinStandardHelpOptions = true,
    description = "Makes a token worthless, and asks IMS whether it is.")
public final class TokenRevokeCommand implements Callable<Integer> {

  @Mixin private Profiles profiles;
  @Mixin private Output output;

  @Parameters(paramLabel = "TOKEN|@FILE|-", description = TokenInspectCommand.TOKEN)
  private String given;

  @Override
  public Integer call() {
    String token = TokenText.of(given);
    try (Session session = new Session(profiles, TokenCommand.ROUTES)) {
      session.template().requestBody("direct:auth-token-revoke", token);
      // IMS says "done" to a token that it does not know, too.
      if (TokenValidateCommand.isValid(session, token)) {
        throw new ImsFault(
            Kind.UNAVAILABLE,
            "IMS took the revocation but still takes the token; see with token validate in a"
                + " minute whether it does");
      }
    }
    output.print(Map.of("revoked", true), "IMS takes this token no more");
    return 0;
  }
}
