package io.github.targetroutes.routes.target;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.targetroutes.routes.SandboxRoutesTest;
import io.github.targetroutes.target.CallQuota;
import io.github.targetroutes.target.TargetFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.MainConfigurationProperties;
import org.junit.jupiter.api.Test;

/** {@code target-call} and answers that no sandbox gives: too large, elsewhere, with a cookie. */
class TargetCallWireRouteTest extends SandboxRoutesTest {

  private static final int MEGABYTE = 1024 * 1024;

  private static final int LARGE = 64;

  // Without initial values: they are set while the constructor of the superclass runs.
  private HttpServer server;
  private List<Map<String, List<String>>> requests;

  @Override
  protected void settings(Properties settings) {
    requests = new CopyOnWriteArrayList<>();
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
    settings.setProperty(
        "adobe.target.edge-url", "http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  protected void configure(MainConfigurationProperties configuration) {
    super.configure(configuration);
    configuration.addRoutesBuilder(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:test-read")
                .errorHandler(noErrorHandler())
                .to("direct:target-call")
                .process(TargetCallWireRouteTest::readToTheEnd);
          }
        });
  }

  private static void readToTheEnd(Exchange exchange) throws IOException {
    long bytes = 0;
    byte[] buffer = new byte[8192];
    try (InputStream body = exchange.getMessage().getBody(InputStream.class)) {
      for (int count; (count = body.read(buffer)) >= 0; ) {
        bytes += count;
      }
    }
    exchange.setVariable("test.bytes", bytes);
  }

  @Override
  protected void doPostTearDown() throws Exception {
    super.doPostTearDown();
    server.stop(0);
  }

  /** By the id of the profile that is asked for. */
  private void answer(HttpExchange call) throws IOException {
    requests.add(Map.copyOf(call.getRequestHeaders()));
    try (call;
        OutputStream body = call.getResponseBody()) {
      call.getResponseHeaders().set("Content-Type", "application/json");
      call.getResponseHeaders().set("CamelHttpUri", "http://127.0.0.1:1/");
      call.getResponseHeaders().set("Set-Cookie", "who=you; Path=/");
      String path = call.getRequestURI().getPath();
      if (path.endsWith("/elsewhere")) {
        call.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
        call.sendResponseHeaders(302, -1);
      } else if (path.endsWith("/large")) {
        call.sendResponseHeaders(200, 0);
        byte[] megabyte = ("1," + " ".repeat(MEGABYTE - 2)).getBytes(US_ASCII);
        body.write('[');
        for (int i = 0; i < LARGE; i++) {
          body.write(megabyte);
        }
        body.write("1]".getBytes(US_ASCII));
      } else {
        call.sendResponseHeaders(200, 2);
        body.write("{}".getBytes(US_ASCII));
      }
    }
  }

  private Exchange get(String endpoint, String id) {
    return call(
        endpoint, null, "target.operation", "get-profile", "target.path", Map.of("tntId", id));
  }

  @Test
  void whatTheServerSendsAlongStaysOutsideAndALargeAnswerWaitsInAFile() throws Exception {
    Exchange elsewhere = get("direct:target-call", "elsewhere");
    assertThat(elsewhere.getException())
        .isInstanceOfSatisfying(
            TargetFault.class, f -> assertThat(f.kind()).isEqualTo(TargetFault.Kind.UNAVAILABLE))
        .hasMessage(
            "Target answered 302 to get-profile. This is not Target: check adobe.target.admin-url"
                + " and adobe.target.edge-url");

    Exchange small = get("direct:target-call", "small");
    assertThat(small.getMessage().getHeaders()).isEmpty();
    get("direct:target-call", "again");
    assertThat(requests).hasSize(3).noneMatch(headers -> headers.containsKey("Cookie"));

    long before = allocated();
    Exchange large = get("direct:test-read", "large");
    assertThat(allocated() - before).isLessThan((long) LARGE / 2 * MEGABYTE);
    assertThat(large.getVariable("test.bytes")).isEqualTo((long) LARGE * MEGABYTE + 3);
    try (var left = Files.list(data.resolve("spool"))) {
      assertThat(left).as("the file goes with the exchange").isEmpty();
    }

    CallQuota quota = context.getRegistry().lookupByNameAndType("callQuota", CallQuota.class);
    quota.exceeded(Duration.ofHours(1));
    CompletableFuture<Exchange> waiting =
        CompletableFuture.supplyAsync(
            () -> call("direct:target-call", null, "target.operation", "bulk-update-profiles"));
    await().until(() -> context.getInflightRepository().size() > 0);
    context.stop();
    assertThat(waiting.get().getException())
        .hasMessageStartingWith("The program ends, and no further call goes out");
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }
}
