package io.github.targetroutes.sandbox;

import io.vertx.core.http.HttpMethod;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The operations behind {@code /{tenant}/target}, by method and path. A call from outside and an
 * operation of a batch find their endpoint here alike; of several that fit, the first one added.
 */
final class Routes {

  private record Route(
      String method, String[] segments, String operation, boolean batchable, Endpoint endpoint) {

    Optional<Map<String, String>> parameters(String[] path) {
      if (path.length != segments.length) {
        return Optional.empty();
      }
      Map<String, String> parameters = new HashMap<>();
      for (int i = 0; i < path.length; i++) {
        if (segments[i].startsWith(":")) {
          parameters.put(segments[i].substring(1), path[i]);
        } else if (!segments[i].equals(path[i])) {
          return Optional.empty();
        }
      }
      return Optional.of(parameters);
    }
  }

  private final List<Route> routes;
  private final Endpoint nothingHere;
  private final Endpoint methodNotAllowed;
  private final boolean batchable;

  /**
   * @param nothingHere answers for paths that are not known
   * @param methodNotAllowed answers for paths that are known with other methods
   */
  Routes(Endpoint nothingHere, Endpoint methodNotAllowed) {
    this(new ArrayList<>(), nothingHere, methodNotAllowed, true);
  }

  private Routes(
      List<Route> routes, Endpoint nothingHere, Endpoint methodNotAllowed, boolean batchable) {
    this.routes = routes;
    this.nothingHere = nothingHere;
    this.methodNotAllowed = methodNotAllowed;
    this.batchable = batchable;
  }

  /** The same routes; those that are added here may not be in a batch. */
  Routes notInBatches() {
    return new Routes(routes, nothingHere, methodNotAllowed, false);
  }

  /**
   * @param path behind the tenant's {@code /target}; {@code :name} stands for any segment
   */
  void on(HttpMethod method, String path, String operation, Endpoint endpoint) {
    String[] segments = ("/:tenant/target" + path).split("/");
    routes.add(new Route(method.name(), segments, operation, batchable, endpoint));
  }

  /**
   * The endpoint of a call, which learns its operation and its path parameters on the way.
   *
   * @param state does not change under the endpoint, and is committed before the answer goes out
   */
  Endpoint endpoint(Call call, SandboxState state) {
    Endpoint endpoint = endpoint(call, false);
    return same -> {
      Answer answer = state.steadily(() -> endpoint.answer(same));
      if (!call.method().equals("GET")) {
        state.commit();
      }
      return answer;
    };
  }

  /** The same for a call inside a batch. */
  Endpoint batched(Call call) {
    return endpoint(call, true);
  }

  private Endpoint endpoint(Call call, boolean batched) {
    String[] path = decoded(call.path());
    boolean known = false;
    for (Route route : routes) {
      Optional<Map<String, String>> parameters = route.parameters(path);
      if (parameters.isPresent() && (route.batchable() || !batched)) {
        if (route.method().equals(call.method())) {
          call.operation(route.operation());
          call.pathParameters(parameters.get());
          return route.endpoint();
        }
        known = true;
      }
    }
    return known ? methodNotAllowed : nothingHere;
  }

  private static String[] decoded(String path) {
    String[] segments = path.split("/");
    for (int i = 0; i < segments.length; i++) {
      // In a path a plus sign is itself.
      segments[i] = URLDecoder.decode(segments[i].replace("+", "%2B"), StandardCharsets.UTF_8);
    }
    return segments;
  }
}
