package io.github.targetroutes.target;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What one page of a list is, without its records.
 *
 * @param count how many records it has
 * @param total what the answer says about it; -1 where it says nothing
 * @param fingerprint equal for equal records alone
 */
record ListPage(long count, long total, String fingerprint) {

  /** Reads an answer as a stream; empty where there is no list in it. */
  static Optional<ListPage> read(InputStream answer) throws IOException {
    MessageDigest digest = sha256();
    long total = -1;
    long count = -1;
    try (JsonParser parser = ListRecords.parser(answer)) {
      boolean object = parser.nextToken() == JsonToken.START_OBJECT;
      while (!object || parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = object ? parser.currentName() : "";
        JsonToken value = object ? parser.nextToken() : parser.currentToken();
        if (value == JsonToken.START_ARRAY && count < 0) {
          count = count(parser, digest);
        } else if (value == JsonToken.VALUE_NUMBER_INT && field.equals("total")) {
          total = parser.getLongValue();
        } else {
          parser.skipChildren();
        }
        if (!object) {
          break;
        }
      }
    }
    return count < 0
        ? Optional.empty()
        : Optional.of(new ListPage(count, total, HexFormat.of().formatHex(digest.digest())));
  }

  private static long count(JsonParser parser, MessageDigest digest) throws IOException {
    long count = 0;
    try (JsonGenerator records =
        ListRecords.generator(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        JsonCopy.value(parser, records);
        count++;
      }
    }
    return count;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Whether the list may go on behind this page.
   *
   * @param offset of its first record
   * @param limit as many records as were asked for
   */
  boolean hasNext(long offset, long limit) {
    if (count == 0) {
      return false;
    }
    // More than the page has: it is that of the list, however few of them Target gave.
    if (total > count) {
      return offset + count < total;
    }
    // That of the page, or of a list that ends with it.
    if (total >= 0) {
      return count == limit;
    }
    // Only an empty page tells the end, or one that has come before.
    return count <= limit;
  }

  /** Whether it is a whole list, of an operation that knows no pages, if it comes twice. */
  boolean isWhole(long limit) {
    return total < 0 && count < limit;
  }
}
