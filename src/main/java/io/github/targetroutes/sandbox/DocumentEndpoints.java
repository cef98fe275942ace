package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.sandbox.ResourceTable.Document;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import org.h2.mvstore.MVMap;

/** The things of which there is one each: settings, filters, defaults. */
final class DocumentEndpoints {

  private final Gateway gateway;
  private final SandboxState state;
  private final FieldRule.Lookup lookup;
  private final Revisions revisions;
  private final List<Document> documents;
  private final MVMap<String, String> stored;

  DocumentEndpoints(
      Gateway gateway,
      SandboxState state,
      FieldRule.Lookup lookup,
      Revisions revisions,
      List<Document> documents) {
    this.gateway = gateway;
    this.state = state;
    this.lookup = lookup;
    this.revisions = revisions;
    this.documents = documents;
    this.stored = state.texts("documents");
  }

  void open(Routes routes) {
    for (Document document : documents) {
      String path = document.path();
      String name = document.name();
      routes.on(HttpMethod.GET, path, name + ".get", guard(document, call -> shown(get(document))));
      routes.on(
          HttpMethod.PUT,
          path,
          name + ".update",
          guard(document, call -> shown(put(document, call, Json.object()))));
      if (document.patch()) {
        routes.on(
            HttpMethod.PATCH,
            path,
            name + ".patch",
            guard(document, call -> shown(put(document, call, get(document)))));
      }
    }
  }

  private Endpoint guard(Document document, Endpoint endpoint) {
    return gateway.guard(
        MediaType.V1,
        call -> {
          if (document.needs() != null && call.query(document.needs()) == null) {
            throw Refused.invalid(document.needs() + " is required");
          }
          return endpoint.answer(call);
        });
  }

  private static Answer shown(ObjectNode document) {
    return Answer.vendorJson(200, MediaType.V1.value(), document);
  }

  /** What there is now under a name of the table. */
  ObjectNode get(String name) {
    return documents.stream()
        .filter(document -> document.name().equals(name))
        .map(this::get)
        .findFirst()
        .orElseThrow();
  }

  private ObjectNode get(Document document) {
    String json = stored.get(document.name());
    return json == null ? document.initial().deepCopy() : Json.read(json, ObjectNode.class);
  }

  private ObjectNode put(Document document, Call call, ObjectNode from) throws Exception {
    JsonNode sent = call.json();
    synchronized (state) {
      ObjectNode wanted = from;
      if (document.wrap() != null) {
        wanted.set(document.wrap(), sent);
      } else if (sent.isObject()) {
        wanted.setAll((ObjectNode) sent);
      } else {
        throw Refused.invalid("The body must be an object");
      }
      ObjectNode kept = document.fields().read(wanted, null, lookup);
      stored.put(document.name(), Json.text(kept));
      revisions.note(document.revision(), 1, "update", kept, call.now());
      return kept;
    }
  }

  void clear() {
    stored.clear();
  }
}
