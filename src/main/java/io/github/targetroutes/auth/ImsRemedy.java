package io.github.targetroutes.auth;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What an IMS refusal means and what to do, in plain words. The codes are those of the archived JWT
 * documentation; the texts are matched loosely, as users reported them.
 */
final class ImsRemedy {

  private ImsRemedy() {}

  /**
   * @param clock how far this machine's clock is off, as in "1 h 0 min ahead of"; empty where it is
   *     right
   */
  static String of(int status, JsonNode body, String clock) {
    String error = body.path("error").asText("");
    String text = body.path("error_description").asText("").toLowerCase();
    if (!clock.isEmpty() && (error.equals("invalid_token") || error.equals("bad_request"))) {
      return "This machine's clock is " + clock + " IMS's: set it right (NTP), then start again";
    }
    if (text.contains("signature") || error.equals("invalid_signature")) {
      return "The private key fits no certificate of this client: compare adobe.ims.private-key with the"
          + " certificate that the Console lists for the project, and upload the right one or use its key";
    }
    if (text.contains("metascope") || text.contains("audience") || error.equals("invalid_scope")) {
      return "A scope is missing or not granted: compare adobe.ims.metascopes (jwt) or adobe.ims.scopes (oauth)"
          + " with the scopes that the Console lists for the credential";
    }
    if (error.equals("invalid_client")) {
      return "IMS does not know this client id with this secret: compare adobe.ims.client-id and"
          + " adobe.ims.client-secret with the Console";
    }
    if (error.equals("invalid_token")) {
      return "IMS could not accept the JWT: check adobe.ims.jwt-lifetime, the clock, and the organisation and"
          + " technical account ids";
    }
    if (error.equals("bad_request")) {
      return "A claim is malformed: check adobe.ims.organization-id and adobe.ims.technical-account-id";
    }
    if (status >= 500 && error.equals("internal_error")) {
      return "A credential that was converted to OAuth answers so: set adobe.ims.grant=oauth and"
          + " adobe.ims.scopes (JWT credentials ended on 2025-06-30, the last were converted by 2026-03-01)";
    }
    if (status >= 500) {
      return "IMS is in trouble; nothing is wrong with the configuration as far as can be seen";
    }
    if (status == 404 || status >= 300 && status < 400) {
      return "This is not IMS: check adobe.ims.url";
    }
    return "Compare the adobe.ims settings with the credential in the Console";
  }
}
