package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.sandbox.Family.Kind;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts things there as {@code GET /sandbox/state/{kind}} tells them, under their own ids: {@code
 * POST /sandbox/state/{kind}} with one JSON object a line. What has an id already is replaced.
 * Whether what an object names is there too is not looked at, so that kinds may come in any order.
 */
final class GivenState {

  private final SandboxState state;
  private final AdminEndpoints admin;
  private final ProfileStore profiles;

  GivenState(SandboxState state, AdminEndpoints admin, ProfileStore profiles) {
    this.state = state;
    this.admin = admin;
    this.profiles = profiles;
  }

  void open(FrontDoor door) {
    door.on(HttpMethod.POST, "/sandbox/state/:kind", "sandbox.state", this::take);
  }

  /** All of them or none. */
  private Answer take(Call call) {
    String kind = call.pathParameter("kind");
    List<Runnable> puts = new ArrayList<>();
    int number = 0;
    for (String line : new String(call.body(), StandardCharsets.UTF_8).lines().toList()) {
      number++;
      try {
        if (!(Json.read(Codes.utf8(line)) instanceof ObjectNode given)) {
          throw new IllegalArgumentException("it is no JSON object");
        }
        puts.add(put(kind, given, call.now()));
      } catch (IOException e) {
        return Answer.text(400, "Line " + number + " can't be taken: it is no JSON.\n");
      } catch (IllegalArgumentException | EntityRules.Rejected e) {
        return Answer.text(400, "Line " + number + " can't be taken: " + e.getMessage() + ".\n");
      }
    }
    synchronized (state) {
      puts.forEach(Runnable::run);
    }
    return Answer.empty(204);
  }

  private Runnable put(String kind, ObjectNode given, Instant now) throws EntityRules.Rejected {
    ResourceStore store = admin.stores().get(kind);
    if (store != null) {
      return resource(store, given, now);
    }
    return switch (kind) {
      case "entities" -> entity(given, now);
      case "profiles" -> profile(given, now);
      default -> throw new IllegalArgumentException("nothing of the kind " + kind + " is taken");
    };
  }

  private static Runnable resource(ResourceStore store, ObjectNode given, Instant now) {
    Kind kind = store.family().kind(given);
    if (kind == null) {
      throw new IllegalArgumentException("its " + store.family().by() + " is unknown");
    }
    JsonNode id = given.path(store.family().idField());
    if (!id.canConvertToLong() || id.longValue() < 1) {
      throw new IllegalArgumentException("its id must be a whole number from 1 on");
    }
    ObjectNode fields = kind.fields().read(given, null, (family, other) -> true);
    return () -> store.put(id.longValue(), kind, fields, now);
  }

  private Runnable entity(ObjectNode given, Instant now) throws EntityRules.Rejected {
    ObjectNode item = EntityRules.read(given);
    long environment = given.path("environment").asLong(EntityEndpoints.DEFAULT_ENVIRONMENT);
    return () -> admin.entities().save(environment, item, now);
  }

  private Runnable profile(ObjectNode given, Instant now) {
    for (ProfileKey key : ProfileKey.values()) {
      String id = given.path(key.header()).asText();
      if (key.allows(id)) {
        Map<String, String> values = new LinkedHashMap<>();
        given
            .path("attributes")
            .properties()
            .forEach(attribute -> values.put(attribute.getKey(), attribute.getValue().asText()));
        return () -> profiles.visit(key, id, values, now);
      }
    }
    throw new IllegalArgumentException("it has neither a thirdPartyId nor a pcId");
  }
}
