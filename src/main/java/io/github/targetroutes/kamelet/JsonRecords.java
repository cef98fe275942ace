package io.github.targetroutes.kamelet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.github.targetroutes.target.JsonCopy;
import io.github.targetroutes.target.TargetFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The objects of a JSON text, which is one or an array of them. No more than one is in memory, and
 * each keeps all digits of its numbers.
 */
final class JsonRecords implements Iterator<String> {

  private static final JsonFactory JSON = new JsonFactory();

  private final JsonParser parser;
  private final boolean list;
  private JsonToken next;
  private int count;

  /**
   * @throws TargetFault REJECTED where it begins with something else
   */
  JsonRecords(InputStream json) {
    try {
      parser = JSON.createParser(json);
      next = parser.nextToken();
      list = next == JsonToken.START_ARRAY;
      if (list) {
        next = parser.nextToken();
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
    if (!list && next != JsonToken.START_OBJECT) {
      throw noObject();
    }
  }

  boolean isList() {
    return list;
  }

  @Override
  public boolean hasNext() {
    return next != null && next != JsonToken.END_ARRAY;
  }

  /**
   * @throws TargetFault REJECTED where it is no JSON object
   */
  @Override
  public String next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    count++;
    if (next != JsonToken.START_OBJECT) {
      throw noObject();
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator record = JSON.createGenerator(text)) {
      JsonCopy.value(parser, record);
      next = parser.nextToken();
    } catch (IOException e) {
      throw unreadable(e);
    }
    if (!list && next != null) {
      throw noObject();
    }
    return text.toString();
  }

  private TargetFault noObject() {
    return refused(
        list
            ? "Record " + count + " of the message is no JSON object"
            : "The message is no JSON object and no list of them",
        null);
  }

  private RuntimeException unreadable(IOException fault) {
    return fault instanceof JsonProcessingException
        ? refused("The message is no JSON", fault)
        : new UncheckedIOException(fault);
  }

  private static TargetFault refused(String why, Throwable cause) {
    return new TargetFault(
        TargetFault.Kind.REJECTED, why + ", so it is not sent to Target", null, cause);
  }
}
