package io.github.targetroutes.doctor;

import io.github.targetroutes.ConfigurationException;
import java.util.Arrays;
import java.util.List;

/** The settings that say who asks IMS for a token, and what for. */
final class CredentialChecks {

  private static final String CONSOLE = "copy it from the credential in Adobe Developer Console";

  private static final String END_OF_JWT =
      "Adobe ended JWT credentials on 2025-06-30 and converted the last by 2026-03-01: in the"
          + " Console add an OAuth server-to-server credential to the project (same client id,"
          + " account and product profiles), then set adobe.ims.grant=oauth, the new"
          + " adobe.ims.client-secret and adobe.ims.scopes";

  private final Program program;

  CredentialChecks(Program program) {
    this.program = program;
  }

  List<Check> checks() {
    return List.of(
        new Check("grant", this::grant).after("settings"),
        new Check("client id", this::clientId).after("settings"),
        new Check("client secret", this::secret).after("settings"),
        new Check("organisation id", this::organization).after("grant"),
        new Check("technical account", this::technicalAccount).after("grant"),
        new Check("scopes", this::scopes).after("grant"));
  }

  static boolean isJwt(Program program) {
    return program.setting("adobe.ims.grant").equals("jwt");
  }

  static Finding notNeeded() {
    return Finding.skip("not needed for the grant oauth");
  }

  private Finding grant() {
    String grant = program.setting("adobe.ims.grant");
    if (grant.equals("oauth")) {
      return Finding.ok("oauth (OAuth server-to-server)");
    }
    if (!isJwt(program)) {
      throw new ConfigurationException("adobe.ims.grant is no grant: set it to oauth or jwt");
    }
    boolean adobe = program.setting("adobe.ims.url").contains("adobelogin.com");
    return adobe
        ? Finding.warn("jwt. %s", END_OF_JWT)
        : Finding.ok("jwt, for an IMS that is not Adobe's: Adobe ended it on 2025-06-30");
  }

  private Finding clientId() {
    Given id = Given.of(program, "adobe.ims.client-id", CONSOLE);
    Kind kind = Kind.of(id.value());
    if (kind == Kind.CLIENT_ID) {
      return Finding.ok("%s", id.value());
    }
    if (kind != Kind.OTHER || !id.value().matches("[A-Za-z0-9._-]+")) {
      id.mustBe(Kind.CLIENT_ID);
    }
    return Finding.warn(
        "adobe.ims.client-id is not the 32 hexadecimal digits that it mostly is; compare it with"
            + " the Console");
  }

  private Finding secret() {
    Given secret = Given.of(program, "adobe.ims.client-secret", CONSOLE);
    if (secret.value().equals(program.setting("adobe.ims.client-id"))) {
      throw secret.wrong("holds the client id");
    }
    if (Kind.of(secret.value()) != Kind.OTHER && Kind.of(secret.value()) != Kind.CLIENT_ID) {
      throw secret.wrong("holds " + Kind.of(secret.value()).words());
    }
    if (secret.value().matches("(?s).*\\s.*")) {
      throw secret.wrong("has a space in it");
    }
    return Finding.ok("%d characters", secret.value().length());
  }

  private Finding organization() {
    if (!isJwt(program)) {
      return notNeeded();
    }
    return Finding.ok(
        "%s",
        Given.of(program, "adobe.ims.organization-id", CONSOLE).mustBe(Kind.ORGANIZATION).value());
  }

  private Finding technicalAccount() {
    if (!isJwt(program)) {
      return notNeeded();
    }
    return Finding.ok(
        "%s",
        Given.of(program, "adobe.ims.technical-account-id", CONSOLE)
            .mustBe(Kind.TECHNICAL_ACCOUNT)
            .value());
  }

  private Finding scopes() {
    return isJwt(program) ? metascopes() : oauthScopes();
  }

  private Finding metascopes() {
    Given given = Given.of(program, "adobe.ims.metascopes", "Target's is ent_marketing_sdk");
    List<String> names =
        list(given).stream().map(name -> name.replaceFirst(".*/s/", "").replace("/", "")).toList();
    if (names.contains("target_sdk") || names.contains("openid")) {
      throw given.wrong("holds a scope, which is for the grant oauth");
    }
    return names.contains("ent_marketing_sdk")
        ? Finding.ok("metascopes sent: %s", String.join(", ", names))
        : Finding.fail(
            Finding.CONFIGURATION,
            "adobe.ims.metascopes is %s, without ent_marketing_sdk, which is Target's%s",
            String.join(", ", names),
            names.contains("ent_smartcontent_sdk")
                ? " (ent_smartcontent_sdk, in Adobe's article, is Smart Content's)"
                : "");
  }

  private Finding oauthScopes() {
    Given given = Given.of(program, "adobe.ims.scopes", CONSOLE);
    List<String> names = list(given);
    if (names.stream().anyMatch(name -> name.startsWith("ent_") || name.contains("/s/"))) {
      throw given.wrong("holds a metascope, which is for the grant jwt");
    }
    if (!names.contains("target_sdk")) {
      throw given.wrong("lacks target_sdk, without which Target is closed");
    }
    return names.contains("openid") && names.contains("AdobeID")
        ? Finding.ok("asked for: %s", String.join(", ", names))
        : Finding.warn(
            "adobe.ims.scopes lacks openid or AdobeID, which Adobe's own lists have; compare it"
                + " with the Console");
  }

  private static List<String> list(Given given) {
    return Arrays.stream(given.value().split("[,\\s]+")).filter(name -> !name.isEmpty()).toList();
  }
}
