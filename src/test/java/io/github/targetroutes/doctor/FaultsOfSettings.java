package io.github.targetroutes.doctor;

import io.github.targetroutes.TestKeys;
import io.github.targetroutes.TestSandbox;
import io.github.targetroutes.auth.Certificates;
import io.github.targetroutes.auth.PrivateKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;

/** What an operator can have got wrong. */
final class FaultsOfSettings {

  private static final KeyPair OTHER = TestKeys.OTHER;
  private static final String ID = "adobe.ims.client-id";
  private static final String SECRET = "adobe.ims.client-secret";
  private static final String KEY = "adobe.ims.private-key";
  private static final String CERTIFICATE = "adobe.ims.certificate";
  private static final String IMS = "adobe.ims.url";
  private static final String ADMIN = "adobe.target.admin-url";
  private static final String EDGE = "adobe.target.edge-url";

  private FaultsOfSettings() {}

  static Stream<OneFault> all(Path folder) {
    return Stream.of(ids(), scopes(), keys(folder), customer(), addresses(), rest(folder))
        .flatMap(faults -> faults);
  }

  private static Stream<OneFault> ids() {
    String account = "adobe.ims.technical-account-id";
    return Stream.of(
        OneFault.of("no client id", "client id", 2, ID + " is not set", "Console").set(ID, ""),
        OneFault.of("client id of the example", "client id", 2, "still holds a placeholder")
            .set(ID, "<client id>"),
        OneFault.of("account for client id", "client id", 2, "holds a technical account id")
            .set(ID, "0A495C7F@techacct.adobe.com"),
        OneFault.of("unknown client id", "token exchange", 3, "copy adobe.ims.client-id")
            .set(ID, "00000000000000000000000000000000"),
        OneFault.of("no secret", "client secret", 2, SECRET + " is not set").set(SECRET, ""),
        OneFault.of("space in the secret", "client secret", 2, "a space in it").set(SECRET, "a b"),
        OneFault.of("wrong secret", "token exchange", 3, "401 invalid_client", "x-debug-id")
            .set(SECRET, "mistyped-secret"),
        OneFault.of("unknown grant", "grant", 2, "set it to oauth or jwt")
            .set("adobe.ims.grant", "password"),
        OneFault.of("no organisation", "organisation id", 2, "is not set")
            .set("adobe.ims.organization-id", ""),
        OneFault.of("client id for organisation", "organisation id", 2, "holds a client id")
            .set("adobe.ims.organization-id", "00000000000000000000000000000000"),
        OneFault.of("other organisation", "token exchange", 3, "adobe.ims.organization-id")
            .set("adobe.ims.organization-id", "FFFF@AdobeOrg"),
        OneFault.of("e-mail for account", "technical account", 2, "e-mail address, which is not")
            .set(account, "01234567-89ab-cdef-0123-456789abcdef@techacct.adobe.com"),
        OneFault.of("account of the example", "technical account", 2, "holds a placeholder")
            .set(account, "...@techacct.adobe.com"));
  }

  private static Stream<OneFault> scopes() {
    return Stream.of(
        OneFault.of("no metascope", "scopes", 2, "adobe.ims.metascopes is not set")
            .set("adobe.ims.metascopes", ""),
        OneFault.of("metascope of the article", "scopes", 2, "ent_marketing_sdk", "Smart Content")
            .set("adobe.ims.metascopes", "/s/ent_smartcontent_sdk"),
        OneFault.of("scope for metascope", "scopes", 2, "is for the grant oauth")
            .set("adobe.ims.metascopes", "openid,target_sdk"),
        OneFault.of("metascope for scope", "scopes", 2, "is for the grant jwt")
            .set("adobe.ims.grant", "oauth")
            .set("adobe.ims.scopes", "ent_marketing_sdk"),
        OneFault.of("no scope of Target", "scopes", 2, "lacks target_sdk")
            .set("adobe.ims.grant", "oauth")
            .set("adobe.ims.scopes", "openid,AdobeID"),
        OneFault.of("scope not granted", "token exchange", 3, "invalid_scope", "adobe.ims.scopes")
            .set("adobe.ims.grant", "oauth")
            .set("adobe.ims.scopes", "openid,AdobeID,target_sdk,adobeio_api"));
  }

