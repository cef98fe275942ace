package io.github.targetroutes.doctor;

import io.github.targetroutes.sandbox.Fault;
import java.time.Duration;
import java.util.stream.Stream;

/** What IMS and Target can have against a credential that looks well, and their own troubles. */
final class FaultsAtAdobe {

  static final String EXCHANGE = "/ims/exchange/";
  static final String ADMIN = "/acme/target";

  private FaultsAtAdobe() {}

  static Fault ims(int status, String error, String description) {
    return Fault.status(status).on("POST", EXCHANGE).saying(error, description).forever();
  }

  static Fault gateway(int status, String code, String message) {
    return Fault.status(status)
        .on("GET", ADMIN)
        .shape(Fault.Shape.GATEWAY)
        .saying(code, message)
        .forever();
  }

  static Stream<OneFault> all() {
    // Behind the token, the grant that needs no signature is as good, and quicker.
    return Stream.concat(
        ims(),
        Stream.concat(target(), profiles()).map(fault -> fault.set("adobe.ims.grant", "oauth")));
  }

  private static Stream<OneFault> ims() {
    String exchange = "token exchange";
    return Stream.of(
        OneFault.of("metascope not granted", exchange, 3, "invalid_scope", "adobe.ims.metascopes")
            .when(ims(400, "invalid_scope", "The metascopes in the JWT are not a subset")),
        OneFault.of("key not listed", exchange, 3, "compare adobe.ims.private-key with the")
            .when(
                ims(400, "invalid_token", "Could not match JWT signature to any of the bindings")),
        OneFault.of("audience", exchange, 3, "adobe.ims.client-id", "adobe.ims.metascopes")
            .when(
                ims(
                    400,
                    "invalid_token",
                    "The JWT token must contain a valid claims for audience")),
        OneFault.of("converted credential", exchange, 3, "converted", "set adobe.ims.grant=oauth")
            .when(Fault.convertedCredential().forever()),
        OneFault.of("error in a 200", exchange, 4, "200 without an access token", "invalid_scope")
            .when(ims(200, "invalid_scope", "The metascopes in the JWT are not a subset")),
        OneFault.of("throttled", exchange, 4, "Too many token requests", "asks to wait 7 s")
            .when(Fault.status(429).on("POST", EXCHANGE).retryAfter("7").forever()),
        OneFault.of("outage", exchange, 4, "IMS answered 503", "IMS is in trouble")
            .when(Fault.status(503).on("POST", EXCHANGE).forever()),
        OneFault.of("connection cut", exchange, 4, "gave no answer", "the network and the proxy")
            .when(Fault.reset().on("POST", EXCHANGE).forever()),
        OneFault.of("login page", "ims answers", 4, "a web page", "a proxy or a login page")
            .when(Fault.html().on(null, "/ims/").forever()),
        OneFault.of("redirect", "ims answers", 4, "redirects", "check adobe.ims.url and the proxy")
            .when(Fault.status(302).on(null, "/ims/").forever()),
        OneFault.of("slow clock", "clock", 2, " behind IMS's", "NTP", "IMS refuses JWTs")
            .when(Fault.clockSkew(Duration.ofHours(24)).on(null, "/ims/").forever()),
        OneFault.of("fast clock", "clock", 2, " ahead of IMS's", "NTP")
            .when(Fault.clockSkew(Duration.ofHours(-24)).on(null, "/ims/").forever()));
  }

  private static Stream<OneFault> target() {
    return Stream.of(
        OneFault.of("api key missing", "api key", 3, "403000", "Add the Adobe Target API")
            .when(gateway(403, "403000", "Api Key is required")),
        OneFault.of("api key unknown", "api key", 3, "403003", "Add the Adobe Target API")
            .when(gateway(403, "403003", "Api Key is invalid")),
        OneFault.of("header taken away", "token accepted", 3, "403010", "header Authorization")
            .when(gateway(403, "403010", "Oauth token is missing.")),
        OneFault.of("token refused twice", "token accepted", 3, "401013", "two new tokens")
            .when(gateway(401, "401013", "Oauth token is not valid")),
        OneFault.of("scope refused", "token accepted", 3, "403011", "adobe.ims.scopes")
            .when(gateway(403, "403011", "Scope mismatch")),
        OneFault.of("no product profile", "product profile", 3, "403025", "the Admin Console")
            .when(gateway(403, "403025", "Profile is not valid")),
        OneFault.of("no role", "product profile", 4, "500", "without a role in the workspace")
            .when(Fault.status(500).on("GET", ADMIN).forever()),
        OneFault.of("quota used up", "quota", 4, "no outage", "a Console project of its own")
            .when(Fault.status(503).on("GET", ADMIN).forever()),
        OneFault.of("key throttled", "quota", 4, "429002", "no outage", "by another one")
            .when(gateway(429, "429002", "Developer key usage limit reached")),
        OneFault.of("gateway in trouble", "target answers", 4, "503010", "it should pass")
            .when(gateway(503, "503010", "Could not validate the oauth token")),
        OneFault.of("login page for Target", "target answers", 4, "not whole JSON", "A proxy")
            .when(Fault.html().on("GET", ADMIN).forever()),
        OneFault.of("Target cuts", "target answers", 4, "did not answer", "the proxy")
            .when(Fault.reset().on("GET", ADMIN).forever()));
  }

  private static Stream<OneFault> profiles() {
    return Stream.of(
        OneFault.of("page for profiles", "client code accepted", 4, "web page", "A proxy")
            .when(Fault.html().on("GET", "/rest/v1/profiles").forever()));
  }
}
