package io.github.targetroutes.target;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Copies JSON as a stream, with every digit of its numbers; Jackson's own way rounds fractions. */
public final class JsonCopy {

  private JsonCopy() {}

  /** Copies the value that the parser stands at, with all that is in it. */
  public static void value(JsonParser from, JsonGenerator to) throws IOException {
    int depth = 0;
    do {
      to.copyCurrentEventExact(from);
      if (from.currentToken().isStructStart()) {
        depth++;
      } else if (from.currentToken().isStructEnd()) {
        depth--;
      }
    } while (depth > 0 && from.nextToken() != null);
  }
}
