package io.github.targetroutes.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.targetroutes.EncryptedKey;
import io.github.targetroutes.TestSandbox;
import io.github.targetroutes.law.Canary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole slice with all that Camel and the HTTP client can say at DEBUG, with stack traces and
 * with faults at every door: no secret turns up in what is printed, nor in any file but the key's
 * own.
 */
class CanaryIT {

  private static final String CLIENT_SECRET = "p8e-canary+client/secret=Zq7";
  private static final String MISTYPED_SECRET = "p8e-canary+mistyped/secret=Yq8";
  private static final String PASSPHRASE = "canary passphrase, 100% unlikely";
  private static final String MISTYPED_PASSPHRASE = "canary passphrase, 100% mistyped";
  private static final String STATE_PASSWORD = "canary-state-password";
  private static final KeyPair KEYS = TestSandbox.KEYS;

  private static final String PRIVATE_KEY =
      Base64.getEncoder().encodeToString(KEYS.getPrivate().getEncoded());
  private static final String PROFILE =
      "config/application-" + WorkFolder.ELSEWHERE + ".properties";

  /** A JWT, be it an access token or the one that is exchanged for it, or what is left of one. */
  private static final Pattern JWT = Pattern.compile("eyJ[A-Za-z0-9_-]{5,}");

  private static final Canary CANARY =
      Canary.knowing(
          Map.of(
              "client secret", CLIENT_SECRET,
              "mistyped client secret", MISTYPED_SECRET,
              "passphrase", PASSPHRASE,
              "password of the state store", STATE_PASSWORD,
              "mistyped passphrase", MISTYPED_PASSPHRASE,
              "private key", PRIVATE_KEY));

  @TempDir static Path folder;
  private static OuterSandbox sandbox;
  private static Path key;

