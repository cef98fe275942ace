package io.github.targetroutes.doctor;

import io.github.targetroutes.ConfigurationException;
import java.util.List;

/** The settings that say whose Target it is, and how fast it is called. */
final class CustomerChecks {

  /** Calls a minute that Target allows (target-limits.md). */
  private static final int LIMIT = 50;

  private static final String TENANT =
      "it is the name before .experiencecloud.adobe.com in the address of your Experience Cloud";
  private static final String CLIENT_CODE =
      "Target shows it under Administration, Implementation; it is the name before .tt.omtrdc.net";

  private final Program program;

  CustomerChecks(Program program) {
    this.program = program;
  }

  List<Check> checks() {
    return List.of(
        new Check("tenant", this::tenant).after("settings"),
        new Check("client code", this::clientCode).after("settings"),
        new Check("call rate", this::rate).after("settings"));
  }

  private Finding tenant() {
    Given tenant = Given.of(program, "adobe.target.tenant", TENANT);
    if (tenant.value().contains("omtrdc.net")) {
      throw tenant.wrong("holds the client code");
    }
    return named(tenant);
  }

  private Finding clientCode() {
    Given code = Given.of(program, "adobe.target.client-code", CLIENT_CODE);
    if (code.value().contains("experiencecloud.adobe.com")) {
      throw code.wrong("holds the tenant");
    }
    return named(code);
  }

  private static Finding named(Given given) {
    if (!given.value().matches("[A-Za-z0-9_-]+")) {
      throw given.wrong("must be a bare name, without dots, slashes or spaces");
    }
    return Finding.ok("%s", given.value());
  }

  private Finding rate() {
    int perMinute = number("adobe.target.calls-per-minute");
    int burst = number("adobe.target.burst");
    String text =
        "at most %d + %d calls in any minute; Adobe takes %d, all programs of this client id together"
            .formatted(perMinute, burst, LIMIT);
    return perMinute + burst > LIMIT
        ? Finding.warn(
            "%s: lower adobe.target.calls-per-minute or adobe.target.burst, or Target answers 503",
            text)
        : Finding.ok("%s, so give each program a Console project of its own", text);
  }

  private int number(String key) {
    String value = program.setting(key);
    if (!value.matches("[1-9]\\d{0,8}")) {
      throw new ConfigurationException(
          key + "=" + value + " is no whole number above 0; correct it");
    }
    return Integer.parseInt(value);
  }
}
