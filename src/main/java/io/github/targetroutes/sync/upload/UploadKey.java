package io.github.targetroutes.sync.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.MultiMap;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The secret that callers show, as {@code Authorization: Bearer} or as {@code X-Api-Key}. */
final class UploadKey {

  private static final String BEARER = "Bearer ";

  private final byte[] expected;

  UploadKey(String secret) {
    this.expected = digest(secret);
  }

  boolean fits(MultiMap headers) {
    String authorization = headers.get("Authorization");
    if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return isExpected(authorization.substring(BEARER.length()).strip());
    }
    String key = headers.get("X-Api-Key");
    return key != null && isExpected(key.strip());
  }

  /** Takes as long whatever was given; digests, so that its length tells nothing either. */
  private boolean isExpected(String given) {
    return MessageDigest.isEqual(expected, digest(given));
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
