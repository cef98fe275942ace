package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says of a design's script whether it is good, with 200 either way (Recommendations API
 * specification, designs). Of Velocity it knows that blocks must be closed.
 */
final class DesignEndpoint {

  private static final int LONGEST = 65_000;
  private static final Pattern ENTITY = Pattern.compile("\\$\\{?entit(?:y|ies)(\\d+)");
  private static final Pattern DIRECTIVE =
      Pattern.compile("(?<!\\\\)#\\{?(if|foreach|macro|define|end)\\b");

  private final Gateway gateway;

  DesignEndpoint(Gateway gateway) {
    this.gateway = gateway;
  }

  void open(Routes routes) {
    routes
        .notInBatches()
        .on(
            HttpMethod.POST,
            "/recs/designs/validate",
            "designs.validate",
            gateway.guard(MediaType.V1, DesignEndpoint::validate));
  }

  private static Answer validate(Call call) throws Exception {
    JsonNode design = call.json();
    String script = design.path("script").asText();
    ArrayNode errors = Json.array();
    if (script.isBlank()) {
      error(errors, "script.required", "script is required");
    }
    if (script.length() > LONGEST) {
      error(errors, "script.length", "script must not exceed " + LONGEST + " characters");
    }
    int open = openBlocks(script);
    if (open != 0) {
      error(
          errors,
          "script.velocity",
          open > 0 ? open + " blocks of the script are not closed" : "#end closes no block");
    }
    int entities = 0;
    Matcher entity = ENTITY.matcher(script);
    while (entity.find()) {
      entities = Math.max(entities, Integer.parseInt(entity.group(1)));
    }
    ObjectNode result = Json.object().put("valid", errors.isEmpty()).put("entityCount", entities);
    result.set("errors", errors);
    return Answer.vendorJson(200, MediaType.V1.value(), result);
  }

  /** Blocks left open; less than none when there is an end too many. */
  private static int openBlocks(String script) {
    int open = 0;
    Matcher directive = DIRECTIVE.matcher(script);
    while (directive.find() && open >= 0) {
      open += directive.group(1).equals("end") ? -1 : 1;
    }
    return open;
  }

  private static void error(ArrayNode errors, String key, String text) {
    errors.addObject().put("key", key).put("text", text).putArray("keyArguments");
  }
}
