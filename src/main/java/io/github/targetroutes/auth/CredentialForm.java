package io.github.targetroutes.auth;

import java.util.List;

/**
 * The forms in which Adobe hands out credentials, and how each calls the same things. A name is
 * null where the form has no such field.
 */
enum CredentialForm {
  /** "Download JSON" of a Service Account (JWT); whoever uses it adds the private key. */
  SERVICE_ACCOUNT(
      "a service account (JWT), as \"Download JSON\" gives it",
      Grant.JWT,
      new Names(
          "API_KEY",
          "CLIENT_SECRET",
          "ORG_ID",
          "TECHNICAL_ACCOUNT_ID",
          null,
          null,
          "PRIVATE_KEY",
          null)),
  /** "Download JSON" of an OAuth server-to-server credential. */
  OAUTH(
      "an OAuth server-to-server credential, as \"Download JSON\" gives it",
      Grant.OAUTH,
      new Names(
          "CLIENT_ID",
          "CLIENT_SECRETS",
          "ORG_ID",
          "TECHNICAL_ACCOUNT_ID",
          "SCOPES",
          null,
          null,
          null)),
  /** The project file, which has the credentials of a workspace. */
  PROJECT_OAUTH(
      "an OAuth server-to-server credential in a project file",
      Grant.OAUTH,
      new Names(
          "client_id",
          "client_secrets",
          "ims_org_id",
          "technical_account_id",
          "scopes",
          null,
          null,
          null)),
  /** The project file, which has the credentials of a workspace. */
  PROJECT_JWT(
      "a service account (JWT) in a project file",
      Grant.JWT,
      new Names(
          "client_id",
          "client_secret",
          "ims_org_id",
          "technical_account_id",
          null,
          "meta_scopes",
          null,
          null)),
  /** "Download for Postman". */
  POSTMAN(
      "a Postman environment",
      null,
      new Names(
          "API_KEY",
          "CLIENT_SECRET",
          "IMS_ORG",
          "TECHNICAL_ACCOUNT_ID",
          "SCOPES",
          "META_SCOPE",
          "PRIVATE_KEY",
          "IMS")),
  /** The properties of Adobe's library aio-lib-java. */
  AIO_PROPERTIES(
      "a properties file of aio-lib-java",
      null,
      new Names(
          "aio_api_key",
          "aio_client_secret",
          "aio_ims_org_id",
          "aio_technical_account_id",
          "aio_oauth_scopes",
          "aio_meta_scopes",
          "aio_encoded_pkcs8",
          "aio_ims_url"));

  /** How a form calls what a credential consists of. */
  record Names(
      String clientId,
      String secrets,
      String organization,
      String technicalAccount,
      String scopes,
      String metascopes,
      String privateKey,
      String ims) {}

  /** Fields that hold secrets which are of no use here, but must not be shown. */
  static final List<String> OTHER_SECRETS = List.of("JWT_TOKEN", "ACCESS_TOKEN");

  private final String words;
  private final Grant grant;
  private final Names names;

  CredentialForm(String words, Grant grant, Names names) {
    this.words = words;
    this.grant = grant;
    this.names = names;
  }

  /** The form in words for a message. */
  String words() {
    return words;
  }

  /** The grant that credentials of this form are for; null where either may stand in it. */
  Grant grant() {
    return grant;
  }

  Names names() {
    return names;
  }
}
