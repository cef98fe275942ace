package io.github.targetroutes.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.targetroutes.TestSandbox;
import io.github.targetroutes.cli.Terminal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says of proxies, and that the HTTP client does what it says. */
class ProxiesTest {

  @TempDir Path folder;
  private TestSandbox adobe;
  private HttpServer proxy;
  private final AtomicInteger seen = new AtomicInteger();

  @BeforeEach
  void start() throws Exception {
    adobe = TestSandbox.start(folder);
    proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext(
        "/",
        exchange -> {
          seen.incrementAndGet();
          byte[] page = "<html>Please log in</html>".getBytes(StandardCharsets.US_ASCII);
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    proxy.start();
  }

  @AfterEach
  void stop() {
    proxy.stop(0);
    adobe.close();
  }

  private Terminal terminal() {
    return Terminal.with(adobe.settings()).set("adobe.target.burst", "5");
  }

  @Test
  void aProxyOfTheJdkIsNotUsedAndThatIsSaid() {
    Diagnosis diagnosis =
        Diagnosis.in(
            terminal()
                .set("https.proxyHost", "127.0.0.1")
                .set("https.proxyPort", port())
                .set("http.proxyHost", "127.0.0.1")
                .set("http.proxyPort", port())
                .set("http.nonProxyHosts", "nowhere"));

    assertThat(diagnosis.text("proxy"))
        .contains("-Dhttps.proxyHost is set, but the HTTP client does not read it")
        .contains("camel.component.https.proxy-host");
    assertThat(diagnosis.exitCode()).isZero();
    assertThat(seen).hasValue(0);
  }

  @Test
  void aProxyOfTheRoutesIsUsedByTheDoctorAndByThem() {
    Terminal terminal =
        terminal()
            .set("camel.component.http.proxy-host", "127.0.0.1")
            .set("camel.component.http.proxy-port", port());

    Diagnosis diagnosis = Diagnosis.in(terminal);
    int byTheDoctor = seen.getAndSet(0);
    terminal.set("error.auth.retries", "0").run("token");

    assertThat(diagnosis.failed()).containsExactly("ims answers", "client code accepted");
    assertThat(diagnosis.text("ims answers")).contains("a proxy or a login page of the network");
    assertThat(diagnosis.text("ims dns")).isEqualTo("the proxy looks 127.0.0.1 up");
    assertThat(byTheDoctor).isPositive();
    assertThat(seen.get()).isPositive();
  }

  @Test
  void aProxyOfTheEnvironmentIsNotUsedAndThatIsSaid() {
    try (Program program = new Program(List.of("prod"))) {
      program.start();

      Finding finding =
          new Proxies(program, Map.of("HTTPS_PROXY", "http://proxy.example:3128")).look();

      assertThat(finding.outcome()).isEqualTo(Finding.Outcome.WARN);
      assertThat(finding.text()).startsWith("HTTPS_PROXY is set, but the HTTP client does not");
    }
  }

  private String port() {
    return String.valueOf(proxy.getAddress().getPort());
  }
}
