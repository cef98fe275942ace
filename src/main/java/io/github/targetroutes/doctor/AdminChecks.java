package io.github.targetroutes.doctor;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.doctor.Program.Reply;
import io.github.targetroutes.target.TargetFault;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Whether Target's Admin API lets the credential in. One call, which reads a single activity, tells
 * it all; a second one follows only where the token was refused.
 */
final class AdminChecks {

  private final Program program;
  private Reply reply;
  private boolean refusedBefore;

  AdminChecks(Program program) {
    this.program = program;
  }

  List<Check> checks() {
    return List.of(
        new Check("routes of target", this::routes)
            .after("target address", "profile servers address", "call rate"),
        new Check("target answers", this::way)
            .after("routes of target", "token scopes", "tenant", "target connection"),
        new Check("api key", this::apiKey).after("target answers"),
        new Check("token accepted", this::tokenAccepted).after("api key"),
        new Check("product profile", this::productProfile).after("token accepted"),
        new Check("tenant accepted", this::tenant).after("product profile"),
        new Check("quota", this::quota).after("tenant accepted"));
  }

  private Finding routes() throws Exception {
    program.load("target/*");
    return Finding.ok("loaded");
  }

  private Finding way() throws Exception {
    reply = call();
    if (isRefusedToken(reply)) {
      refusedBefore = true;
      // The refused token has been dropped, so this call brings a new one.
      reply = call();
    }
    return stoppedAt(Gate.WAY) ? Finding.of(reply.fault()) : Finding.ok("HTTP %d", reply.status());
  }

  private Reply call() throws Exception {
    return program.call("list-activities", Map.of(), Map.of("limit", 1));
  }

  private static boolean isRefusedToken(Reply reply) {
    return reply.fault() != null && reply.fault().kind() == TargetFault.Kind.UNAUTHORIZED;
  }

  private boolean stoppedAt(Gate gate) {
    return gate
        == (reply.fault() == null ? Gate.OPEN : Gate.of(reply.status(), reply.fault().code()));
  }

  private Finding apiKey() {
    return stoppedAt(Gate.API_KEY)
        ? Finding.of(reply.fault())
        : Finding.ok("the Adobe Target API is part of the client id's project");
  }

  private Finding tokenAccepted() {
    if (stoppedAt(Gate.TOKEN)) {
      Finding finding = Finding.of(reply.fault());
      return refusedBefore
          ? Finding.fail(
              finding.exitCode(),
              "two new tokens were refused, one after the other, so it is the credential, not the"
                  + " token: %s",
              finding.text())
          : finding;
    }
    return refusedBefore
        ? Finding.warn(
            "a new token was refused and the next one accepted: Adobe's validation stumbled; a run"
                + " does the same by itself")
        : Finding.ok("yes");
  }

  private Finding productProfile() {
    return stoppedAt(Gate.PRODUCT_PROFILE) ? Finding.of(reply.fault()) : Finding.ok("attached");
  }

  private Finding tenant() {
    if (!stoppedAt(Gate.TENANT)) {
      return Finding.ok("%s is the credential's", program.setting("adobe.target.tenant"));
    }
    Finding finding = Finding.of(reply.fault());
    boolean same =
        program.setting("adobe.target.tenant").equals(program.setting("adobe.target.client-code"));
    return Finding.fail(
        finding.exitCode(),
        "%s%s",
        finding.text(),
        same ? "; adobe.target.tenant equals the client code, and mostly they differ" : "");
  }

  private Finding quota() throws IOException {
    if (stoppedAt(Gate.QUOTA)) {
      return Finding.fail(
          Finding.UNREACHABLE,
          "used up, and no outage: %s; wait a minute, and give each program a Console project of"
              + " its own",
          Finding.of(reply.fault()).text());
    }
    int activities = new ObjectMapper().readTree(reply.body()).path("total").asInt();
    return Finding.ok(
        "not used up; %d activities are visible%s",
        activities,
        activities == 0
            ? " (if Target shows some, the credential lacks a role in their workspace)"
            : "");
  }
}
