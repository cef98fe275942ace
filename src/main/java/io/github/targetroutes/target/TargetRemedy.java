package io.github.targetroutes.target;

/**
 * What a refusal of Target or of Adobe's gateway means and what to do. The gateway's codes are
 * those of its published validation code; most of Target's own are not published.
 */
final class TargetRemedy {

  private TargetRemedy() {}

  static String of(int status, String code) {
    return switch (code) {
      case "403000", "403003" ->
          "Add the Adobe Target API to the project in the Console, and compare adobe.ims.client-id";
      case "403010" ->
          "The token did not reach Adobe: a proxy in between may take the header Authorization away";
      case "403011" -> "The token lacks a scope: compare adobe.ims.scopes with the Console";
      case "403023", "403024", "403025" ->
          "Attach a product profile of Target to the credential, in the Console and the Admin Console";
      case "503000", "503010" -> "Adobe could not check the credential; it should pass";
      case "Unsupported.Feature" ->
          "The object uses features that this version of the operation does not know:"
              + " see version in target-operations.yaml";
      default -> byStatus(status);
    };
  }

  private static String byStatus(int status) {
    return switch (status) {
      case 401 ->
          "The token was refused; if a new one is refused too, the credential is revoked, converted"
              + " or lacks Target's scopes: look at it in the Console";
      case 403 ->
          "The credential has no right to this: check adobe.target.tenant and the product profile";
      case 404 ->
          "There is no such thing: check the id, adobe.target.tenant and adobe.target.client-code";
      case 400, 406, 409, 413, 414, 415 ->
          "The call itself is wrong; sending it again changes nothing";
      case 407 -> "A proxy between here and Adobe wants a login";
      case 429, 503 -> "Too many calls, by this job or by another one, or Target is overloaded";
      case 500 ->
          "Target failed; a credential without a role in the workspace also gets this answer";
      default ->
          status / 100 == 3
              ? "This is not Target: check adobe.target.admin-url and adobe.target.edge-url"
              : "Target is in trouble; nothing is wrong with the call as far as can be seen";
    };
  }
}
