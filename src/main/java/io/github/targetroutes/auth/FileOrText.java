package io.github.targetroutes.auth;

import io.github.targetroutes.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * What a setting for a key or certificate holds: the path of a file, or the text itself.
 *
 * @param source names the file or the setting in messages
 * @param file the file, or null when the setting holds the text
 * @param text the text, or null when there is a file
 */
record FileOrText(String source, Path file, String text) {

  private static final Pattern MAY_BE_KEY_TEXT =
      Pattern.compile("(?s).*[\\r\\n].*|[A-Za-z0-9+/=\\\\\\s]{60,}|.{1025,}");

  /**
   * Reads a setting.
   *
   * @throws ConfigurationException when it is blank, or is neither a path nor a known form of text
   */
  static FileOrText of(String value, String setting) {
    if (value == null || value.isBlank()) {
      throw new ConfigurationException(
          setting + " is not set; give it a file's path, or the text in PEM or base64.");
    }
    if (DerDocument.hasBeginLine(value)) {
      return new FileOrText(setting, null, value);
    }
    Path path = path(value.strip());
    if (path != null && Files.exists(path)) {
      return new FileOrText(path.toString(), path, null);
    }
    if (!DerDocument.in(value.getBytes(StandardCharsets.UTF_8)).isEmpty()) {
      return new FileOrText(setting, null, value);
    }
    if (path == null || MAY_BE_KEY_TEXT.matcher(value.strip()).matches()) {
      // It may be a damaged key, so it isn't shown.
      throw new ConfigurationException(
          setting + " holds neither the path of a file nor text in PEM or base64; correct it.");
    }
    return new FileOrText(path.toString(), path, null);
  }

  /** Whether a value can't be the path of a file, and so may be a key, whole or damaged. */
  static boolean holdsText(String value) {
    String text = value.strip();
    Path path = path(text);
    return path == null
        || DerDocument.hasBeginLine(value)
        || !Files.exists(path) && MAY_BE_KEY_TEXT.matcher(text).matches();
  }

  static FileOrText of(Path file) {
    return new FileOrText(file.toString(), file, null);
  }

  /**
   * The content.
   *
   * @throws ConfigurationException when the file isn't there, can't be read, is empty or too large
   */
  byte[] content() {
    byte[] content =
        file == null
            ? text.getBytes(StandardCharsets.UTF_8)
            : SmallFile.read(file, "key or certificate");
    if (content.length == 0) {
      throw new ConfigurationException(source + " is empty; put the key or certificate into it.");
    }
    return content;
  }

  /** Equal to the last one as long as the content is the same: for a file, its time and size. */
  Object stamp() {
    if (file == null) {
      return text;
    }
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return Arrays.asList(file, now.lastModifiedTime(), now.size(), now.fileKey());
    } catch (IOException e) {
      return file;
    }
  }

  /** Doesn't show the text, which may be a key. */
  @Override
  public String toString() {
    return source;
  }

  private static Path path(String value) {
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      return null;
    }
  }
}
