package io.github.targetroutes.whole;

import io.github.targetroutes.EncryptedKey;
import io.github.targetroutes.TestKeys;
import io.github.targetroutes.auth.Certificates;
import io.github.targetroutes.auth.PrivateKeys;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;

/** What can be wrong with credentials, with the way to Adobe, and with Adobe. */
final class CredentialFaults {

  private static final KeyPair OTHER = TestKeys.OTHER;

  private CredentialFaults() {}

  static Stream<ProgramFault> all(Path folder) {
    return Stream.of(keys(folder), ids(), ways()).flatMap(faults -> faults);
  }

  private static Stream<ProgramFault> keys(Path folder) {
    Path other = folder.resolve("other.key");
    PrivateKeys.writePem(OTHER.getPrivate(), other);
    Path locked =
        EncryptedKey.write(folder.resolve("locked.key"), OTHER.getPrivate(), "correct horse");
    Path expired = folder.resolve("expired.pem");
    Clock longAgo = Clock.offset(Clock.systemUTC(), Duration.ofDays(-30));
    Certificates.writePem(Certificates.selfSigned(OTHER, "CN=old", 1, longAgo), expired);
    return Stream.of(
        ProgramFault.of("key of another certificate", 3, "doesn't belong to the certificate")
            .setting("adobe.ims.private-key", other.toString()),
        ProgramFault.of("key that IMS doesn't know", 3, "fits no valid certificate of this client")
            .setting("adobe.ims.private-key", other.toString())
            .setting("adobe.ims.certificate", ""),
        ProgramFault.of("wrong passphrase", 2, "locked.key", "adobe.ims.private-key-passphrase")
            .setting("adobe.ims.private-key", locked.toString())
            .setting("adobe.ims.private-key-passphrase", "incorrect horse")
            .setting("adobe.ims.certificate", ""),
        ProgramFault.of("key missing", 2, "There is no file", "gone.key", "put the file there")
            .setting("adobe.ims.private-key", folder.resolve("gone.key").toString()),
        ProgramFault.of("expired certificate", 3, "expired on", "adobe.ims.grant=oauth")
            .setting("adobe.ims.private-key", other.toString())
            .setting("adobe.ims.certificate", expired.toString()));
  }

  private static Stream<ProgramFault> ids() {
    return Stream.of(
        ProgramFault.of(
                "wrong secret",
                3,
                "IMS answered 401 invalid_client",
                "adobe.ims.client-secret",
                "x-debug-id")
            .setting("adobe.ims.client-secret", "mistyped-secret"),
        ProgramFault.of("wrong secret of oauth", 3, "invalid_client", "adobe.ims.client-secret")
            .setting("adobe.ims.grant", "oauth")
            .setting("adobe.ims.client-secret", "mistyped-secret"),
        ProgramFault.of("metascope missing", 2, "adobe.ims.metascopes is not set", "Console")
            .setting("adobe.ims.metascopes", ""),
        ProgramFault.of("metascope wrong", 3, "invalid_scope", "adobe.ims.metascopes")
            .setting("adobe.ims.metascopes", "ent_analytics_bulk_ingest_sdk"),
        ProgramFault.of("grant unknown", 2, "adobe.ims.grant", "oauth", "jwt")
            .setting("adobe.ims.grant", "password"),
        ProgramFault.of("client code unknown", 1, "Unknown client nobody", "client-code")
            .setting("adobe.target.client-code", "nobody")
            .in(ConfigurationFaults::customer));
  }

  private static Stream<ProgramFault> ways() {
    // No server listens on the port of the discard service.
    String nobody = "http://127.0.0.1:9";
    return Stream.of(
        ProgramFault.of("IMS unreachable", 4, "IMS at " + nobody, "connection refused", "proxy")
            .setting("adobe.ims.url", nobody)
            .setting("error.auth.retries", "1"),
        ProgramFault.of("IMS without TLS", 2, "adobe.ims.url", "must be an https address")
            .setting("adobe.ims.url", "http://ims.example.com"),
        ProgramFault.of("IMS with a slash", 2, "adobe.ims.url", "no slash", "take it away")
            .setting("adobe.ims.url", "https://ims.example.com/"),
        ProgramFault.of("IMS unknown", 4, "IMS at https://ims.invalid", "host name is unknown")
            .setting("adobe.ims.url", "https://ims.invalid")
            .setting("error.auth.retries", "1"),
        ProgramFault.of("Target unreachable", 4, "connection refused", "adobe.target.edge-url")
            .setting("adobe.target.edge-url", nobody)
            .setting("error.target.retries", "1")
            .in(ConfigurationFaults::customer));
  }

  /** What IMS itself must do for the fault. */
  static Stream<ProgramFault> ofIms() {
    return Stream.of(
        ProgramFault.of("credential converted to OAuth", 3, "adobe.ims.grant=oauth", "converted")
            .whenImsDoes("{\"kind\": \"converted-credential\", \"times\": \"forever\"}"),
        ProgramFault.of("clock a day slow", 3, "clock is", "behind", "NTP")
            .whenImsDoes(skew("24h")),
        ProgramFault.of("clock a day fast", 3, "clock is", "ahead of", "NTP")
            .whenImsDoes(skew("-24h")));
  }

  private static String skew(String duration) {
    return "{\"kind\": \"clock-skew\", \"duration\": \"%s\", \"path\": \"/ims/\", \"times\": \"forever\"}"
        .formatted(duration);
  }
}
