package io.github.targetroutes.auth;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a properties file, in which single settings are changed while all else, comments and
 * order, stays as it is.
 */
final class SettingsText {

  /**
   * Java's properties are read as Latin-1, and by this all bytes of a comment stay what they are.
   */
  private static final Charset CHARSET = StandardCharsets.ISO_8859_1;

  private static final Pattern LINE_END = Pattern.compile("\\r\\n|\\r|\\n");
  private static final Pattern COMMENT = Pattern.compile("[ \\t\\f]*(?:[#!]|[\\r\\n])");

  /** An odd number of backslashes before the end. */
  private static final Pattern JOINED = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\[\\r\\n]+$");

  private final String text;

  /**
   * @param bytes the file's content
   * @throws IllegalArgumentException where it can't be read as properties
   */
  SettingsText(byte[] bytes) {
    this.text = new String(bytes, CHARSET);
    values();
  }

  /** The settings and their values. */
  Properties values() {
    return load(text);
  }

  /** The text with these settings, each in its old place or else at the end. */
  byte[] with(Map<String, String> settings) {
    String end = text.contains("\r\n") ? "\r\n" : "\n";
    StringBuilder changed = new StringBuilder();
    Set<String> written = new HashSet<>();
    for (String line : logicalLines()) {
      String key = key(line);
      if (key == null || !settings.containsKey(key)) {
        changed.append(line);
      } else if (written.add(key)) {
        changed.append(line(key, settings.get(key))).append(end);
      }
    }
    if (changed.length() > 0 && changed.charAt(changed.length() - 1) != '\n') {
      changed.append(end);
    }
    settings.forEach(
        (key, value) -> {
          if (written.add(key)) {
            changed.append(line(key, value)).append(end);
          }
        });
    return changed.toString().getBytes(CHARSET);
  }

  /** Lines with their ends; one that a backslash joins to the next is one line with it. */
  private List<String> logicalLines() {
    List<String> lines = new ArrayList<>();
    int begin = 0;
    for (Matcher end = LINE_END.matcher(text); end.find(); ) {
      String line = text.substring(begin, end.end());
      boolean last = end.end() == text.length();
      if (last || COMMENT.matcher(line).lookingAt() || !JOINED.matcher(line).find()) {
        lines.add(line);
        begin = end.end();
      }
    }
    lines.add(text.substring(begin));
    return lines;
  }

  /** Null where the line is blank or a comment. */
  private static String key(String line) {
    return load(line).stringPropertyNames().stream().findFirst().orElse(null);
  }

  /** With all escapes that Java's properties need. */
  private static String line(String key, String value) {
    Properties one = new Properties();
    one.setProperty(key, value);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      one.store(bytes, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes
        .toString(CHARSET)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .findFirst()
        .orElseThrow();
  }

  private static Properties load(String text) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
