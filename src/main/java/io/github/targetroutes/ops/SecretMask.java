package io.github.targetroutes.ops;

/**
 * Takes secrets out of any text before it is shown: log lines, error messages, reports, dead-letter
 * envelopes.
 *
 * <p>Two nets, one behind the other. The first knows the very values: whoever reads or receives a
 * secret (client secret, passphrase, token) calls {@link #register} before using it. The second
 * knows shapes: JWTs, {@code Bearer} tokens, PEM private keys, and values named {@code
 * client_secret}, {@code jwt_token}, {@code access_token}, {@code password}, {@code passphrase} and
 * the like in form, JSON and key=value spelling. What helps to understand the text stays: {@code
 * Bearer ***}, {@code client_secret=***}, {@code eyJ***}.
 *
 * <p>Safe for use by many threads. The time taken grows in proportion to the length of the text,
 * whatever the text holds.
 */
public final class SecretMask {

  private static final KnownSecrets KNOWN = new KnownSecrets(1000);

  private SecretMask() {}

  /**
   * Makes a value known, so that it is masked wherever it stands: as it is, URL-encoded,
   * JSON-escaped or in base64; a value of several lines also line by line.
   *
   * @param secret the value; null and values under 6 characters are passed over, because masking
   *     them would tear ordinary words apart. The last 1000 values are kept; JWTs, whose shape is
   *     known anyway, make room first.
   */
  public static void register(String secret) {
    KNOWN.add(secret);
  }

  /**
   * The text without secrets.
   *
   * @param text any text; null gives null
   * @return the same object when there was nothing to mask
   */
  public static String mask(String text) {
    return text == null ? null : SecretShapes.mask(KNOWN.mask(text));
  }

  /**
   * As {@link #mask}, for text that was cut at arbitrary places, such as the HTTP client's wire
   * log: the rest of a token that was cut in two has no shape any more, so every run of 40 or more
   * base64url characters is masked as well, with what dots join to it.
   *
   * @param text any text; null gives null
   * @return the same object when there was nothing to mask
   */
  public static String maskFragment(String text) {
    return text == null ? null : SecretShapes.maskLongRuns(mask(text));
  }
}
