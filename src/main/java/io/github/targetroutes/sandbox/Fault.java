package io.github.targetroutes.sandbox;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * One scripted misbehaviour: what goes wrong, for which calls, and how often. Without further words
 * a fault strikes the next call once.
 *
 * @param kind what goes wrong
 * @param method HTTP method it is limited to, or null
 * @param path beginning of the path it is limited to, or null
 * @param pattern regular expression that must be found in the path, or null
 * @param after how many matching calls pass unharmed first
 * @param times how often it strikes; {@link #FOREVER} for always
 * @param carriedOut whether the sandbox does what the call asks before the answer goes wrong
 * @param status HTTP status of {@link Kind#STATUS}
 * @param shape body of {@link Kind#STATUS}; null for the one that fits the path
 * @param said code and text of that body; null for those that fit the status
 * @param retryAfter value of the {@code Retry-After} header (seconds or a date), or null
 * @param duration delay, token life or clock skew, by kind
 * @param failed rows that {@link Kind#PARTIAL} counts as failed
 * @param missing rows that {@link Kind#PARTIAL} counts as not found
 * @param chance how many of the matching calls it strikes; null for all of them
 */
public record Fault(
    Kind kind,
    String method,
    String path,
    Pattern pattern,
    int after,
    int times,
    boolean carriedOut,
    int status,
    Shape shape,
    Said said,
    String retryAfter,
    Duration duration,
    int failed,
    int missing,
    Chance chance) {

  /**
   * What an error's body says, as somebody met it at Adobe.
   *
   * @param code such as {@code invalid_scope} or {@code 403003}
   * @param text such as {@code Api Key is invalid}
   */
  public record Said(String code, String text) {}

  /**
   * Some of the calls, by chance that can be repeated: with one seed it is always the same ones in
   * the order of the calls.
   *
   * @param percent of the calls, more than 0 and at most 100
   * @param seed any number
   */
  public record Chance(double percent, long seed) {

    /** From one number of {@link SplittableRandom} to the next, as its seeds count. */
    private static final long STEP = 0x9E3779B97F4A7C15L;

    /** Refuses shares that are none. */
    public Chance {
      if (!(percent > 0 && percent <= 100)) {
        throw new IllegalArgumentException("a fault's percent must be above 0 and at most 100");
      }
    }

    /** Whether it strikes a call that has so many before it. */
    boolean strikes(int before) {
      return new SplittableRandom(seed + before * STEP).nextDouble() * 100 < percent;
    }
  }

  /** Value of {@code times} for a fault that never wears out. */
  public static final int FOREVER = -1;

  private static final String BULK_UPLOAD = "/batchUpdate/?$";

  /** What goes wrong. */
  public enum Kind {
    /** An HTTP status of choice instead of the real answer. */
    STATUS,
    /** The answer comes late. */
    LATENCY,
    /** The connection is reset: before any answer, or half-way through it when carried out. */
    RESET,
    /** The call is accepted and never answered. */
    SILENCE,
    /** Half of the real answer's body, then the connection is closed. The call is carried out. */
    TRUNCATED,
    /** Status 200 with an HTML page, as a proxy or captive portal would send. */
    HTML,
    /** A bulk upload is accepted and its batch hangs: status {@code stuck}, no row applied. */
    STUCK,
    /** The first rows of a bulk upload fail, the next ones count as not found. */
    PARTIAL,
    /** IMS issues tokens that live for the given duration. */
    SHORT_TOKENS,
    /** All access tokens issued so far become invalid, just before the call is looked at. */
    REVOKED,
    /** The sandbox's clock is off by the given duration during the call. */
    CLOCK_SKEW,
    /**
     * The JWT exchange answers as it does for a credential converted to OAuth (Adobe's archived
     * list of JWT exchange errors).
     */
    CONVERTED_CREDENTIAL;

    /** Whether it takes the place of the answer; one call meets at most one such fault. */
    boolean replacesAnswer() {
      return switch (this) {
        case STATUS, RESET, SILENCE, TRUNCATED, HTML, CONVERTED_CREDENTIAL -> true;
        default -> false;
      };
    }
  }

  /**
   * Error bodies in use at Adobe (Adobe's archived list of JWT exchange errors; Admin API
   * specification, api-gateway-request-validation; profile-bulk-api).
   */
  public enum Shape {
    /** {@code error}, {@code error_description}. */
    IMS,
    /** {@code httpStatus}, {@code requestId}, {@code requestTime}, {@code errors}. */
    TARGET,
    /** {@code error_code}, {@code message}. */
    GATEWAY,
    /** A bulk upload's XML with {@code success} false; with status 200 as Target may send it. */
    BULK,
    /** No body. */
    EMPTY
  }

  private static Fault of(Kind kind) {
    Parts parts = new Parts();
    parts.kind = kind;
    return parts.fault();
  }

  private static Fault of(Kind kind, Duration duration) {
    return of(kind).with(parts -> parts.duration = duration);
  }

  public static Fault status(int status) {
    return of(Kind.STATUS).with(parts -> parts.status = status);
  }

  public static Fault latency(Duration delay) {
    return of(Kind.LATENCY, delay);
  }

  public static Fault reset() {
    return of(Kind.RESET);
  }

  public static Fault silence() {
    return of(Kind.SILENCE);
  }

  public static Fault truncated() {
    return of(Kind.TRUNCATED).butCarriedOut();
  }

  public static Fault html() {
    return of(Kind.HTML);
  }

  /** Strikes bulk uploads. */
  public static Fault stuck() {
    return of(Kind.STUCK).matching(BULK_UPLOAD);
  }

  /** Strikes bulk uploads. */
  public static Fault partial(int failed, int missing) {
    return of(Kind.PARTIAL)
        .matching(BULK_UPLOAD)
        .with(
            parts -> {
              parts.failed = failed;
              parts.missing = missing;
            });
  }

  /** Strikes calls to IMS. */
  public static Fault shortTokens(Duration life) {
    return of(Kind.SHORT_TOKENS, life).on(null, "/ims/");
  }

  public static Fault revoked() {
    return of(Kind.REVOKED);
  }

  /** A positive skew is a sandbox whose clock is fast. */
  public static Fault clockSkew(Duration skew) {
    return of(Kind.CLOCK_SKEW, skew);
  }

  /** Strikes JWT exchanges. */
  public static Fault convertedCredential() {
    return of(Kind.CONVERTED_CREDENTIAL).on(null, "/ims/exchange/");
  }

  /** Limits the fault to a method and to paths that begin so; null leaves either open. */
  public Fault on(String newMethod, String newPath) {
    return with(
        parts -> {
          parts.method = newMethod;
          parts.path = newPath;
        });
  }

  /** Limits the fault to paths in which the regular expression is found. */
  public Fault matching(String regex) {
    return with(parts -> parts.pattern = Pattern.compile(regex));
  }

  public Fault after(int calls) {
    return with(parts -> parts.after = calls);
  }

  public Fault times(int newTimes) {
    return with(parts -> parts.times = newTimes);
  }

  public Fault forever() {
    return times(FOREVER);
  }

  /** The call is carried out, only its answer goes wrong: the case that tempts to write twice. */
  public Fault butCarriedOut() {
    return with(parts -> parts.carriedOut = true);
  }

  public Fault shape(Shape newShape) {
    return with(parts -> parts.shape = newShape);
  }

  /** The words of the error's body. */
  public Fault saying(String code, String text) {
    return with(parts -> parts.said = new Said(code, text));
  }

  /** Seconds, or an HTTP date. */
  public Fault retryAfter(String value) {
    return with(parts -> parts.retryAfter = value);
  }

  /**
   * Strikes some of the calls only.
   *
   * @param percent of the matching calls, more than 0 and at most 100
   * @param seed which of them: with one seed always the same ones, in the order of the calls
   * @throws IllegalArgumentException when it is no such share
   */
  public Fault by(double percent, long seed) {
    return with(parts -> parts.chance = new Chance(percent, seed));
  }

  private Fault with(Consumer<Parts> change) {
    Parts parts = new Parts();
    parts.kind = kind;
    parts.method = method;
    parts.path = path;
    parts.pattern = pattern;
    parts.after = after;
    parts.times = times;
    parts.carriedOut = carriedOut;
    parts.status = status;
    parts.shape = shape;
    parts.said = said;
    parts.retryAfter = retryAfter;
    parts.duration = duration;
    parts.failed = failed;
    parts.missing = missing;
    parts.chance = chance;
    change.accept(parts);
    return parts.fault();
  }

  /** A fault in the making: without further words it strikes the next call once. */
  private static final class Parts {

    private Kind kind;
    private String method;
    private String path;
    private Pattern pattern;
    private int after;
    private int times = 1;
    private boolean carriedOut;
    private int status;
    private Shape shape;
    private Said said;
    private String retryAfter;
    private Duration duration = Duration.ZERO;
    private int failed;
    private int missing;
    private Chance chance;

    private Fault fault() {
      return new Fault(
          kind,
          method,
          path,
          pattern,
          after,
          times,
          carriedOut,
          status,
          shape,
          said,
          retryAfter,
          duration,
          failed,
          missing,
          chance);
    }
  }

  boolean matches(String callMethod, String callPath) {
    return (method == null || method.equalsIgnoreCase(callMethod))
        && (path == null || callPath.startsWith(path))
        && (pattern == null || pattern.matcher(callPath).find());
  }
}
