package io.github.targetroutes.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/**
 * One IMS access token and the time from which it may no longer be used.
 *
 * @param value the token as it stands behind {@code Bearer}; a secret
 * @param issuedAt when it was issued
 * @param expiresAt when it ends
 */
public record AccessToken(String value, Instant issuedAt, Instant expiresAt) {

  /**
   * A token as IMS handed it out. The two endpoints state the lifetime in different units (archived
   * JWT page: milliseconds; "ServerToServerAuthentication/ims.md": seconds), so the token's own
   * {@code created_at + expires_in}, always milliseconds, decides where it can be read; the stated
   * lifetime serves otherwise.
   *
   * @param value the token
   * @param stated the remaining lifetime that the answer stated
   * @param now this machine's time when the answer came
   * @param imsNow IMS's own time when it answered, so that a clock that differs from Adobe's
   *     neither shortens nor stretches the lifetime
   */
  public static AccessToken issued(String value, Duration stated, Instant now, Instant imsNow) {
    Instant end =
        TokenClaims.in(value)
            .map(TokenClaims::expiresAt)
            .map(byClaims -> byClaims.minus(Duration.between(now, imsNow)))
            .orElseGet(() -> now.plus(stated));
    return new AccessToken(value, now, end.truncatedTo(ChronoUnit.MILLIS));
  }

  /** How long it lives in all. */
  public Duration lifetime() {
    return Duration.between(issuedAt, expiresAt);
  }

  /** A short name of the token that gives nothing of it away: the start of its SHA-256. */
  public String fingerprint() {
    return sha256(value).substring(0, 16);
  }

  static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "AccessToken[" + fingerprint() + ", until " + expiresAt + "]";
  }
}