  private static Stream<OneFault> keys(Path folder) {
    Path other = folder.resolve("other.key");
    PrivateKeys.writePem(OTHER.getPrivate(), other);
    Path open = folder.resolve("open.key");
    PrivateKeys.writePem(TestSandbox.KEYS.getPrivate(), open);
    Path expired = folder.resolve("expired.pem");
    Clock longAgo = Clock.offset(Clock.systemUTC(), Duration.ofDays(-30));
    Certificates.writePem(Certificates.selfSigned(TestSandbox.KEYS, "CN=old", 1, longAgo), expired);
    try {
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Stream.of(
        OneFault.of("key open to all", "files with secrets", 2, "chmod 600 " + open).set(KEY, open),
        OneFault.of("no key", "private key", 2, "is not set").set(KEY, ""),
        OneFault.of("key gone", "private key", 2, "There is no file", "gone.key")
            .set(KEY, folder.resolve("gone.key")),
        OneFault.of("certificate for key", "private key", 2, "holds").set(KEY, expired),
        OneFault.of("key of another certificate", "key pair", 3, "doesn't belong").set(KEY, other),
        OneFault.of("key that IMS doesn't know", "token exchange", 3, "fits no valid certificate")
            .set(KEY, other)
            .set(CERTIFICATE, ""),
        OneFault.of("key for certificate", "certificate", 2, "holds no certificate")
            .set(CERTIFICATE, other),
        OneFault.of("certificate expired", "certificate dates", 3, "expired", "grant=oauth")
            .set(CERTIFICATE, expired),
        OneFault.of("JWT too long", "jwt", 2, "adobe.ims.jwt-lifetime", "24 hours")
            .set("adobe.ims.jwt-lifetime", "90000"));
  }

  private static Stream<OneFault> customer() {
    String tenant = "adobe.target.tenant";
    String code = "adobe.target.client-code";
    return Stream.of(
        OneFault.of("no tenant", "tenant", 2, "before .experiencecloud.adobe.com").set(tenant, ""),
        OneFault.of("client code for tenant", "tenant", 2, "holds the client code")
            .set(tenant, "acmeclient.tt.omtrdc.net"),
        OneFault.of("address for tenant", "tenant", 2, "must be a bare name")
            .set(tenant, "https://acme.experiencecloud.adobe.com"),
        OneFault.of("other tenant", "tenant accepted", 3, "check adobe.target.tenant")
            .set(tenant, "nobody"),
        OneFault.of("tenant is client code", "tenant accepted", 3, "equals the client code")
            .set(tenant, "acmeclient"),
        OneFault.of("no client code", "client code", 2, "before .tt.omtrdc.net").set(code, ""),
        OneFault.of("other client code", "client code accepted", 2, "Unknown client nobody")
            .set(code, "nobody"),
        OneFault.of("no rate", "call rate", 2, "no whole number")
            .set("adobe.target.calls-per-minute", "0"));
  }

  private static Stream<OneFault> addresses() {
    String nobody = "http://127.0.0.1:9";
    return Stream.of(
        OneFault.of("IMS in clear text", "ims address", 2, "must begin with https://")
            .set(IMS, "http://ims-na1.adobelogin.com"),
        OneFault.of("IMS with a path", "ims address", 2, "without user, path or query")
            .set(IMS, "https://ims-na1.adobelogin.com/ims/exchange/jwt"),
        OneFault.of("IMS unknown", "ims dns", 4, "no DNS here knows ims.invalid")
            .set(IMS, "https://ims.invalid"),
        OneFault.of("IMS closed", "ims connection", 4, "connection refused").set(IMS, nobody),
        OneFault.of("Target no address", "target address", 2, "is no address").set(ADMIN, "ftp:x"),
        OneFault.of("Target unknown", "target dns", 4, "no DNS here knows mc.invalid")
            .set(ADMIN, "https://mc.invalid"),
        OneFault.of("Target closed", "target connection", 4, "check adobe.target.admin-url")
            .set(ADMIN, nobody),
        OneFault.of("profiles no address", "profile servers address", 2, "is no address")
            .set(EDGE, "acme"),
        OneFault.of("profiles unknown", "profile servers dns", 4, "adobe.target.client-code")
            .set(EDGE, "https://acme.invalid"),
        OneFault.of("profiles closed", "profile servers connection", 4, "adobe.target.edge-url")
            .set(EDGE, nobody));
  }

  private static Stream<OneFault> rest(Path folder) {
    return Stream.of(
        OneFault.of("bad number of auth", "routes of auth", 2, "connect-timeout=soon")
            .set("adobe.ims.connect-timeout", "soon"),
        OneFault.of("bad number of target", "routes of target", 2, "response-timeout=soon")
            .set("adobe.target.response-timeout", "soon"),
        OneFault.of("no table", "routes of target", 2, "table of operations", "no such file")
            .set("adobe.target.operations", "file:nowhere.yaml"),
        OneFault.of("data in a file", "data folder", 2, "no folder", "correct data.dir")
            .set("data.dir", folder.resolve("other.key")),
        OneFault.of("no driver", "state store", 2, "No suitable driver", "lib/")
            .set("sync.state.url", "jdbc:nothing:here"),
        OneFault.of("setting of Camel", "settings", 2, "camel.main.nonsense", "correct its name")
            .set("camel.main.nonsense", "1"),
        OneFault.of("no such profile", "settings", 2, "no profile \"nowhere\"")
            .set("camel.main.profile", "nowhere"));
  }
}
