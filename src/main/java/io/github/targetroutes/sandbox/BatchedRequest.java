package io.github.targetroutes.sandbox;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request inside a batch: one operation of it, addressed as if it had come alone. */
record BatchedRequest(
    String method,
    String path,
    Map<String, String> headers,
    Map<String, List<String>> query,
    byte[] body)
    implements Request {

  private static final Pattern VERSIONED = Pattern.compile("/v(\\d{1,3})(/.+)");

  /**
   * The request that an operation stands for. The version in front of its address becomes that of
   * its media type; key and token are those of the batch.
   *
   * @param url of the operation, references resolved
   * @return nothing when the address has no version
   */
  static Optional<BatchedRequest> of(
      BatchOperation operation, String url, byte[] body, Call batch) {
    QueryStringDecoder decoder = new QueryStringDecoder(url);
    Matcher versioned = VERSIONED.matcher(decoder.rawPath());
    if (!versioned.matches()) {
      return Optional.empty();
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(operation.headers());
    String type = MediaType.value(Integer.parseInt(versioned.group(1)));
    headers.put("Accept", type);
    headers.put("Content-Type", type);
    for (String name : List.of("Authorization", "X-Api-Key")) {
      headers.put(name, batch.header(name));
    }
    String root = "/" + batch.pathParameter("tenant") + "/target";
    return Optional.of(
        new BatchedRequest(
            operation.method(), root + versioned.group(2), headers, decoder.parameters(), body));
  }

  @Override
  public String header(String name) {
    return headers.get(name);
  }

  @Override
  public List<String> headerNames() {
    return List.copyOf(headers.keySet());
  }

  @Override
  public List<String> queries(String name) {
    return query.getOrDefault(name, List.of());
  }
}
