package io.github.targetroutes.sandbox;

import io.netty.channel.ChannelOption;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts an answer on the wire: whole and at once, or as a fault wants it. Event loop only. */
final class Wire {

  private static final Logger LOG = LoggerFactory.getLogger(Wire.class);

  private static final String REQUEST_ID = "X-Request-Id";

  private static final String PAGE =
      "<!DOCTYPE html><html><head><title>Please log in</title></head>"
          + "<body><h1>Please log in</h1><p>This network needs a login.</p></body></html>";

  private final Observations observations;

  Wire(Observations observations) {
    this.observations = observations;
  }

  /** Sends the real answer, unless a fault strikes. */
  void send(Call call, Answer answer) {
    long delay =
        call.fault(Fault.Kind.LATENCY).map(fault -> fault.duration().toMillis()).orElse(0L);
    if (delay > 0) {
      call.context().vertx().setTimer(delay, timer -> sendNow(call, answer));
    } else {
      sendNow(call, answer);
    }
  }

  private void sendNow(Call call, Answer answer) {
    Fault fault = call.replacement().orElse(null);
    if (fault == null) {
      whole(call, answer);
      return;
    }
    switch (fault.kind()) {
      case STATUS -> whole(call, faulty(fault, call));
      case CONVERTED_CREDENTIAL ->
          whole(call, Answer.ims(500, "internal_error", "Please try again later"));
      case HTML -> whole(call, Answer.html(200, PAGE));
      case TRUNCATED -> half(call, answer, false);
      case RESET -> {
        if (fault.carriedOut()) {
          half(call, answer, true);
        } else {
          noted(call, 0);
          cut(call, true);
        }
      }
      default -> noted(call, 0);
    }
  }

  private void whole(Call call, Answer answer) {
    noted(call, answer.status());
    HttpServerResponse response = call.context().response();
    if (response.closed() || response.ended()) {
      return;
    }
    head(call, answer).end(Buffer.buffer(answer.body()));
  }

  private void half(Call call, Answer answer, boolean reset) {
    noted(call, answer.status());
    byte[] body = answer.body().length > 0 ? answer.body() : new byte[64];
    HttpServerResponse response = head(call, answer);
    response.putHeader("Content-Length", Integer.toString(body.length));
    response
        .write(Buffer.buffer(Arrays.copyOf(body, body.length / 2)))
        .onComplete(written -> cut(call, reset));
  }

  private static void cut(Call call, boolean reset) {
    // Without lingering, the kernel answers with RST instead of FIN.
    if (reset && call.context().request().connection() instanceof ConnectionBase connection) {
      connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
      connection.channel().close();
    } else {
      call.context().request().connection().close();
    }
  }

  private static HttpServerResponse head(Call call, Answer answer) {
    HttpServerResponse response = call.context().response().setStatusCode(answer.status());
    answer.headers().forEach(response::putHeader);
    response.putHeader("Date", Times.http(call.now()));
    if (call.path().startsWith("/ims/")) {
      response.putHeader("x-debug-id", UUID.randomUUID().toString());
    } else if (!response.headers().contains(REQUEST_ID)) {
      response.putHeader(REQUEST_ID, UUID.randomUUID().toString());
    }
    return response;
  }

  private void noted(Call call, int status) {
    observations.note(call, status);
    LOG.debug("{} {} ({}) {}", call.method(), call.path(), call.operation(), status);
  }

  private static Answer faulty(Fault fault, Call call) {
    int status = fault.status();
    Answer answer =
        switch (fault.shape() == null ? shapeOf(call.path()) : fault.shape()) {
          case IMS -> {
            Fault.Said said = said(fault, imsError(status));
            yield Answer.ims(status, said.code(), said.text());
          }
          case TARGET -> {
            Fault.Said said = said(fault, "Sandbox.Fault");
            yield Answer.target(status, said.code(), said.text(), call.now());
          }
          case GATEWAY -> {
            Fault.Said said = fault.said() == null ? gateway(status) : fault.said();
            yield Answer.gateway(status, said.code(), said.text());
          }
          case BULK -> BulkEndpoints.refused(said(fault, "").text(), status);
          case EMPTY -> Answer.empty(status);
        };
    return fault.retryAfter() == null ? answer : answer.with("Retry-After", fault.retryAfter());
  }

  private static Fault.Shape shapeOf(String path) {
    if (path.startsWith("/ims/")) {
      return Fault.Shape.IMS;
    }
    return path.toLowerCase(Locale.ROOT).contains("/target/")
        ? Fault.Shape.TARGET
        : Fault.Shape.EMPTY;
  }

  private static String imsError(int status) {
    return switch (status) {
      case 400 -> "bad_request";
      case 401 -> "invalid_client";
      case 429 -> "too_many_requests";
      default -> "internal_error";
    };
  }

  private static Fault.Said said(Fault fault, String code) {
    return fault.said() == null ? new Fault.Said(code, "Scripted by the sandbox") : fault.said();
  }

  /** Codes and texts of Admin API specification, api-gateway-request-validation. */
  private static Fault.Said gateway(int status) {
    return switch (status) {
      case 401 -> new Fault.Said("401013", "Oauth token is not valid");
      case 403 -> new Fault.Said("403025", "Profile is not valid");
      case 429 -> new Fault.Said("429050", "Too many requests");
      case 503 -> new Fault.Said("503010", "Could not validate the oauth token");
      default -> new Fault.Said(status + "000", "Scripted by the sandbox");
    };
  }
}
