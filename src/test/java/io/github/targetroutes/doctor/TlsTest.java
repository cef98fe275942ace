package io.github.targetroutes.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.targetroutes.TestSandbox;
import io.github.targetroutes.auth.Certificates;
import io.github.targetroutes.cli.Terminal;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** IMS behind real TLS, on this machine. */
class TlsTest {

  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir Path folder;
  private TestSandbox adobe;
  private HttpsServer server;

  @BeforeEach
  void start() {
    adobe = TestSandbox.start(folder);
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
    adobe.close();
  }

  @Test
  void aCertificateThatThisJavaDoesNotTrustIsShown() throws Exception {
    Diagnosis diagnosis = Diagnosis.in(terminal(serve(selfSigned(Clock.systemUTC()))));

    assertFails(diagnosis, "that this Java does not trust", "CN=corporate proxy", "trustStore");
  }

  @Test
  void anExpiredCertificateIsShownWithItsEnd() throws Exception {
    Clock longAgo = Clock.offset(Clock.systemUTC(), Duration.ofDays(-30));
    X509Certificate expired = selfSigned(longAgo);

    Diagnosis diagnosis = Diagnosis.in(terminal(serve(expired)));

    assertFails(diagnosis, "has expired", "until " + expired.getNotAfter().toInstant(), "clock");
  }

  @Test
  void aCertificateThatIsNotYetValidBlamesTheClock() throws Exception {
    Clock tomorrow = Clock.offset(Clock.systemUTC(), Duration.ofDays(2));

    Diagnosis diagnosis = Diagnosis.in(terminal(serve(selfSigned(tomorrow))));

    assertFails(diagnosis, "is not valid before", "this machine's clock is slow");
  }

  @Test
  void aTrustedCertificateOfAnotherHostIsNoPass() throws Exception {
    KeyStore store = serve(selfSigned(Clock.systemUTC()));

    Diagnosis diagnosis = Diagnosis.in(trusting(store));

    assertFails(diagnosis, "of another host", "check adobe.ims.url");
  }

  @Test
  void clearTextWhereTlsIsDueIsSomebodyInBetween() {
    String plain = adobe.sandbox().url().replace("http:", "https:");

    Diagnosis diagnosis = Diagnosis.in(Terminal.with(adobe.settings()).set("adobe.ims.url", plain));

    assertFails(diagnosis, "answers in clear text where TLS is due", "a proxy or a login page");
  }

  @Test
  void aGoodCertificateIsNamedWithTheProtocol() throws Exception {
    KeyStore store = ofKeytool();
    serve(store);

    Diagnosis diagnosis = Diagnosis.in(trusting(store));

    assertThat(diagnosis.text("ims connection"))
        .startsWith("TLSv1.3; certificate of CN=ims by CN=ims, until ");
    assertThat(diagnosis.outcome("ims connection")).isEqualTo("ok");
  }

  private static void assertFails(Diagnosis diagnosis, String... words) {
    assertThat(diagnosis.failed()).containsExactly("ims connection");
    assertThat(diagnosis.text("ims connection")).contains(words);
    assertThat(diagnosis.exitCode()).isEqualTo(4);
    assertThat(diagnosis.outcome("client code accepted")).isEqualTo("ok");
  }

  private static X509Certificate selfSigned(Clock clock) {
    return Certificates.selfSigned(TestSandbox.KEYS, "CN=corporate proxy", 1, clock);
  }

  private KeyStore serve(X509Certificate certificate) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "ims", TestSandbox.KEYS.getPrivate(), PASSWORD, new Certificate[] {certificate});
    serve(store);
    return store;
  }

  private void serve(KeyStore store) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.start();
  }

  private Terminal terminal(KeyStore served) {
    assertThat(served).isNotNull();
    return Terminal.with(adobe.settings())
        .set("adobe.ims.url", "https://127.0.0.1:" + server.getAddress().getPort());
  }

  private Terminal trusting(KeyStore store) throws Exception {
    Path file = folder.resolve("trust.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD);
    }
    return terminal(store)
        .set("javax.net.ssl.trustStore", file.toString())
        .set("javax.net.ssl.trustStorePassword", new String(PASSWORD));
  }

  /** With the address as its alternative name. */
  private KeyStore ofKeytool() throws Exception {
    Path file = folder.resolve("ims.p12");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keyalg",
            "RSA",
            "-dname",
            "CN=ims",
            "-ext",
            "san=ip:127.0.0.1",
            "-storetype",
            "PKCS12",
            "-storepass",
            new String(PASSWORD),
            "-keystore",
            file.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    assertThat(new String(process.getInputStream().readAllBytes())).doesNotContain("error");
    assertThat(process.waitFor()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return store;
  }
}
