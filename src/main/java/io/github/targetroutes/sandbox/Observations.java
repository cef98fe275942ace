package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/**
 * What has been asked of the sandbox since its start or its last reset: counts by operation and
 * status, and the last 1000 requests. Header values, query values and bodies are never kept. Status
 * 0 stands for a call that got no answer.
 */
final class Observations {

  private static final int REMEMBERED = 1000;

  private record Seen(String time, String method, String path, int status, String[] headers) {}

  private final Map<String, Map<Integer, Long>> calls = new TreeMap<>();
  private final Deque<Seen> requests = new ArrayDeque<>();

  void note(Call call, int status) {
    if (SandboxPages.isOwn(call.path())) {
      return;
    }
    Seen seen =
        new Seen(
            Times.millis(call.now()),
            call.method(),
            call.path(),
            status,
            call.headerNames().toArray(String[]::new));
    synchronized (this) {
      calls.computeIfAbsent(call.operation(), name -> new TreeMap<>()).merge(status, 1L, Long::sum);
      requests.addLast(seen);
      if (requests.size() > REMEMBERED) {
        requests.removeFirst();
      }
    }
  }

  /** How often an operation ended with this status. */
  synchronized long count(String operation, int status) {
    return calls.getOrDefault(operation, Map.of()).getOrDefault(status, 0L);
  }

  /** How often an operation was called. */
  synchronized long count(String operation) {
    return calls.getOrDefault(operation, Map.of()).values().stream().mapToLong(n -> n).sum();
  }

  synchronized ObjectNode calls() {
    ObjectNode json = Json.object();
    calls.forEach(
        (operation, byStatus) -> {
          ObjectNode one = json.putObject(operation);
          one.put("total", byStatus.values().stream().mapToLong(n -> n).sum());
          byStatus.forEach((status, count) -> one.put(status.toString(), count));
        });
    return json;
  }

  /** The last requests, oldest first. */
  synchronized ArrayNode requests(int last) {
    ArrayNode json = Json.array();
    requests.stream()
        .skip(Math.max(0, requests.size() - last))
        .forEach(
            seen -> {
              ObjectNode one =
                  json.addObject()
                      .put("time", seen.time())
                      .put("method", seen.method())
                      .put("path", seen.path())
                      .put("status", seen.status());
              ArrayNode names = one.putArray("headers");
              for (String name : seen.headers()) {
                names.add(name);
              }
            });
    return json;
  }

  synchronized void clear() {
    calls.clear();
    requests.clear();
  }
}
