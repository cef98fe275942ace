package io.github.targetroutes.auth;

import io.github.targetroutes.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

/** Writes PEM: DER in base64 between a BEGIN and an END line. */
final class PemFile {

  private PemFile() {}

  static String text(String label, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }

  static byte[] bytes(String label, byte[] der) {
    return text(label, der).getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Writes a new file, as {@link NewFiles} does.
   *
   * @throws ConfigurationException when the file is there already, or can't be written
   */
  static void write(Path file, String label, byte[] der) {
    NewFiles.write(Map.of(file, bytes(label, der)));
  }
}
