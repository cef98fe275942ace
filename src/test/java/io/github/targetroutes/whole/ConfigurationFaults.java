package io.github.targetroutes.whole;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.Stream;

/** What can be wrong with settings, routes and the command line. */
final class ConfigurationFaults {

  private static final String TABLE = "config/target-operations.yaml";

  /** Listens where the sandbox wants to, for as long as the tests run, and is none. */
  private static final ServerSocket SOMEBODY = somebody();

  private ConfigurationFaults() {}

  static Stream<ProgramFault> all() {
    return Stream.of(commandLine(), settings(), routes(), data()).flatMap(faults -> faults);
  }

  private static Stream<ProgramFault> commandLine() {
    return Stream.of(
        ProgramFault.of("unknown option", 2, "Unknown option: '--nope'").called("--nope"),
        ProgramFault.of("unknown profile", 2, "no profile \"nowhere\"", "add the file")
            .called("--profile", "nowhere"),
        ProgramFault.of(
                "sandbox under prod", 2, "does not start under the profile prod", "name one")
            .called("--profile", "prod,sandbox", "--once"),
        ProgramFault.of("no secrets", 2, "adobe.ims.client-id is not set", "Console")
            .called("--profile", "prod", "--once"),
        ProgramFault.of("port in use", 2, "it is taken", "set sandbox.port to another port")
            .setting("sandbox.port", String.valueOf(SOMEBODY.getLocalPort()))
            .called("--once"));
  }

  private static Stream<ProgramFault> settings() {
    return Stream.of(
        ProgramFault.of("bad number", 2, "max-rows=many", "profiles-bulk", "no whole number")
            .setting("sync.profiles-bulk.max-rows", "many"),
        ProgramFault.of("bad number of an endpoint", 2, "connect-timeout=soon", "no whole number")
            .setting("adobe.ims.connect-timeout", "soon"),
        ProgramFault.of("bad duration", 2, "stale-before=10 q", "such as 500ms, 30s or 10m")
            .setting("adobe.ims.stale-before", "10 q"),
        ProgramFault.of("bad address", 2, "adobe.target.admin-url=ftp:", "must be an https address")
            .setting("adobe.target.admin-url", "ftp:"),
        ProgramFault.of("setting that is not there", 2, "sync.profiles-bulk.max-rows", "is not set")
            .in(home -> home.change("config/application.properties", ".max-rows=", ".rows=")),
        ProgramFault.of("settings cut short", 2, "config/secrets.properties", "backslash twice")
            .in(home -> home.write("config/secrets.properties", "a=C:\\users\n")),
        ProgramFault.of("setting that Camel doesn't know", 2, "camel.main.nonsense", "correct its")
            .setting("camel.main.nonsense", "1"));
  }

  private static Stream<ProgramFault> routes() {
    return Stream.of(
        ProgramFault.of("bad YAML", 2, "routes/sync/state.camel.yaml, line 3", "correct the YAML")
            .in(home -> home.change("routes/sync/state.camel.yaml", "- beans:", "- beans: [")),
        ProgramFault.of("unknown step", 2, "routes/auth/token-attach.camel.yaml, line 10", "baen")
            .in(home -> home.change("routes/auth/token-attach.camel.yaml", "- bean:", "- baen:")),
        ProgramFault.of("unknown bean", 2, "no bean imsTokenz in route auth-token-attach")
            .in(home -> home.change("routes/auth/token-attach.camel.yaml", "Tokens", "Tokenz")),
        ProgramFault.of("bad operations table", 2, TABLE, "\"admni\" is no host", "line 10")
            .in(home -> home.change(TABLE, "{host: admin", "{host: admni")),
        ProgramFault.of("bad mapping", 2, "config/mappings/profiles.yaml, line", "'colum' is not")
            .in(
                home -> {
                  home.change("config/mappings/profiles.yaml", "column: city", "colum: city");
                  customer(home);
                }));
  }

  private static Stream<ProgramFault> data() {
    return Stream.of(
        ProgramFault.of("data that can't be written", 2, "The state store can't be opened", "data")
            .in(home -> home.write("data", "a file where a folder must be")),
        ProgramFault.of("sandbox that can't write", 2, "The sandbox can't write its files", "data")
            .setting("adobe.ims.private-key", "data/sandbox/private.key")
            .called("sandbox")
            .in(home -> home.write("data", "a file where a folder must be")));
  }

  static void customer(WorkFolder home) {
    home.write(
        "data/inbox/profiles/one.csv",
        "customer_id,first_name,last_name,city,loyalty_tier,lifetime_value,last_purchase,favourite_category,delivery_note\n"
            + "c1,Ada,Lovelace,London,gold,1,2026-01-01,books,\n");
  }

  private static ServerSocket somebody() {
    try {
      return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
