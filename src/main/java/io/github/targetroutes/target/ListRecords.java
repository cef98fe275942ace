package io.github.targetroutes.target;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The records of a list, each as JSON text, one at a time. As text, for a number keeps all its
 * digits in it and a field that nobody here knows its place.
 */
final class ListRecords implements Iterator<String> {

  private static final JsonFactory JSON = new JsonFactory();

  private final JsonParser parser;
  private JsonToken next;

  /**
   * @param answer with a list in it: it is one, or an object whose first list it is
   * @param skip how many records to leave out
   */
  ListRecords(InputStream answer, long skip) throws IOException {
    parser = parser(answer);
    if (parser.nextToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() != null && parser.nextToken() != JsonToken.START_ARRAY) {
        parser.skipChildren();
      }
    }
    next = parser.nextToken();
    for (long i = 0; i < skip && hasNext(); i++) {
      parser.skipChildren();
      next = parser.nextToken();
    }
  }

  /** It leaves the stream open: an answer is read twice. */
  static JsonParser parser(InputStream in) throws IOException {
    return JSON.createParser(in).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
  }

  static JsonGenerator generator(OutputStream out) throws IOException {
    return JSON.createGenerator(out);
  }

  @Override
  public boolean hasNext() {
    return next != null && next != JsonToken.END_ARRAY;
  }

  @Override
  public String next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator record = JSON.createGenerator(text)) {
      JsonCopy.value(parser, record);
      next = parser.nextToken();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
