package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.h2.mvstore.Cursor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All there is of one kind, under {@code /sandbox/state/{kind}}: one JSON object a line, without
 * times and other things that differ from run to run, so that what a program has done can be
 * compared with what it should have done. Resources come in the order of their ids, profiles in the
 * order in which they are kept, which depends on their ids alone. It is sent piece by piece.
 */
final class StateLines {

  private static final Set<FieldRule.Type> DIFFERENT =
      EnumSet.of(FieldRule.Type.CREATED, FieldRule.Type.MODIFIED, FieldRule.Type.TOKEN);
  private static final Logger LOG = LoggerFactory.getLogger(StateLines.class);

  /** Bytes. */
  private static final int PIECE = 64 * 1024;

  private final Vertx vertx;
  private final SandboxState state;
  private final AdminEndpoints admin;
  private final ProfileStore profiles;

  StateLines(Vertx vertx, SandboxState state, AdminEndpoints admin, ProfileStore profiles) {
    this.vertx = vertx;
    this.state = state;
    this.admin = admin;
    this.profiles = profiles;
  }

  void open(FrontDoor door) {
    door.onStream(HttpMethod.GET, "/sandbox/state/:kind", "sandbox.state", this::send);
  }

  private void send(Call call) {
    HttpServerResponse response = call.context().response();
    String kind = call.pathParameter("kind");
    vertx
        .executeBlocking(() -> state.steadily(() -> write(response, lines(kind))), false)
        .onComplete(
            written -> {
              if (written.failed()) {
                // Cut off, so that nobody takes a part for the whole.
                LOG.warn("The {} can't be told: {}", kind, written.cause().toString());
                call.context().request().connection().close();
              } else if (written.result()) {
                response.end();
              } else {
                response.setStatusCode(404).end("Nothing of that name; see /sandbox/state.\n");
              }
            });
  }

  /** Waits for each piece to be taken before the next is made. */
  private static boolean write(HttpServerResponse response, Iterator<? extends JsonNode> lines)
      throws Exception {
    if (lines == null) {
      return false;
    }
    response.setChunked(true).putHeader("Content-Type", "application/x-ndjson;charset=UTF-8");
    Buffer piece = Buffer.buffer(PIECE);
    while (lines.hasNext()) {
      piece.appendBytes(Json.bytes(lines.next())).appendByte((byte) '\n');
      if (piece.length() >= PIECE || !lines.hasNext()) {
        response.write(piece).toCompletionStage().toCompletableFuture().get();
        piece = Buffer.buffer(PIECE);
      }
    }
    return true;
  }

  private Iterator<? extends JsonNode> lines(String kind) {
    ResourceStore store = admin.stores().get(kind);
    if (store != null) {
      return resources(store);
    }
    return switch (kind) {
      case "entities" ->
          map(admin.entities().all(null), item -> item.remove(List.of("created", "updated")));
      case "hosts" -> map(admin.traffic().hosts().elements(), StateLines::lasting);
      case "mboxes" -> map(admin.traffic().mboxes().elements(), StateLines::lasting);
      case "profiles" -> profiles();
      default -> null;
    };
  }

  private static JsonNode lasting(JsonNode seen) {
    return ((ObjectNode) seen).remove(List.of("lastRequested", "lastRequestedAt", "status"));
  }

  private static Iterator<JsonNode> resources(ResourceStore store) {
    Cursor<Long, String> all = store.all();
    return map(
        all,
        id -> {
          ObjectNode resource = Json.read(all.getValue(), ObjectNode.class);
          store.family().kind(resource).fields().rules().entrySet().stream()
              .filter(field -> DIFFERENT.contains(field.getValue().type()))
              .forEach(field -> resource.remove(field.getKey()));
          return resource;
        });
  }

  private Iterator<JsonNode> profiles() {
    return map(
        profiles.all(),
        kept -> {
          ObjectNode line = Json.object().put(kept.key().header(), kept.id());
          ObjectNode attributes = line.putObject("attributes");
          new TreeMap<>(kept.profile().attributes())
              .forEach((name, attribute) -> attributes.put(name, attribute.value()));
          return line;
        });
  }

  private static <T> Iterator<JsonNode> map(Iterator<T> from, Function<T, JsonNode> line) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return from.hasNext();
      }

      @Override
      public JsonNode next() {
        return line.apply(from.next());
      }
    };
  }
}
