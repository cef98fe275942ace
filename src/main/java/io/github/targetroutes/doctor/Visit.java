package io.github.targetroutes.doctor;

import io.github.targetroutes.error.Unreachable;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;

/** One connection to a server, without credentials. */
final class Visit {

  private final Host host;
  private final Proxy proxy;
  private final int timeout;
  private final PeerRecorder peer = PeerRecorder.ofThisJava();

  /**
   * @param timeout in milliseconds
   */
  Visit(Host host, Proxy proxy, int timeout) {
    this.host = host;
    this.proxy = proxy;
    this.timeout = timeout;
  }

  /** Connects, and shakes hands where it is TLS. */
  Finding connect() throws IOException {
    HttpURLConnection connection = open("");
    try {
      connection.connect();
      return connection instanceof HttpsURLConnection tls
          ? Finding.ok(
              "%s; %s", protocol(tls), words((X509Certificate) tls.getServerCertificates()[0]))
          : Finding.ok("answers, without TLS: this machine's own sandbox");
    } catch (SSLException e) {
      return Finding.fail(Finding.UNREACHABLE, "%s", tls(e));
    } catch (IOException e) {
      return Finding.fail(
          Finding.UNREACHABLE,
          "%s is not reached (%s); check %s, the network, the firewall and the proxy",
          host.address(),
          Unreachable.reason(e),
          host.key());
    } finally {
      connection.disconnect();
    }
  }

  private static String protocol(HttpsURLConnection tls) {
    return tls.getSSLSession().map(session -> session.getProtocol()).orElse("TLS");
  }

  private String tls(SSLException fault) {
    Optional<X509Certificate> certificate = peer.certificate();
    String said = String.valueOf(fault.getMessage());
    if (certificate.isEmpty()) {
      return said.contains("Unsupported or unrecognized SSL message")
          ? "%s answers in clear text where TLS is due: a proxy or a login page of the network stands in between; check %s and the proxy"
              .formatted(host.address(), host.key())
          : "TLS with %s failed: %s; check that nothing in between breaks TLS up, and that this Java speaks TLS 1.2 or 1.3"
              .formatted(host.address(), said);
    }
    X509Certificate shown = certificate.get();
    Instant now = Instant.now();
    String words = words(shown);
    if (now.isAfter(shown.getNotAfter().toInstant())) {
      return "%s shows a TLS certificate that has expired (%s); compare this machine's clock, else a proxy in between shows it"
          .formatted(host.address(), words);
    }
    if (now.isBefore(shown.getNotBefore().toInstant())) {
      return "%s shows a TLS certificate that is not valid before %s; this machine's clock is slow"
          .formatted(host.address(), shown.getNotBefore().toInstant());
    }
    if (said.contains("No name matching") || said.contains("No subject alternative")) {
      return "%s shows a TLS certificate of another host (%s); check %s, the DNS and the proxy"
          .formatted(host.address(), words, host.key());
    }
    return "%s shows a TLS certificate that this Java does not trust (%s); where a proxy of yours opens TLS, give Java its CA with -Djavax.net.ssl.trustStore (in JAVA_OPTS)"
        .formatted(host.address(), words);
  }

  private static String words(X509Certificate certificate) {
    return "certificate of %s by %s, until %s"
        .formatted(
            certificate.getSubjectX500Principal().getName(),
            certificate.getIssuerX500Principal().getName(),
            certificate.getNotAfter().toInstant());
  }

  /**
   * What a server answers to a harmless question.
   *
   * @param status HTTP status
   * @param type content type; empty where there is none
   * @param ahead how far this machine's clock is ahead of the server's; null where it told no time
   */
  record Answer(int status, String type, Duration ahead) {}

  Answer ask(String path) throws IOException {
    HttpURLConnection connection = open(path);
    try {
      Instant before = Instant.now();
      int status = connection.getResponseCode();
      // Half of the way there and back is the server's moment.
      Instant now = before.plus(Duration.between(before, Instant.now()).dividedBy(2));
      long date = connection.getDate();
      String type = connection.getContentType();
      return new Answer(
          status,
          type == null ? "" : type,
          date == 0 ? null : Duration.between(Instant.ofEpochMilli(date), now));
    } finally {
      connection.disconnect();
    }
  }

  private HttpURLConnection open(String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) host.address().resolve(path).toURL().openConnection(proxy);
    connection.setConnectTimeout(timeout);
    connection.setReadTimeout(timeout);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    if (connection instanceof HttpsURLConnection tls) {
      tls.setSSLSocketFactory(context().getSocketFactory());
    }
    return connection;
  }

  private SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {peer}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
