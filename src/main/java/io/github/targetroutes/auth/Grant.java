package io.github.targetroutes.auth;

import io.github.targetroutes.ConfigurationException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

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
   * Refuses what is no grant. The routes name the grant as it is written, so case counts.
   *
   * @param setting the value of {@code adobe.ims.grant}
   * @return the same value
   * @throws ConfigurationException where it is neither {@code oauth} nor {@code jwt}
   */
  static String known(String setting) {
    for (Grant grant : values()) {
      if (grant.name().toLowerCase(Locale.ROOT).equals(setting)) {
        return setting;
      }
    }
    throw new ConfigurationException(
        "adobe.ims.grant=" + setting + " is none; write oauth, or jwt for a service account");
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
