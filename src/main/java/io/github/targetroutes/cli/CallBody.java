package io.github.targetroutes.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.target.Operation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * What a call sends: nothing, a text, or a file of any size. Standard input is a file too, one of
 * this user alone that goes when the call is done.
 */
final class CallBody implements AutoCloseable {

  private static final JsonFactory JSON = new JsonFactory();

  private final String source;
  private final String text;
  private final Path file;
  private final boolean temporary;

  private CallBody(String source, String text, Path file, boolean temporary) {
    this.source = source;
    this.text = text;
    this.file = file;
    this.temporary = temporary;
  }

  /**
   * @param given as on the command line: a text, a file behind {@code @}, {@code -} for standard
   *     input; null for nothing
   * @throws ConfigurationException where the operation takes no body, there is no such file, or
   *     what should be JSON is none; it tells line and column
   */
  static CallBody of(String given, Operation operation) throws IOException {
    if (given != null && operation.contentType() == null) {
      throw new ConfigurationException(
          "Operation %s is a %s and takes no body; leave --body away"
              .formatted(operation.name(), operation.method()));
    }
    CallBody body = read(given);
    try {
      if (given != null && operation.contentType().contains("json")) {
        body.requireJson(operation);
      }
      return body;
    } catch (ConfigurationException | IOException e) {
      body.close();
      throw e;
    }
  }

  private static CallBody read(String given) throws IOException {
    if (given == null) {
      return new CallBody("", null, null, false);
    }
    if (given.equals("-")) {
      Path file = Files.createTempFile("target-routes", ".body");
      Files.copy(System.in, file, StandardCopyOption.REPLACE_EXISTING);
      return new CallBody("standard input", null, file, true);
    }
    return given.startsWith("@")
        ? new CallBody(given.substring(1), null, file(given.substring(1)), false)
        : new CallBody("--body", given, null, false);
  }

  private static Path file(String name) {
    try {
      Path file = Path.of(name);
      if (Files.isRegularFile(file) && Files.isReadable(file)) {
        return file;
      }
    } catch (InvalidPathException e) {
      // Told below.
    }
    throw new ConfigurationException(
        "--body @%s: there is no such file that this user may read".formatted(name));
  }

  private void requireJson(Operation operation) throws IOException {
    try (JsonParser parser = JSON.createParser(open())) {
      if (parser.nextToken() == null) {
        throw notJson(operation, "it is empty");
      }
      parser.skipChildren();
      if (parser.nextToken() != null) {
        throw notJson(operation, place(parser) + " something follows on its end");
      }
    } catch (JsonProcessingException e) {
      String said = e.getOriginalMessage().lines().findFirst().orElse("it can't be read");
      throw notJson(
          operation,
          "line %d, column %d: %s"
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr(), said));
    }
  }

  private static String place(JsonParser parser) {
    return "line %d, column %d:"
        .formatted(
            parser.currentTokenLocation().getLineNr(), parser.currentTokenLocation().getColumnNr());
  }

  private ConfigurationException notJson(Operation operation, String why) {
    return new ConfigurationException(
        "The body of %s (%s) is no JSON, %s; nothing was sent"
            .formatted(operation.name(), source, why));
  }

  boolean isEmpty() {
    return text == null && file == null;
  }

  /** As a route takes it. */
  Object value() {
    return file == null ? text : file.toFile();
  }

  InputStream open() throws IOException {
    return file == null
        ? new ByteArrayInputStream((text == null ? "" : text).getBytes(StandardCharsets.UTF_8))
        : Files.newInputStream(file);
  }

  /** As curl's {@code --data-binary} takes it. */
  String forCurl() {
    if (temporary) {
      return "@-";
    }
    return file == null ? text : "@" + file;
  }

  @Override
  public void close() throws IOException {
    if (temporary) {
      Files.deleteIfExists(file);
    }
  }
}
