package io.github.targetroutes.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A refusal inside an answer of 200 (saveEntities, validateDesign).
 *
 * @param count how many records were rejected, out of those that were sent; at least 1
 * @param text Adobe's words, as part of a sentence that begins "but"
 */
record Refusal(int count, String text) {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final int MOST_CAUSES = 5;

  /** The refusal, if the answer is one. */
  static Optional<Refusal> read(Operation.Rejects rejects, InputStream body) throws IOException {
    JsonNode answer = JSON.readTree(body);
    return switch (rejects) {
      case COUNTED -> counted(answer);
      case INVALID -> invalid(answer);
    };
  }

  /** The causes come without ids: Target tells how many records were hit, not which. */
  private static Optional<Refusal> counted(JsonNode answer) {
    int rejected = answer.path("rejected").asInt();
    String took = answer.path("inserted/updated").asText("?");
    Stream<String> causes =
        each(answer.path("rejectCauses"))
            .map(cause -> words(cause.path("cause")) + times(cause.path("occurrences").asInt(1)));
    return rejected <= 0
        ? Optional.empty()
        : Optional.of(
            new Refusal(rejected, "rejected " + rejected + " and took " + took + list(causes)));
  }

  private static Optional<Refusal> invalid(JsonNode answer) {
    JsonNode valid = answer.path("valid");
    return !valid.isBoolean() || valid.asBoolean()
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                1, "it is not valid" + list(each(answer.path("errors")).map(Refusal::words))));
  }

  private static Stream<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).limit(MOST_CAUSES);
  }

  private static String words(JsonNode cause) {
    String text = cause.path("text").asText();
    return '"' + ErrorBody.line(text.isEmpty() ? cause.path("key").asText() : text) + '"';
  }

  private static String times(int occurrences) {
    return occurrences == 1 ? "" : " (" + occurrences + " times)";
  }

  private static String list(Stream<String> causes) {
    String list = causes.collect(Collectors.joining("; "));
    return list.isEmpty() ? "" : ": " + list;
  }
}
