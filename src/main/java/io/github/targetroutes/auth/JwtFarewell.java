package io.github.targetroutes.auth;

import java.util.List;

/**
 * What an operator with a service account (JWT) must know, and the way to OAuth (Adobe's
 * "ServerToServerAuthentication/migration.md").
 */
public final class JwtFarewell {

  /** What it means. */
  public static final List<String> MEANING =
      List.of(
          "This is a service account (JWT), which Adobe has ended.",
          "Since 2025-06-30 no certificate can be renewed; each credential was converted to OAuth"
              + " server-to-server when its certificate ended, at the latest on 2026-03-01.",
          "To the JWT of a converted one IMS answers 500 internal_error, as users report: that"
              + " looks like an outage, and is for good.",
          "A sandbox or a private IMS may still take it.");

  /**
   * What to do. Client id, technical account, scopes, product profiles and tokens stay the same.
   */
  public static final List<String> STEPS =
      List.of(
          "In the Developer Console open the project; where it still shows Service Account (JWT),"
              + " add an OAuth Server-to-Server credential beside it",
          "Take \"Download JSON\" of the OAuth credential",
          "target-routes credentials import FILE --force",
          "target-routes token validate --profile prod",
          "When nothing has used the JWT for 24 hours (the Console shows it), delete it there; that"
              + " can't be undone");

  private JwtFarewell() {}
}
