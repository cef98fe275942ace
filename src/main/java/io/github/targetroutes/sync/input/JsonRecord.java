package io.github.targetroutes.sync.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.sync.input.SourceRecord.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text of one JSON record and what is in it, read as RFC 8259 has it: no comments, no commas
 * too many, no NaN. Numbers keep every digit.
 */
final class JsonRecord {

  private static final int MAX_DEPTH = 64;
  private static final int MAX_DIGITS = 400;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_DIGITS)
                          .build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /** Of what the parser says, that which quotes at most one character of the data. */
  private static final Pattern QUOTES_NO_DATA =
      Pattern.compile(
          "(Unexpected character|Illegal unquoted character|Unexpected close marker).*");

  private final String text;
  private final ObjectNode fields;
  private final Problem problem;
  private final Break broken;

  /**
   * Where the text stops being JSON.
   *
   * @param line of the record, from 1
   * @param column in characters, from 1
   * @param end whether the text ends there, in the middle of a value
   */
  record Break(int line, int column, boolean end, String reason) {

    private Problem problem() {
      return new Problem(
          "",
          (line == 1 ? "" : "in line " + line + " of the record, ")
              + "at character %d it is no JSON: %s".formatted(column, reason));
    }
  }

  private JsonRecord(String text, ObjectNode fields, Problem problem, Break broken) {
    this.text = text;
    this.fields = fields;
    this.problem = problem;
    this.broken = broken;
  }

  static JsonRecord parse(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      JsonNode node = JSON.readTree(parser);
      if (node == null) {
        return broken(text, parser.currentTokenLocation(), false, "a value is missing");
      }
      if (parser.nextToken() != null) {
        JsonLocation at = parser.currentTokenLocation();
        return broken(text, at, false, "something stands behind its end");
      }
      if (node instanceof ObjectNode fields) {
        return new JsonRecord(text, fields, JsonRules.problem(fields).orElse(null), null);
      }
      return unusable(text, "", "the record is %s and no object".formatted(kind(node)));
    } catch (JsonEOFException e) {
      return broken(text, e.getLocation(), true, "it ends in the middle of a value");
    } catch (StreamReadException e) {
      String words = e.getOriginalMessage();
      boolean safe = QUOTES_NO_DATA.matcher(words).matches();
      String reason = safe ? words : "what stands there is no value";
      return broken(text, e.getLocation(), false, reason);
    } catch (StreamConstraintsException e) {
      String words = e.getOriginalMessage();
      String reason =
          words.contains("nesting")
              ? "it is nested more than " + MAX_DEPTH + " deep"
              : words.startsWith("Number")
                  ? "a number has more than " + MAX_DIGITS + " digits"
                  : "a name in it is too long";
      return unusable(text, "", reason);
    } catch (JsonProcessingException e) {
      return unusable(text, "", "a name stands twice in one object");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonRecord broken(String text, JsonLocation at, boolean end, String reason) {
    Break broken = new Break(at.getLineNr(), at.getColumnNr(), end, reason);
    return new JsonRecord(text, null, broken.problem(), broken);
  }

  private static JsonRecord unusable(String text, String column, String reason) {
    return new JsonRecord(text, null, new Problem(column, reason), null);
  }

  private static String kind(JsonNode node) {
    String name = node.getNodeType().name().toLowerCase(Locale.ROOT);
    return (name.startsWith("a") ? "an " : "a ") + name;
  }

  /** Where its syntax breaks; empty where the text is JSON, even if it can't be used. */
  Optional<Break> broken() {
    return Optional.ofNullable(broken);
  }

  SourceRecord at(long line) {
    return problem == null
        ? SourceRecord.of(line, fields, () -> text)
        : SourceRecord.broken(line, problem, () -> text);
  }
}
