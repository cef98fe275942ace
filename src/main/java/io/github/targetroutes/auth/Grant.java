package io.github.targetroutes.auth;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** How a token is got; IMS states its lifetime in another unit for each. */
enum Grant {
  /** The service account, in milliseconds (archived page "JWT authentication"). */
  JWT(ChronoUnit.MILLIS),
  /** OAuth server-to-server, in seconds ("ServerToServerAuthentication/ims.md"). */
  OAUTH(ChronoUnit.SECONDS);

  /** No token of IMS lives as long: what is longer is a mistake about the unit. */
  private static final Duration MAX = Duration.ofDays(30);

  private final ChronoUnit unit;

  Grant(ChronoUnit unit) {
    this.unit = unit;
  }

  /**
   * A stated lifetime.
   *
   * @return from 0 to 30 days
   */
  Duration lifetime(long expiresIn) {
    long most = MAX.toSeconds() * (Duration.ofSeconds(1).dividedBy(unit.getDuration()));
    return Duration.of(Math.max(0, Math.min(expiresIn, most)), unit);
  }
}
