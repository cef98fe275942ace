package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What goes back to the caller, in the shapes that Adobe uses.
 *
 * @param status HTTP status
 * @param headers header fields, {@code Content-Type} included
 * @param body bytes of the body, maybe none
 */
record Answer(int status, Map<String, String> headers, byte[] body) {

  private static final byte[] NOTHING = {};

  private static Answer typed(int status, String type, byte[] body) {
    return new Answer(status, Map.of("Content-Type", type), body);
  }

  static Answer empty(int status) {
    return new Answer(status, Map.of(), NOTHING);
  }

  static Answer json(int status, JsonNode body) {
    return typed(status, "application/json;charset=UTF-8", Json.bytes(body));
  }

  static Answer vendorJson(int status, String mediaType, JsonNode body) {
    return typed(status, mediaType + ";charset=UTF-8", Json.bytes(body));
  }

  static Answer text(int status, String body) {
    return typed(status, "text/plain;charset=UTF-8", body.getBytes(StandardCharsets.UTF_8));
  }

  static Answer html(int status, String body) {
    return typed(status, "text/html;charset=UTF-8", body.getBytes(StandardCharsets.UTF_8));
  }

  static Answer xml(int status, String body) {
    return typed(status, "application/xml;charset=UTF-8", body.getBytes(StandardCharsets.UTF_8));
  }

  /** The body of a refusal by IMS (Adobe's archived list of JWT exchange errors). */
  static Answer ims(int status, String error, String description) {
    return json(status, Json.object().put("error", error).put("error_description", description));
  }

  /** The body of a refusal by Target (Admin API specification, api-gateway-request-validation). */
  static Answer target(int status, String code, String message, Instant now) {
    ObjectNode body =
        Json.object()
            .put("httpStatus", status)
            .put("requestId", UUID.randomUUID().toString())
            .put("requestTime", Times.millis(now));
    body.putArray("errors")
        .addObject()
        .put("errorCode", code)
        .put("message", message)
        .putObject("meta");
    return json(status, body);
  }

  /**
   * The body of a refusal by the gateway in front of Target (Admin API specification,
   * api-gateway-request-validation).
   */
  static Answer gateway(int status, String code, String message) {
    return json(status, Json.object().put("error_code", code).put("message", message))
        .with("X-Request-Id", UUID.randomUUID().toString());
  }

  Answer with(String header, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new Answer(status, more, body);
  }
}
