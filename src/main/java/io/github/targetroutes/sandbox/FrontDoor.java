package io.github.targetroutes.sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.HttpException;
import java.time.Clock;
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

  /** Bytes; an offer may have 1024 KB (adobe-facts.md C5), as JSON a little more. */
  private static final long LARGEST_BODY = 4L * 1024 * 1024;

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
        .handler(named(operation))
        .handler(body)
        .handler(context -> run(Call.of(context), endpoint));
  }

  /** An endpoint that reads the body itself, as a stream, on the event loop. */
  void onStream(HttpMethod method, String path, String operation, Consumer<Call> endpoint) {
    router
        .route(method, path)
        .handler(named(operation))
        .handler(context -> endpoint.accept(Call.of(context)));
  }

  /** What is said to paths that begin so and that no other endpoint took. */
  void otherwise(String path, Endpoint endpoint) {
    router.route(path).handler(body).handler(context -> run(Call.of(context), endpoint));
  }

  /** Runs the endpoint on a worker thread and sends its answer. */
  void run(Call call, Endpoint endpoint) {
    vertx
        .executeBlocking(() -> endpoint.answer(call), false)
        .onSuccess(answer -> wire.send(call, answer))
        .onFailure(call.context()::fail);
  }

  private static io.vertx.core.Handler<RoutingContext> named(String operation) {
    return context -> {
      Call.of(context).operation(operation);
      context.next();
    };
  }

  private void enter(RoutingContext context) {
    String path = context.request().path();
    List<Fault> struck =
        path.startsWith("/sandbox")
            ? List.of()
            : faults.strike(context.request().method().name(), path);
    Call call = new Call(context, clock.instant(), struck);
    call = new Call(context, skewed(call), struck);
    context.put("call", call);
    if (call.fault(Fault.Kind.REVOKED).isPresent()) {
      revokeAll.run();
    }
    if (call.replacement().map(Fault::carriedOut).orElse(true)) {
      context.next();
    } else {
      Call faulty = call;
      context.request().end().onSuccess(read -> wire.send(faulty, Answer.empty(500)));
    }
  }

  private static java.time.Instant skewed(Call call) {
    return call.fault(Fault.Kind.CLOCK_SKEW)
        .map(fault -> call.now().plus(fault.duration()))
        .orElse(call.now());
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
