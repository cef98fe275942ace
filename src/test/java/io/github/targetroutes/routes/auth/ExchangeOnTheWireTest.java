package io.github.targetroutes.routes.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.targetroutes.auth.AccessToken;
import io.github.targetroutes.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What {@code direct:auth-token-exchange-jwt} and {@code direct:auth-token-exchange-oauth} send,
 * and where to: seen by a server that answers as it is told.
 */
class ExchangeOnTheWireTest extends AuthRoutesTest {

  private record Reply(int status, String location, String body) {}

  private record Seen(String path, String query, String form, List<String> headers) {}

  private static final Reply TOKEN =
      new Reply(200, null, "{\"access_token\":\"opaque\",\"expires_in\":86399990}");
  private static final List<Seen> SEEN = new CopyOnWriteArrayList<>();
  private static final List<Seen> SEEN_ELSEWHERE = new CopyOnWriteArrayList<>();
  private static final Deque<Reply> REPLIES = new ArrayDeque<>();
  private static final HttpServer IMS = server(SEEN);
  private static final HttpServer ELSEWHERE = server(SEEN_ELSEWHERE);

  @Override
  protected void settings(Properties settings) {
    super.settings(settings);
    settings.setProperty("adobe.ims.grant", "jwt");
    settings.setProperty("adobe.ims.url", url(IMS));
    settings.setProperty("adobe.ims.jwt-jti", "true");
  }

  @BeforeEach
  void clear() {
    SEEN.clear();
    REPLIES.clear();
  }

  @AfterAll
  static void stop() {
    IMS.stop(0);
    ELSEWHERE.stop(0);
  }

  @Test
  void redirectNeverCarriesTheSecretOn() {
    for (int status : new int[] {301, 302, 303, 307, 308}) {
      REPLIES.add(new Reply(status, url(ELSEWHERE) + "/ims/exchange/jwt", ""));

      assertThat(refusal())
          .startsWith("3 IMS answered " + status)
          .endsWith("This is not IMS: check adobe.ims.url");
    }
    assertThat(SEEN_ELSEWHERE).isEmpty();
    assertThat(SEEN).hasSize(5);
  }

  @Test
  void everyAttemptSignsAnew() {
    REPLIES.add(new Reply(503, null, ""));
    REPLIES.add(new Reply(429, null, ""));

    renew();

    assertThat(SEEN).extracting(Seen::form).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void secretsGoInTheBodyAlone() {
    call("direct:auth-token-exchange-jwt", "a body of the caller");
    call("direct:auth-token-exchange-oauth", "a body of the caller");

    assertThat(SEEN).extracting(Seen::path).containsExactly("/ims/exchange/jwt", "/ims/token/v3");
    assertThat(SEEN)
        .allSatisfy(
            seen -> {
              assertThat(seen.query()).isNull();
              assertThat(seen.form())
                  .contains("client_secret=" + SandboxOptions.defaults().clientSecret())
                  .doesNotContain("caller");
              assertThat(seen.headers())
                  .noneMatch(name -> name.startsWith("Camel") || name.equals("Authorization"));
            });
  }

  @Test
  void opaqueTokenHasTheLifeThatEachEndpointStates() {
    REPLIES.add(new Reply(200, null, "{\"access_token\":\"a\",\"expires_in\":86399000}"));
    REPLIES.add(new Reply(200, null, "{\"access_token\":\"b\",\"expires_in\":86399}"));

    assertThat(Stream.of("jwt", "oauth").map(this::lifetime))
        .containsOnly(Duration.ofSeconds(86399));
  }

  private Duration lifetime(String grant) {
    return call("direct:auth-token-exchange-" + grant, null)
        .getMessage()
        .getBody(AccessToken.class)
        .lifetime()
        // The end is cut to whole milliseconds.
        .plusMillis(1)
        .truncatedTo(ChronoUnit.SECONDS);
  }

  private static String url(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static HttpServer server(List<Seen> seen) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
      server.createContext("/", exchange -> answer(exchange, seen));
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void answer(HttpExchange exchange, List<Seen> seen) throws IOException {
    seen.add(
        new Seen(
            exchange.getRequestURI().getPath(),
            exchange.getRequestURI().getQuery(),
            new String(exchange.getRequestBody().readAllBytes(), UTF_8),
            List.copyOf(exchange.getRequestHeaders().keySet())));
    Reply next = REPLIES.poll();
    Reply reply = next == null ? TOKEN : next;
    if (reply.location() != null) {
      exchange.getResponseHeaders().add("Location", reply.location());
    }
    exchange.sendResponseHeaders(reply.status(), 0);
    exchange.getResponseBody().write(reply.body().getBytes(UTF_8));
    exchange.close();
  }
}
