package io.github.targetroutes.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.doctor.Program.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Whether the profile servers know the client code, and let profile calls in. */
final class ProfileChecks {

  /** An id that no customer has; reading it is not metered and makes no profile. */
  private static final String NOBODY = "target-routes-doctor";

  private static final int FORBIDDEN = 403;

  private final Program program;
  private boolean closed;

  ProfileChecks(Program program) {
    this.program = program;
  }

  List<Check> checks() {
    return List.of(
        new Check("client code accepted", this::clientCode)
            .after("routes of target", "profile servers connection"),
        new Check("profile token", this::token).after("client code accepted", "quota"));
  }

  private Finding clientCode() throws Exception {
    Reply reply =
        program.call("get-profile-by-third-party-id", Map.of("thirdPartyId", NOBODY), Map.of());
    closed = reply.status() == FORBIDDEN;
    boolean known =
        reply.fault() == null || reply.fault().getMessage().contains("No profile found");
    if (known || closed) {
      return Finding.ok("%s", program.setting("adobe.target.client-code"));
    }
    return Finding.of(reply.fault());
  }

  /** Reading Target's token ends none; a new one would end the old one at once. */
  private Finding token() throws Exception {
    if (!closed) {
      return Finding.ok("profile calls are let in");
    }
    Reply reply =
        program.call(
            "get-authentication-token", Map.of(), Map.of("authorizationScope", "profile_api"));
    return Finding.fail(
        Finding.CREDENTIALS,
        "Profile API authentication is on, and this program's profile calls go without a profile"
            + " token, so each gets 403; Target %s: switch the authentication off (Target,"
            + " Administration, Implementation, Profile API)",
        reply.fault() == null ? "has one, good for " + days(reply) + " days" : "has none");
  }

  private static long days(Reply reply) throws IOException {
    JsonNode token = new ObjectMapper().readTree(reply.body());
    return Duration.ofSeconds(token.path("expiresIn").asLong()).toDays();
  }
}
