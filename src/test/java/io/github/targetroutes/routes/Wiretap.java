package io.github.targetroutes.routes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Stands where Target stands and keeps every request and its answer as they were on the wire. */
public final class Wiretap implements AutoCloseable {

  /**
   * @param uri path and query, still encoded
   * @param headers by their names in lower case
   */
  public record Request(String method, String uri, Map<String, List<String>> headers, byte[] body) {

    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    /** The first value of a header; null where there is none. */
    public String header(String name) {
      return headers.getOrDefault(name, List.of()).stream().findFirst().orElse(null);
    }
  }

  /** What came back. */
  public record Answer(int status, String type, byte[] body) {

    public static Answer json(String body) {
      return new Answer(200, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /** A request and its answer. */
  public record Talk(Request request, Answer answer) {}

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static final Set<String> OF_THE_CONNECTION =
      Set.of("connection", "content-length", "host", "transfer-encoding", "upgrade");

  private final HttpServer server;
  private final Function<Request, Answer> answers;
  private final List<Talk> talks = new CopyOnWriteArrayList<>();

  private Wiretap(Function<Request, Answer> answers) {
    this.answers = answers;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  /** Answers by itself. */
  public static Wiretap answering(Function<Request, Answer> answers) {
    return new Wiretap(answers);
  }

  /** Passes everything on to another server. */
  public static Wiretap before(String url) {
    return new Wiretap(request -> forward(url, request));
  }

  private static Answer forward(String url, Request request) {
    HttpRequest.Builder call =
        HttpRequest.newBuilder(URI.create(url + request.uri()))
            .method(request.method(), BodyPublishers.ofByteArray(request.body()));
    request
        .headers()
        .forEach(
            (name, values) -> {
              if (!OF_THE_CONNECTION.contains(name)) {
                values.forEach(value -> call.header(name, value));
              }
            });
    try {
      HttpResponse<byte[]> answer = CLIENT.send(call.build(), BodyHandlers.ofByteArray());
      String type = answer.headers().firstValue("Content-Type").orElse(null);
      return new Answer(answer.statusCode(), type, answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void handle(HttpExchange call) throws IOException {
    Map<String, List<String>> headers = new TreeMap<>();
    call.getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    Request request =
        new Request(
            call.getRequestMethod(),
            call.getRequestURI().toString(),
            headers,
            call.getRequestBody().readAllBytes());
    Answer answer = answers.apply(request);
    talks.add(new Talk(request, answer));
    if (answer.type() != null) {
      call.getResponseHeaders().set("Content-Type", answer.type());
    }
    call.sendResponseHeaders(
        answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
    call.getResponseBody().write(answer.body());
    call.close();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** All of them, oldest first. */
  public List<Talk> talks() {
    return talks;
  }

  public Talk last() {
    return talks.get(talks.size() - 1);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
