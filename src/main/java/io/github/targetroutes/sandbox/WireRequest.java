package io.github.targetroutes.sandbox;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** A request as Vert.x has read it from the wire. */
record WireRequest(RoutingContext context) implements Request {

  @Override
  public String method() {
    return context.request().method().name();
  }

  @Override
  public String path() {
    return context.request().path();
  }

  @Override
  public String header(String name) {
    return context.request().getHeader(name);
  }

  @Override
  public List<String> headerNames() {
    return List.copyOf(context.request().headers().names());
  }

  @Override
  public List<String> queries(String name) {
    return context.queryParam(name);
  }

  @Override
  public byte[] body() {
    Buffer body = context.body().buffer();
    return body == null ? new byte[0] : body.getBytes();
  }
}
