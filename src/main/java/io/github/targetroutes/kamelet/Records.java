package io.github.targetroutes.kamelet;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.target.TargetFault;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Collection;
import java.util.Iterator;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;

/**
 * The records in a message: a JSON object or an array of them, as text or as a stream; a Map; or a
 * Collection of Maps or of JSON objects as text. Each is given as JSON text.
 */
public final class Records {

  private static final ObjectMapper JSON = new ObjectMapper();

  private int batchSize = 1;

  /** Whether the message is a list, however many records are in it. */
  boolean isList(Exchange exchange) {
    return exchange.getMessage().getBody() instanceof Collection || read(exchange).isList();
  }

  /**
   * The records one by one.
   *
   * @throws TargetFault REJECTED, here or at a later record, where it is no JSON object
   */
  public Iterator<String> each(Exchange exchange) {
    return exchange.getMessage().getBody() instanceof Collection<?> records
        ? records.stream().map(record -> new JsonRecords(json(record)).next()).iterator()
        : read(exchange);
  }

  /**
   * The records packed into JSON objects, as many in each as the batch size says.
   *
   * @param name of the only field of these objects, the list of the records
   * @throws TargetFault as {@link #each}
   */
  public Iterator<String> batches(Exchange exchange, String name) {
    Iterator<String> records = each(exchange);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return records.hasNext();
      }

      @Override
      public String next() {
        StringBuilder batch = new StringBuilder("{\"" + name + "\":[").append(records.next());
        for (int i = 1; i < batchSize && records.hasNext(); i++) {
          batch.append(',').append(records.next());
        }
        return batch.append("]}").toString();
      }
    };
  }

  /** The value of a record's field {@code id}; null where it has none. */
  public String id(String record) throws JsonProcessingException {
    JsonNode id = JSON.readTree(record).path("id");
    return id.isValueNode() && !id.isNull() ? id.asText() : null;
  }

  private static JsonRecords read(Exchange exchange) {
    Object body = exchange.getMessage().getBody();
    // It may have been read before.
    if (body instanceof StreamCache cache) {
      cache.reset();
    }
    InputStream stream =
        JsonBody.of(body) instanceof String text
            ? json(text)
            : exchange.getMessage().getBody(InputStream.class);
    return new JsonRecords(stream == null ? InputStream.nullInputStream() : stream);
  }

  private static InputStream json(Object record) {
    return new ByteArrayInputStream(String.valueOf(JsonBody.of(record)).getBytes(UTF_8));
  }

  /** Records of a batch at most. */
  public void setBatchSize(int batchSize) {
    this.batchSize = batchSize;
  }
}
