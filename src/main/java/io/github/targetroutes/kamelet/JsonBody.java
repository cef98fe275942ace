package io.github.targetroutes.kamelet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.target.TargetFault;
import java.util.Collection;
import java.util.Map;

/** Bodies that a route has as objects, as the JSON text that goes to Target. */
final class JsonBody {

  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonBody() {}

  /**
   * JSON text in the place of a Map, a Collection or a Jackson node; any other body as it is.
   *
   * @throws TargetFault REJECTED where there is something in it that JSON has no form for
   */
  static Object of(Object body) {
    return body instanceof Map || body instanceof Collection || body instanceof JsonNode
        ? text(body)
        : body;
  }

  private static String text(Object body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new TargetFault(
          TargetFault.Kind.REJECTED,
          "The message holds something that JSON has no form for, so it is not sent",
          null,
          e);
    }
  }
}
