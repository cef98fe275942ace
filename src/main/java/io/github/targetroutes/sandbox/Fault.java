package io.github.targetroutes.sandbox;

import java.time.Duration;
import java.util.SplittableRandom;
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

  private static Fault of(Kind kind, Duration duration, String path) {
    boolean late = kind == Kind.TRUNCATED;
    return new Fault(kind, null, path, null, 0, 1, late, 0, null, null, null, duration, 0, 0, null);
  }

  public static Fault status(int status) {
    return new Fault(
        Kind.STATUS,
        null,
        null,
        null,
        0,
        1,
        false,
        status,
        null,
        null,
        null,
        Duration.ZERO,
        0,
        0,
        null);
  }

  public static Fault latency(Duration delay) {
    return of(Kind.LATENCY, delay, null);
  }

  public static Fault reset() {
    return of(Kind.RESET, Duration.ZERO, null);
  }

  public static Fault silence() {
    return of(Kind.SILENCE, Duration.ZERO, null);
  }

  public static Fault truncated() {
    return of(Kind.TRUNCATED, Duration.ZERO, null);
  }

  public static Fault html() {
    return of(Kind.HTML, Duration.ZERO, null);
  }

  /** Strikes bulk uploads. */
  public static Fault stuck() {
    return of(Kind.STUCK, Duration.ZERO, null).matching("/batchUpdate/?$");
  }

  /** Strikes bulk uploads. */
  public static Fault partial(int failed, int missing) {
    return new Fault(
        Kind.PARTIAL,
        null,
        null,
        Pattern.compile("/batchUpdate/?$"),
        0,
        1,
        false,
        0,
        null,
        null,
        null,
        Duration.ZERO,
        failed,
        missing,
        null);
  }

  /** Strikes calls to IMS. */
  public static Fault shortTokens(Duration life) {
    return of(Kind.SHORT_TOKENS, life, "/ims/");
  }

  public static Fault revoked() {
    return of(Kind.REVOKED, Duration.ZERO, null);
  }

  /** A positive skew is a sandbox whose clock is fast. */
  public static Fault clockSkew(Duration skew) {
    return of(Kind.CLOCK_SKEW, skew, null);
  }

  /** Strikes JWT exchanges. */
  public static Fault convertedCredential() {
    return of(Kind.CONVERTED_CREDENTIAL, Duration.ZERO, "/ims/exchange/");
  }

  /** Limits the fault to a method and to paths that begin so; null leaves either open. */
  public Fault on(String newMethod, String newPath) {
    return new Fault(
        kind,
        newMethod,
        newPath,
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

  /** Limits the fault to paths in which the regular expression is found. */
  public Fault matching(String regex) {
    return new Fault(
        kind,
        method,
        path,
        Pattern.compile(regex),
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

  public Fault after(int calls) {
    return new Fault(
        kind,
        method,
        path,
        pattern,
        calls,
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

  public Fault times(int newTimes) {
    return new Fault(
        kind,
        method,
        path,
        pattern,
        after,
        newTimes,
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

  public Fault forever() {
    return times(FOREVER);
  }

  /** The call is carried out, only its answer goes wrong: the case that tempts to write twice. */
  public Fault butCarriedOut() {
    return new Fault(
        kind,
        method,
        path,
        pattern,
        after,
        times,
        true,
        status,
        shape,
        said,
        retryAfter,
        duration,
        failed,
        missing,
        chance);
  }

  public Fault shape(Shape newShape) {
    return new Fault(
        kind,
        method,
        path,
        pattern,
        after,
        times,
        carriedOut,
        status,
        newShape,
        said,
        retryAfter,
        duration,
        failed,
        missing,
        chance);
  }

  /** The words of the error's body. */
  public Fault saying(String code, String text) {
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
        new Said(code, text),
        retryAfter,
        duration,
        failed,
        missing,
        chance);
  }

  /** Seconds, or an HTTP date. */
  public Fault retryAfter(String value) {
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
        value,
        duration,
        failed,
        missing,
        chance);
  }

  /**
   * Strikes some of the calls only.
   *
   * @param percent of the matching calls, more than 0 and at most 100
   * @param seed which of them: with one seed always the same ones, in the order of the calls
   * @throws IllegalArgumentException when it is no such share
   */
  public Fault by(double percent, long seed) {
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
        new Chance(percent, seed));
  }

  boolean matches(String callMethod, String callPath) {
    return (method == null || method.equalsIgnoreCase(callMethod))
        && (path == null || callPath.startsWith(path))
        && (pattern == null || pattern.matcher(callPath).find());
  }
}
