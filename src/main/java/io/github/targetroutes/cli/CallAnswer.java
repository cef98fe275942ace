package io.github.targetroutes.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.github.targetroutes.target.JsonCopy;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;

/** An answer of Target, printed as it is read. */
final class CallAnswer {

  private static final JsonFactory JSON =
      new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

  private final Exchange exchange;

  CallAnswer(Exchange exchange) {
    this.exchange = exchange;
  }

  /** Status and request id in one line. */
  String info(String operation) {
    String request = exchange.getVariable("target.request-id", String.class);
    return "Target answered "
        + exchange.getVariable("target.status", Integer.class)
        + " to "
        + operation
        + (request == null ? "" : " (request " + request + ")");
  }

  /** The body; as it came, or as indented JSON where it is JSON. */
  void body(Writer out, boolean pretty) throws IOException {
    try (PushbackInputStream body = open()) {
      if (pretty && isJson(body)) {
        try (JsonGenerator json = generator(out, true)) {
          copy(body, json);
        }
      } else {
        reader(body).transferTo(out);
      }
    }
  }

  /** {@code {"status":…,"requestId":…,"body":…}}, the body as JSON or as a text. */
  void envelope(Writer out, boolean pretty) throws IOException {
    try (PushbackInputStream body = open();
        JsonGenerator json = generator(out, pretty)) {
      json.writeStartObject();
      json.writeNumberField("status", exchange.getVariable("target.status", Integer.class));
      json.writeStringField("requestId", exchange.getVariable("target.request-id", String.class));
      json.writeFieldName("body");
      if (isJson(body)) {
        copy(body, json);
      } else {
        json.writeString(reader(body), -1);
      }
      json.writeEndObject();
    }
  }

  private static JsonGenerator generator(Writer out, boolean pretty) throws IOException {
    JsonGenerator json = JSON.createGenerator(out);
    return pretty ? json.useDefaultPrettyPrinter() : json;
  }

  private static void copy(InputStream body, JsonGenerator json) throws IOException {
    try (JsonParser parser = JSON.createParser(body)) {
      parser.nextToken();
      JsonCopy.value(parser, json);
    }
  }

  private static Reader reader(InputStream body) {
    return new InputStreamReader(body, StandardCharsets.UTF_8);
  }

  private PushbackInputStream open() {
    InputStream body = exchange.getMessage().getBody(InputStream.class);
    return new PushbackInputStream(body == null ? InputStream.nullInputStream() : body);
  }

  private static boolean isJson(PushbackInputStream body) throws IOException {
    int first = body.read();
    if (first >= 0) {
      body.unread(first);
    }
    return first == '{' || first == '[';
  }
}
