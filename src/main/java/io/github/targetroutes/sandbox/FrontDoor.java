package io.github.targetroutes.sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.HttpException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every request enters here: it is given the time and the faults that strike it, then goes to its
 * endpoint on a worker thread, and its answer to the {@link Wire}.
 */
final class FrontDoor {

  private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);

  /**
   * Bytes. Adobe publishes no limit for the Admin API; this takes a batch of 256 offers of 60 KB,
   * and fits into a small heap.
   */
  private static final long LARGEST_BODY = 16L * 1024 * 1024;

  private final Vertx vertx;
  private final Router router;
  private final Faults faults;
  private final Clock clock;
  private final Wire wire;
  private final Runnable revokeAll;
  private final BodyHandler body = BodyHandler.create(false).setBodyLimit(LARGEST_BODY);

  FrontDoor(Vertx vertx, Faults faults, Clock clock, Wire wire, Runnable revokeAll) {
    this.vertx = vertx;
    this.router = Router.router(vertx);
    this.faults = faults;
    this.clock = clock;
    this.wire = wire;
    this.revokeAll = revokeAll;
    router.route().handler(this::enter).failureHandler(this::failed);
  }

  Router router() {
    return router;
  }

  /** An endpoint that sees the whole body. */
  void on(HttpMethod method, String path, String operation, Endpoint endpoint) {
    router
        .route(method, path)
        .handler(body)
        .handler(context -> run(named(context, operation), endpoint));
  }

  /** An endpoint that reads the body itself, as a stream, on the event loop. */
  void onStream(HttpMethod method, String path, String operation, Consumer<Call> endpoint) {
    router.route(method, path).handler(context -> stream(named(context, operation), endpoint));
  }

  /** Endpoints that are told apart by {@code routes}; {@code path} is where they begin. */
  void under(String path, Routes routes, SandboxState state) {
    router
        .route(path)
        .handler(body)
        .handler(
            context -> {
              Call call = Call.of(context);
              run(call, routes.endpoint(call, state));
            });
  }

  /** What is said to paths that begin so and that no other endpoint took. */
  void otherwise(String path, Endpoint endpoint) {
    router.route(path).handler(body).handler(context -> run(Call.of(context), endpoint));
  }

  /** Runs the endpoint on a worker thread, unless a fault forbids, and sends the answer. */
  void run(Call call, Endpoint endpoint) {
    if (!call.carriedOut()) {
      wire.send(call, Answer.empty(500));
      return;
    }
    vertx
        .executeBlocking(() -> endpoint.answer(call), false)
        .onSuccess(answer -> wire.send(call, answer))
        .onFailure(call.context()::fail);
  }

  private void stream(Call call, Consumer<Call> endpoint) {
    if (call.carriedOut()) {
      endpoint.accept(call);
    } else {
      call.context().request().end().onSuccess(read -> wire.send(call, Answer.empty(500)));
    }
  }

  private static Call named(RoutingContext context, String operation) {
    Call call = Call.of(context);
    call.operation(operation);
    return call;
  }

  private void enter(RoutingContext context) {
    String path = context.request().path();
    List<Fault> struck =
        SandboxPages.isOwn(path)
            ? List.of()
            : faults.strike(context.request().method().name(), path);
    Instant now = clock.instant();
    for (Fault fault : struck) {
      switch (fault.kind()) {
        case CLOCK_SKEW -> now = now.plus(fault.duration());
        case REVOKED -> revokeAll.run();
        default -> {
          // Seen to later: by the endpoint or on the wire.
        }
      }
    }
    context.put("call", new Call(context, now, struck));
    context.next();
  }

  private void failed(RoutingContext context) {
    Call call = Call.of(context);
    Throwable failure = context.failure();
    int status = context.statusCode();
    if (failure instanceof HttpException http) {
      status = http.getStatusCode();
    } else if (failure instanceof IllegalArgumentException) {
      status = 400;
    } else if (failure != null) {
      LOG.warn("{} {} failed in the sandbox itself", call.method(), call.path(), failure);
    }
    wire.send(call, Answer.text(status < 0 ? 500 : status, "The sandbox can't read this call."));
  }
}
