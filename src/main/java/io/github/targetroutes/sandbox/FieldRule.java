package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What Target demands of one field, or gives it by itself.
 *
 * @param type kind of value
 * @param least smallest number, or fewest elements
 * @param most greatest number, most elements, or most characters
 * @param words values that are allowed, for {@link Type#ONE_OF}
 * @param family whose id it is, for {@link Type#REF}
 * @param orZero whether 0 stands for no resource at all
 * @param required whether it must be there wherever its object is
 * @param unique whether no two resources of a family may share the value
 * @param hidden whether an answer that shows one resource leaves it out
 * @param bytes most bytes of the value in UTF-8; a text counts without its quotes
 * @param like what a text must look like, or null
 * @param value what {@link Type#ALWAYS} gives, or what a field is when nothing is said; or null
 */
record FieldRule(
    Type type,
    double least,
    double most,
    List<String> words,
    String family,
    boolean orZero,
    boolean required,
    boolean unique,
    boolean hidden,
    long bytes,
    Pattern like,
    JsonNode value) {

  /** Kinds of values; those from {@link #ID} on are Target's to give. */
  enum Type {
    TEXT,
    WHOLE,
    NUMBER,
    FLAG,
    TIME,
    LIST,
    ONE_OF,
    REF,
    OBJECT,
    ANY,
    ID,
    CREATED,
    MODIFIED,
    AUTHOR,
    EMAIL,
    TOKEN,
    ALWAYS;

    boolean given() {
      return compareTo(ID) >= 0;
    }
  }

  /** Knows which resources there are. */
  @FunctionalInterface
  interface Lookup {
    boolean exists(String family, long id);
  }

  /**
   * Checks a value that is there.
   *
   * @param where the field, as the caller would name it
   * @return the value as Target keeps it
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  JsonNode checked(JsonNode given, String where, Lookup lookup) {
    switch (type) {
      case TEXT -> {
        require(given.isTextual(), where, "must be text");
        require(
            given.textValue().length() <= most,
            where,
            "must not exceed " + at(most) + " characters");
        require(!required || !given.textValue().isBlank(), where, "is required and must be text");
        require(
            like == null || like.matcher(given.textValue()).matches(), where, "must match " + like);
      }
      case WHOLE -> {
        require(given.isIntegralNumber() && given.canConvertToLong(), where, "must be whole");
        inRange(given.doubleValue(), where, "must be");
      }
      case NUMBER -> {
        require(given.isNumber(), where, "must be a number");
        inRange(given.doubleValue(), where, "must be");
      }
      case FLAG -> require(given.isBoolean(), where, "must be true or false");
      case TIME -> {
        return TextNode.valueOf(time(given, where));
      }
      case LIST -> {
        require(given.isArray(), where, "must be a list");
        inRange(given.size(), where, "must have");
      }
      case ONE_OF ->
          require(
              given.isTextual() && words.contains(given.textValue()),
              where,
              "must be one of " + words);
      case REF -> {
        require(given.isIntegralNumber(), where, "must be the id of one of " + family);
        require(
            (orZero && given.longValue() == 0) || lookup.exists(family, given.longValue()),
            where,
            "names " + given.longValue() + ", which is none of " + family);
      }
      case OBJECT -> require(given.isObject(), where, "must be an object");
      default -> {
        // Anything goes, or what is sent does not matter.
      }
    }
    require(bytes(given) <= bytes, where, "must not exceed " + bytes / 1024 + " KB");
    return given;
  }

  private long bytes(JsonNode given) {
    if (bytes == Long.MAX_VALUE) {
      return 0;
    }
    return given.isTextual() ? Codes.utf8(given.textValue()).length : Json.bytes(given).length;
  }

  private static String time(JsonNode given, String where) {
    try {
      return Times.seconds(Times.parse(given.asText()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where + " " + e.getMessage(), e);
    }
  }

  private void inRange(double number, String where, String verb) {
    require(
        number >= least && number <= most,
        where,
        verb
            + " "
            + (most == Double.MAX_VALUE ? "at least " + at(least) : at(least) + ".." + at(most)));
  }

  private static String at(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }

  private static void require(boolean fine, String where, String rule) {
    if (!fine) {
      throw new IllegalArgumentException(where + " " + rule);
    }
  }
}
