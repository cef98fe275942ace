package io.github.targetroutes.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What an error's body says: in Target's shape ({@code errors} with {@code errorCode} and {@code
 * message}), in the gateway's ({@code error_code}, {@code message}), in that of the profile servers
 * ({@code message}), or in XML as bulk uploads answer (admin-api-overview, profile-bulk-api).
 *
 * @param code Adobe's code of the error; empty where there is none
 * @param text Adobe's words, on one line; empty where there are none
 * @param request the id under which Adobe can find the call; empty where there is none
 */
record ErrorBody(String code, String text, String request) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Bytes; longer error bodies are not Adobe's. */
  private static final int LONGEST = 16 * 1024;

  private static final int LONGEST_TEXT = 300;

  private static final Pattern XML_MESSAGE = Pattern.compile("<message>([^<]*)</message>");

  /**
   * @param body may be null
   * @param requestHeader the id of the call as the header tells it; null where it does not
   */
  static ErrorBody read(InputStream body, String requestHeader) throws IOException {
    byte[] bytes = body == null ? new byte[0] : body.readNBytes(LONGEST);
    String request = requestHeader == null ? "" : requestHeader;
    JsonNode json;
    try {
      json = JSON.readTree(bytes);
    } catch (IOException notJson) {
      Matcher xml = XML_MESSAGE.matcher(new String(bytes, StandardCharsets.UTF_8));
      return new ErrorBody("", xml.find() ? line(xml.group(1)) : "", line(request));
    }
    JsonNode errors = json.path("errors");
    return new ErrorBody(
        line(first(json.path("error_code").asText(), errors.path(0).path("errorCode").asText())),
        line(first(messages(errors), json.path("message").asText())),
        line(first(json.path("requestId").asText(), request)));
  }

  private static String messages(JsonNode errors) {
    return StreamSupport.stream(errors.spliterator(), false)
        .map(error -> error.path("message").asText())
        .filter(message -> !message.isBlank())
        .distinct()
        .collect(Collectors.joining("; "));
  }

  private static String first(String one, String other) {
    return one.isEmpty() ? other : one;
  }

  /** On one line and without what a terminal would obey. */
  static String line(String text) {
    String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    return line.length() > LONGEST_TEXT ? line.substring(0, LONGEST_TEXT) + "…" : line;
  }

  /** As part of a sentence: {@code : 401013 "Oauth token is not valid" (request 1-2)}. */
  @Override
  public String toString() {
    String said =
        Stream.of(code, text.isEmpty() ? "" : '"' + text + '"')
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(" "));
    return (said.isEmpty() ? "" : ": " + said)
        + (request.isEmpty() ? "" : " (request " + request + ')');
  }
}
