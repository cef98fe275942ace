package io.github.targetroutes.target;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Whether the body of a good answer is one. It is read as a stream and never held as a whole. */
final class AnswerBody {

  private static final JsonFactory JSON = new JsonFactory();

  /** Bytes in which a page shows that it is one. */
  private static final int BEGINNING = 512;

  private AnswerBody() {}

  /** What is wrong with it, if it is not whole JSON; words that follow "but". */
  static Optional<String> notJson(InputStream body, boolean mayBeEmpty) throws IOException {
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() == null) {
        return mayBeEmpty ? Optional.empty() : Optional.of("the answer is empty");
      }
      do {
        parser.skipChildren();
      } while (parser.nextToken() != null);
      return Optional.empty();
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      return Optional.of("the answer is not whole JSON");
    }
  }

  /** What is wrong with it, if it is a web page; the profile servers answer with XML or text. */
  static Optional<String> notAdobe(InputStream body) throws IOException {
    String beginning =
        new String(body.readNBytes(BEGINNING), StandardCharsets.ISO_8859_1)
            .stripLeading()
            .toLowerCase(Locale.ROOT);
    return beginning.startsWith("<!doctype html") || beginning.startsWith("<html")
        ? Optional.of("the answer is a web page")
        : Optional.empty();
  }
}
