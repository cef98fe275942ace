package io.github.targetroutes.sandbox;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A visitor's profile as it is stored.
 *
 * @param modifiedAt milliseconds
 * @param run the processing of a bulk file that last touched it, 0 for none
 * @param attributes by name, without {@code profile.}
 */
record Profile(long modifiedAt, long run, Map<String, Attribute> attributes) {

  /**
   * @param value never empty: an empty value is ignored, it clears nothing (profile-bulk-api)
   * @param modifiedAt milliseconds
   * @param bulk written by a v2 bulk file, so that the next one replaces it
   */
  record Attribute(String value, long modifiedAt, boolean bulk) {}

  /** Bytes of names and values in UTF-8. */
  int size() {
    int size = 0;
    for (Map.Entry<String, Attribute> attribute : attributes.entrySet()) {
      size += utf8(attribute.getKey()).length + utf8(attribute.getValue().value()).length;
    }
    return size;
  }

  byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(modifiedAt);
      out.writeLong(run);
      out.writeInt(attributes.size());
      for (Map.Entry<String, Attribute> attribute : attributes.entrySet()) {
        write(out, attribute.getKey());
        write(out, attribute.getValue().value());
        out.writeLong(attribute.getValue().modifiedAt());
        out.writeBoolean(attribute.getValue().bulk());
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Profile decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      long modifiedAt = in.readLong();
      long run = in.readLong();
      int count = in.readInt();
      Map<String, Attribute> attributes = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        attributes.put(read(in), new Attribute(read(in), in.readLong(), in.readBoolean()));
      }
      return new Profile(modifiedAt, run, attributes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] bytes = utf8(text);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String read(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
