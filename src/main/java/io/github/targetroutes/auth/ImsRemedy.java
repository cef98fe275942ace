package io.github.targetroutes.auth;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Locale;

/**
 * What an IMS refusal means and what to do, in plain words. The codes are those of the archived JWT
 * documentation; the texts are matched loosely, as users reported them (Adobe's archived list of
 * JWT exchange errors).
 */
final class ImsRemedy {

  private static final Duration NOTABLE_SKEW = Duration.ofSeconds(30);

  /** A clock that is this wrong has to be set right first, whatever else IMS dislikes. */
  private static final Duration GROSS_SKEW = Duration.ofHours(1);

  private ImsRemedy() {}

  /**
   * @param clockAhead how far this machine's clock is ahead of IMS's; negative where it is behind
   */
  static String of(
      ImsFault.Kind kind, Grant grant, int status, JsonNode body, Duration clockAhead) {
    return switch (kind) {
      case THROTTLED ->
          "Too many token requests for this client: share one token among all that use it";
      case CONVERTED ->
          "A credential that was converted to OAuth answers so: set adobe.ims.grant=oauth and"
              + " adobe.ims.scopes (JWT credentials ended on 2025-06-30, the last were converted by"
              + " 2026-03-01)";
      case UNAVAILABLE ->
          "IMS is in trouble; nothing is wrong with the configuration as far as can be seen";
      case REFUSED -> grant == Grant.JWT ? jwt(status, body, clockAhead) : oauth(status, body);
    };
  }

  private static String jwt(int status, JsonNode body, Duration clockAhead) {
    String error = body.path("error").asText();
    String text = text(body);
    boolean signature = error.equals("invalid_signature") || text.contains("signature");
    Duration notable = signature ? GROSS_SKEW : NOTABLE_SKEW;
    if (clockAhead.abs().compareTo(notable) >= 0
        && (signature || error.equals("invalid_token") || error.equals("bad_request"))) {
      return "This machine's clock is "
          + words(clockAhead)
          + " IMS's: set it right (NTP), then start again";
    }
    if (signature) {
      return "The private key fits no valid certificate of this client: compare"
          + " adobe.ims.private-key with the certificates that the Console lists for the"
          + " credential, and their end dates";
    }
    // IMS says so of a wrong audience and, misleadingly, of a missing metascope (ims-go#5).
    if (text.contains("audience")) {
      return "The JWT was made for another client or another IMS, or asks for no metascope of this"
          + " client: check adobe.ims.client-id, adobe.ims.url and adobe.ims.metascopes";
    }
    return switch (error) {
      case "invalid_scope" ->
          "A metascope is missing or not granted: compare adobe.ims.metascopes with those that the"
              + " Console lists for the credential";
      case "invalid_client" -> client(status, text);
      case "invalid_token" ->
          "IMS could not accept the JWT: check adobe.ims.jwt-lifetime, the clock, and the"
              + " organisation and technical account ids";
      case "bad_request" ->
          "A claim is malformed: check adobe.ims.organization-id and"
              + " adobe.ims.technical-account-id";
      default -> other(status);
    };
  }

  private static String oauth(int status, JsonNode body) {
    return switch (body.path("error").asText()) {
      case "invalid_scope" ->
          "A scope is missing or not granted: compare adobe.ims.scopes with those that the Console"
              + " lists for the credential";
      case "invalid_client" -> client(status, text(body));
      default -> other(status);
    };
  }

  private static String client(int status, String text) {
    if (status == 401 || text.contains("secret")) {
      return "The secret does not belong to this client id: copy adobe.ims.client-secret from the"
          + " Console";
    }
    return "IMS knows no such client: copy adobe.ims.client-id from the Console, and check"
        + " adobe.ims.url";
  }

  private static String other(int status) {
    if (status == 404 || status >= 300 && status < 400) {
      return "This is not IMS: check adobe.ims.url";
    }
    return "Compare the adobe.ims settings with the credential in the Console";
  }

  private static String text(JsonNode body) {
    return body.path("error_description").asText().toLowerCase(Locale.ROOT);
  }

  private static String words(Duration ahead) {
    Duration off = ahead.abs();
    String amount =
        off.toHours() > 0
            ? off.toHours() + " h " + off.toMinutesPart() + " min"
            : off.toMinutes() + " min " + off.toSecondsPart() + " s";
    return amount + (ahead.isNegative() ? " behind" : " ahead of");
  }
}
