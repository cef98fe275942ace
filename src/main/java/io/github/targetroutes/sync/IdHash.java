package io.github.targetroutes.sync;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hash of a profile's id, which decides where the profile stands among all and under which the
 * {@link Delta} knows it. Not safe for use by several threads.
 */
final class IdHash {

  // Not for secrecy: nobody can make up ids that all fall into one partition.
  private final MessageDigest digest = sha256();

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /**
   * @param line what begins with the encoded id
   * @param length of the encoded id, in bytes
   */
  long of(byte[] line, int length) {
    digest.update(line, 0, length);
    return ByteBuffer.wrap(digest.digest()).getLong();
  }
}