  @BeforeAll
  static void start() {
    key = EncryptedKey.write(folder.resolve("locked.key"), KEYS.getPrivate(), PASSPHRASE);
    sandbox = OuterSandbox.start(folder, options -> options.clientSecret(CLIENT_SECRET));
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @Test
  void refusedCredentialsTellNoSecret() throws IOException {
    WorkFolder home = talkative().environment("ADOBE_IMS_CLIENT_SECRET", MISTYPED_SECRET);
    home.environment("ADOBE_IMS_PRIVATE_KEY_PASSPHRASE", PASSPHRASE);
    try (Program program = run(home, Map.of())) {
      assertThat(program.exitCode()).isEqualTo(3);
      assertNoSecret(home, program, none -> false);
    }
    try (Program program = run(home, Map.of("adobe.ims.grant", "oauth"))) {
      assertThat(program.exitCode()).isEqualTo(3);
      assertNoSecret(home, program, none -> false);
    }
    home.environment("ADOBE_IMS_PRIVATE_KEY_PASSPHRASE", MISTYPED_PASSPHRASE);
    try (Program program = run(home, Map.of())) {
      assertThat(program.exitCode()).isEqualTo(2);
      assertNoSecret(home, program, none -> false);
    }
  }

  @Test
  void secretsOfAFileStayInIt() throws IOException {
    WorkFolder home = talkative();
    home.write(
        "config/secrets.properties",
        """
        adobe.ims.client-secret=%s
        adobe.ims.private-key=%s
        sync.state.password=%s
        """
            .formatted(CLIENT_SECRET, PRIVATE_KEY, STATE_PASSWORD));
    home.change(PROFILE, "adobe.ims.private-key=", "#");
    home.write("data/inbox/profiles/customers.csv", customers());
    Path secrets = home.path("config/secrets.properties");
    try (Program program = run(home, Map.of(), "--once")) {
      assertThat(program.exitCode()).as(program.toString()).isZero();
      assertNoSecret(home, program, secrets::equals);
    }
    try (Program program = run(home, Map.of("adobe.ims.grant", "oauth"), "--once")) {
      assertThat(program.exitCode()).as(program.toString()).isZero();
      assertNoSecret(home, program, secrets::equals);
    }
  }

  @Test
  void faultsAtEveryDoorTellNoSecret() throws IOException {
    WorkFolder home = talkative().environment("ADOBE_IMS_CLIENT_SECRET", CLIENT_SECRET);
    home.environment("ADOBE_IMS_PRIVATE_KEY_PASSPHRASE", PASSPHRASE);
    home.write("data/inbox/profiles/customers.csv", customers());
    sandbox.faults(
        """
        [{"kind": "reset", "path": "/ims/"},
         {"kind": "html", "path": "/ims/"},
         {"kind": "status", "status": 429, "body": "ims", "retryAfter": "0", "path": "/ims/"},
         {"kind": "truncated", "path": "/ims/"},
         {"kind": "status", "status": 401, "body": "gateway", "pattern": ".*/batchUpdate"},
         {"kind": "reset", "pattern": ".*/batchUpdate"},
         {"kind": "status", "status": 500, "body": "target", "pattern": ".*/batchUpdate"},
         {"kind": "status", "status": 400, "body": "target", "pattern": ".*/batchUpdate", "after": 2},
         {"kind": "html", "pattern": ".*/batchStatus"},
         {"kind": "truncated", "pattern": ".*/batchStatus"}]
        """);
    try (Program program = run(home, Map.of("sync.profiles-bulk.max-rows", "10"), "--once")) {
      assertThat(program.exitCode()).as(program.toString()).isEqualTo(1);
      assertThat(home.names("data/dead-letter")).isNotEmpty();
      assertThat(sandbox.state().at("/faults").toString()).doesNotContain("\"struck\":0");
      assertNoSecret(home, program, none -> false);
    } finally {
      sandbox.reset();
    }
  }

  private static String customers() {
    return IntStream.range(0, 40)
        .mapToObj(n -> "id" + n + ",Ann-" + n + ",,,,,,,\n")
        .collect(
            Collectors.joining(
                "",
                "customer_id,first_name,last_name,city,loyalty_tier,lifetime_value,last_purchase,"
                    + "favourite_category,delivery_note\n",
                ""));
  }

  /** The sandbox in the program, which makes its own key. */
  @Test
  void firstRunKeepsItsKeyInOneFileThatOnlyItsOwnerMayRead() throws IOException {
    WorkFolder home = talkative();
    Map<String, String> settings =
        Map.of("sandbox.port", FirstRunIT.freePort(), "sandbox.sample-rows", "300");
    try (Program program = start(home, settings, "--once")) {
      assertThat(program.exitCode()).as(program.toString()).isEqualTo(1);

      Path made = home.path("data/sandbox/private.key");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
          .isEqualTo("rw-------");
      Canary own = Canary.knowing(Map.of("private key", Files.readString(made)));
      assertThat(own.inFiles(home.path(""), file -> file.equals(made))).isEmpty();
      assertThat(own.in("the output", program.toString())).isEmpty();
      assertThat(jwts(home, program, made::equals)).isEmpty();
    }
  }

  /** A folder in which everything is logged that can be logged. */
  private static WorkFolder talkative() {
    WorkFolder home = WorkFolder.in(folder).calling(sandbox);
    String log = home.read("config/log4j2.properties");
    home.write(
        "config/log4j2.properties", log.replaceAll("\\.level = (WARN|ERROR)", ".level = DEBUG"));
    // The secret comes from the environment.
    home.write(
        PROFILE,
        home.read(PROFILE)
            .replaceAll("(?m)^adobe.ims.client-secret=.*$", "")
            .replaceAll("(?m)^(adobe.ims.private-key)=.*$", "$1=" + key));
    return home;
  }

  private static Program run(WorkFolder home, Map<String, String> settings, String... more) {
    List<String> arguments = new ArrayList<>(List.of("--profile", WorkFolder.ELSEWHERE));
    arguments.addAll(List.of(more));
    return start(home, settings, arguments.toArray(String[]::new));
  }

  private static Program start(WorkFolder home, Map<String, String> settings, String... arguments) {
    Map<String, String> all = new HashMap<>();
    all.put("log.level", "DEBUG");
    all.put("log.stacktrace", "true");
    all.put("sync.profiles-bulk.max-rows", "100");
    all.putAll(settings);
    return home.run(all, arguments);
  }

  private static void assertNoSecret(WorkFolder home, Program program, Predicate<Path> allowed)
      throws IOException {
    assertThat(CANARY.in("the output", program.toString())).isEmpty();
    assertThat(CANARY.inFiles(home.path(""), allowed.or(key::equals))).isEmpty();
    assertThat(jwts(home, program, allowed.or(key::equals))).isEmpty();
  }

  /** A file with a key in base64 may hold by chance what begins as a JWT does. */
  private static List<String> jwts(WorkFolder home, Program program, Predicate<Path> allowed)
      throws IOException {
    List<String> found = new ArrayList<>();
    program.toString().lines().filter(JWT.asPredicate()).forEach(found::add);
    try (Stream<Path> files = Files.walk(home.path(""))) {
      files
          .filter(Files::isRegularFile)
          .filter(allowed.negate())
          .filter(file -> JWT.matcher(text(file)).find())
          .forEach(file -> found.add(file.toString()));
    }
    return found;
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
