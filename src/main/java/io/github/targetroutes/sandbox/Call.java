package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One HTTP request as the endpoints see it, with the faults that strike it. */
final class Call {

  private final RoutingContext context;
  private final Request request;
  private final Instant now;
  private final List<Fault> faults;
  private volatile String operation = "unknown";
  private volatile Map<String, String> pathParameters = Map.of();

  Call(RoutingContext context, Instant now, List<Fault> faults) {
    this(context, new WireRequest(context), now, faults);
  }

  private Call(RoutingContext context, Request request, Instant now, List<Fault> faults) {
    this.context = context;
    this.request = request;
    this.now = now;
    this.faults = faults;
  }

  /** A call that this one brought along; no fault strikes it. */
  Call within(Request inner) {
    return new Call(context, inner, now, List.of());
  }

  static Call of(RoutingContext context) {
    return context.get("call");
  }

  RoutingContext context() {
    return context;
  }

  /** The sandbox's time at the beginning of the call, clock skew included. */
  Instant now() {
    return now;
  }

  String method() {
    return request.method();
  }

  String path() {
    return request.path();
  }

  String operation() {
    return operation;
  }

  void operation(String name) {
    operation = name;
  }

  String header(String name) {
    return request.header(name);
  }

  List<String> headerNames() {
    return request.headerNames();
  }

  String pathParameter(String name) {
    String value = pathParameters.get(name);
    return value == null ? context.pathParam(name) : value;
  }

  void pathParameters(Map<String, String> values) {
    pathParameters = values;
  }

  /** The last value of a query parameter, or null. */
  String query(String name) {
    List<String> values = queries(name);
    return values.isEmpty() ? null : values.get(values.size() - 1);
  }

  List<String> queries(String name) {
    return request.queries(name);
  }

  /** A form field (urlencoded or multipart); where there is none, the query parameter; or null. */
  String field(String name) {
    String value = context.request().getFormAttribute(name);
    return value == null ? query(name) : value;
  }

  /** Form fields and query parameters together. */
  Iterable<Map.Entry<String, String>> fields() {
    return () ->
        java.util.stream.Stream.concat(
                context.queryParams().entries().stream(),
                context.request().formAttributes().entries().stream())
            .iterator();
  }

  /** The token of {@code Authorization: Bearer}. */
  Optional<String> bearer() {
    return credentials("Bearer ");
  }

  /** Client id and secret of {@code Authorization: Basic}, decoded as OAuth wants it. */
  Optional<String[]> basic() {
    return credentials("Basic ")
        .map(Codes::base64)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8).split(":", 2))
        .filter(pair -> pair.length == 2)
        .map(
            pair ->
                new String[] {
                  URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
                  URLDecoder.decode(pair[1], StandardCharsets.UTF_8)
                });
  }

  private Optional<String> credentials(String scheme) {
    String value = header("Authorization");
    return value != null && value.regionMatches(true, 0, scheme, 0, scheme.length())
        ? Optional.of(value.substring(scheme.length()).trim())
        : Optional.empty();
  }

  byte[] body() {
    return request.body();
  }

  /**
   * @throws IOException when the body is no JSON
   */
  JsonNode json() throws IOException {
    return Json.read(body());
  }

  Optional<Fault> fault(Fault.Kind kind) {
    return faults.stream().filter(fault -> fault.kind() == kind).findFirst();
  }

  /** The fault that takes the place of the real answer. */
  Optional<Fault> replacement() {
    return faults.stream().filter(fault -> fault.kind().replacesAnswer()).findFirst();
  }

  /** Whether the sandbox does what the call asks for, whatever becomes of the answer. */
  boolean carriedOut() {
    return replacement().map(Fault::carriedOut).orElse(true);
  }
}
