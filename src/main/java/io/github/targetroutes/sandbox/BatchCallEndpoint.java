package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Several calls in one (Admin API specification, batch). Each operation goes through the same
 * endpoint as a call of its own and spends quota as such; the batch itself spends none. A batch
 * that is no good is refused whole; otherwise the answer is 200, whatever became of its operations.
 */
final class BatchCallEndpoint {

  private final Gateway gateway;
  private final Routes routes;
  private final Observations observations;

  BatchCallEndpoint(Gateway gateway, Routes routes, Observations observations) {
    this.gateway = gateway;
    this.routes = routes;
    this.observations = observations;
  }

  void open() {
    routes
        .notInBatches()
        .on(HttpMethod.POST, "/batch", "batch", gateway.unmetered(MediaType.V1, this::answer));
  }

  private Answer answer(Call call) throws Exception {
    JsonNode batch = call.json();
    List<BatchOperation> operations = BatchOperation.read(batch);
    Run run = new Run(call);
    operations.forEach(run::carryOut);
    ObjectNode answer = Json.object();
    ArrayNode results = answer.putArray("results");
    // In the order in which they were sent, not in that in which they were carried out.
    for (JsonNode operation : batch.path("operations")) {
      results.add(run.results.get(operation.path("operationId").intValue()));
    }
    return Answer.json(200, answer);
  }

  /** One batch being carried out. */
  private final class Run {

    private final Call batch;
    private final Map<Integer, ObjectNode> results = new TreeMap<>();
    private final Map<Integer, Long> madeIds = new HashMap<>();
    private final Map<Integer, Set<Integer>> before = new HashMap<>();
    private final Set<Integer> succeeded = new HashSet<>();

    private Run(Call batch) {
      this.batch = batch;
    }

    private void carryOut(BatchOperation operation) {
      ObjectNode result = Json.object().put("operationId", operation.id());
      results.put(operation.id(), result);
      Set<Integer> earlier = new HashSet<>(operation.dependsOn());
      operation.dependsOn().forEach(id -> earlier.addAll(before.get(id)));
      before.put(operation.id(), earlier);
      if (!succeeded.containsAll(operation.dependsOn())) {
        result.put("skipped", true);
        return;
      }
      Answer answer = answered(operation);
      String body = new String(answer.body(), StandardCharsets.UTF_8);
      if (answer.status() < 400) {
        succeeded.add(operation.id());
        noteId(operation, body);
      }
      result.put("skipped", false).put("statusCode", answer.status());
      ArrayNode headers = result.putArray("headers");
      answer
          .headers()
          .forEach((name, value) -> headers.addObject().put("name", name).put("value", value));
      result.put("body", body);
    }

    private void noteId(BatchOperation operation, String body) {
      if (operation.method().equals("POST")) {
        JsonNode id = Json.read(body, JsonNode.class).path("id");
        if (id.isIntegralNumber()) {
          madeIds.put(operation.id(), id.longValue());
        }
      }
    }

    private Answer answered(BatchOperation operation) {
      try {
        OperationReferences references =
            new OperationReferences(madeIds, before.get(operation.id()));
        String url = references.resolve(operation.url());
        byte[] body =
            operation.method().equals("GET") || operation.method().equals("DELETE")
                ? new byte[0]
                : Json.bytes(references.resolve(operation.body()));
        Optional<BatchedRequest> request = BatchedRequest.of(operation, url, body, batch);
        if (request.isEmpty()) {
          return Refused.notFound("relativeUrl must begin with a version").answer(batch.now());
        }
        Call call = batch.within(request.get());
        Answer answer = routes.batched(call).answer(call);
        observations.note(call, answer.status());
        return answer;
      } catch (IllegalArgumentException e) {
        return Refused.invalid(e.getMessage()).answer(batch.now());
      } catch (Exception e) {
        return Answer.target(500, "Internal.Error", e.toString(), batch.now());
      }
    }
  }
}
