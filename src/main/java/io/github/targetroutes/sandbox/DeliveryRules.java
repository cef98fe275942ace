package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a delivery call must keep to (Delivery API specification). */
final class DeliveryRules {

  /** Printable, but no space and none of {@code ? { } /}. */
  private static final Pattern SESSION = Pattern.compile("[!-~&&[^?{}/]]{1,128}");

  private static final int MOST_MBOXES = 50;

  private static final Map<String, Integer> LONGEST_IDS =
      Map.of("tntId", 128, "thirdPartyId", 256, "marketingCloudVisitorId", 128);
  private static final int MOST_CUSTOMER_IDS = 50;

  /** Of each kind of parameters: how many, how long a name, how long a value. */
  private static final Map<String, List<Integer>> PARAMETERS =
      Map.of("parameters", List.of(100, 128, 5000), "profileParameters", List.of(50, 128, 256));

  private DeliveryRules() {}

  /**
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  static void check(String session, JsonNode body) {
    require(
        session != null && SESSION.matcher(session).matches(),
        "sessionId is required: 1 to 128 printable characters, no space, ?, {, } or /");
    require(
        Set.of("web", "mobile").contains(body.at("/context/channel").asText()),
        "context.channel is required and must be web or mobile");
    JsonNode id = body.path("id");
    LONGEST_IDS.forEach(
        (name, longest) ->
            require(
                id.path(name).asText().length() <= longest,
                "id." + name + " size must be between 0 and " + longest));
    require(
        id.path("customerIds").size() <= MOST_CUSTOMER_IDS,
        "id.customerIds size must be between 0 and " + MOST_CUSTOMER_IDS);
    for (String section : List.of("execute", "prefetch")) {
      JsonNode mboxes = body.path(section).path("mboxes");
      require(
          mboxes.size() <= MOST_MBOXES,
          section + ".mboxes size must be between 0 and " + MOST_MBOXES);
      for (JsonNode mbox : mboxes) {
        require(!mbox.path("name").asText().isBlank(), section + ".mboxes: a name is required");
        parameters(section + ".mboxes", mbox);
      }
      parameters(section + ".pageLoad", body.path(section).path("pageLoad"));
      body.path(section).path("views").forEach(view -> parameters(section + ".views", view));
    }
    body.path("notifications").forEach(one -> parameters("notifications", one));
  }

  private static void parameters(String where, JsonNode part) {
    PARAMETERS.forEach(
        (kind, limits) -> {
          JsonNode all = part.path(kind);
          require(
              all.size() <= limits.get(0),
              where + "." + kind + " size must be between 0 and " + limits.get(0));
          all.properties()
              .forEach(
                  one -> {
                    require(
                        one.getKey().length() <= limits.get(1),
                        where + "." + kind + ": a name exceeds " + limits.get(1) + " characters");
                    require(
                        one.getValue().asText().length() <= limits.get(2),
                        where + "." + kind + ": a value exceeds " + limits.get(2) + " characters");
                  });
        });
  }

  private static void require(boolean fine, String rule) {
    if (!fine) {
      throw new IllegalArgumentException(rule);
    }
  }
}
