package io.github.targetroutes.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.targetroutes.TestSandbox;
import io.github.targetroutes.auth.Certificates;
import io.github.targetroutes.cli.Terminal;
import io.github.targetroutes.law.Canary;
import io.github.targetroutes.sandbox.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoctorTest {

  @TempDir static Path folder;
  private static TestSandbox adobe;
  private static Path certificate;

  @BeforeAll
  static void start() {
    adobe = TestSandbox.start(folder);
    certificate = folder.resolve("certificate.pem");
    Certificates.writePem(TestSandbox.CERTIFICATE, certificate);
  }

  @AfterAll
  static void stop() {
    adobe.close();
  }

  @BeforeEach
  void healthy() {
    adobe.sandbox().faults().clear();
  }

  private static Terminal terminal(TestSandbox sandbox) {
    return Terminal.with(sandbox.settings())
        .set("adobe.ims.grant", "jwt")
        .set("adobe.target.burst", "5")
        .set("adobe.ims.response-timeout", "20000")
        .set("adobe.target.response-timeout", "20000")
        .set("adobe.ims.certificate", certificate.toString());
  }

  private static Terminal terminal() {
    return terminal(adobe);
  }

  @Test
  void allIsWellWithAServiceAccount() {
    Diagnosis diagnosis = Diagnosis.in(terminal());

    assertThat(diagnosis.exitCode()).isZero();
    assertThat(diagnosis.which("ok")).hasSize(46);
    assertThat(diagnosis.text("private key")).startsWith("RSA, 2048 bits, public key SHA-256 ");
    assertThat(diagnosis.text("certificate")).contains(Certificates.sha1(TestSandbox.CERTIFICATE));
    assertThat(diagnosis.text("token life")).contains("23 h 59 min");
  }

  @Test
  void oauthNeedsNoKeyAndNoOrganisation() {
    Diagnosis diagnosis =
        Diagnosis.in(
            terminal()
                .set("adobe.ims.grant", "oauth")
                .set("adobe.ims.private-key", "")
                .set("adobe.ims.certificate", "")
                .set("adobe.ims.organization-id", ""));

    assertThat(diagnosis.exitCode()).isZero();
    assertThat(diagnosis.which("skip"))
        .containsExactly(
            "organisation id",
            "technical account",
            "private key",
            "certificate",
            "key pair",
            "certificate dates",
            "jwt");
    assertThat(diagnosis.blamed()).isEmpty();
    assertThat(diagnosis.text("token exchange")).contains("grant oauth");
  }

  static Stream<OneFault> faults() {
    return Stream.concat(FaultsOfSettings.all(folder), FaultsAtAdobe.all());
  }

  @ParameterizedTest
  @MethodSource("faults")
  void oneFaultIsNamedWithItsRemedyAndHidesNothingElse(OneFault fault) {
    adobe.sandbox().faults().add(fault.faults().toArray(Fault[]::new));
    Terminal terminal = terminal();
    fault.settings().forEach(terminal::set);

    Diagnosis diagnosis = Diagnosis.in(terminal);

    assertThat(diagnosis.failed()).as("%s", diagnosis).containsExactly(fault.check());
    assertThat(diagnosis.text(fault.check())).contains(fault.words());
    assertThat(diagnosis.exitCode()).isEqualTo(fault.exitCode());
    assertThat(diagnosis.blamed())
        .isEqualTo(diagnosis.blamedOn(fault.check()))
        .doesNotContain("java");
  }

  @Test
  void faultsThatHaveNothingToDoWithEachOtherAreAllTold() {
    adobe.sandbox().faults().add(FaultsAtAdobe.gateway(403, "403025", "Profile is not valid"));

    Diagnosis diagnosis =
        Diagnosis.in(
            terminal()
                .set("adobe.ims.clientid", "1")
                .set("sync.state.url", "jdbc:nothing:here")
                .set("adobe.target.calls-per-minute", "60")
                .set("adobe.target.client-code", "nobody"));

    assertThat(diagnosis.failed())
        .containsExactly("state store", "product profile", "client code accepted");
    assertThat(diagnosis.which("warn")).containsExactly("names of settings", "call rate");
    assertThat(diagnosis.text("names of settings")).contains("adobe.ims.clientid");
    assertThat(diagnosis.exitCode()).isEqualTo(3);
  }

  @Test
  void whatFailsLaterDoesNotKeepAFaultOfTheCredentialFromBeingTold() {
    Diagnosis diagnosis =
        Diagnosis.in(
            terminal()
                .set("adobe.ims.client-secret", "mistyped-secret")
                .set("adobe.target.admin-url", "ftp:x")
                .set("adobe.target.edge-url", "http://127.0.0.1:9"));

    assertThat(diagnosis.failed())
        .containsExactly("target address", "profile servers connection", "token exchange");
    assertThat(diagnosis.exitCode()).isEqualTo(4);
  }

  @Test
  void whatNeedsNoNetworkIsLookedAtWithoutOne() {
    Diagnosis diagnosis =
        Diagnosis.in(
            terminal()
                .set("adobe.ims.url", "https://ims.invalid")
                .set("adobe.target.admin-url", "https://mc.invalid")
                .set("adobe.target.edge-url", "https://acme.invalid"));

    assertThat(diagnosis.failed()).containsExactly("ims dns", "target dns", "profile servers dns");
    assertThat(diagnosis.which("ok")).contains("jwt", "key pair", "state store");
  }

  @Test
  void linesAreForPeopleWithoutColourWhereThereIsNoTerminal() {
    Terminal.Result result = terminal().set("adobe.target.tenant", "").run("doctor");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out().lines())
        .contains("ok    client code                 acmeclient")
        .contains("skip  api key                     not looked at: first mend \"tenant\"")
        .anyMatch(line -> line.startsWith("FAIL  tenant                      adobe.target.tenant"))
        .last()
        .isEqualTo("46 checks: 38 ok, 0 warn, 1 FAIL, 7 skip");
    assertThat(result.out()).doesNotContain("\u001b");
    assertThat(result.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"client-id", "organization-id", "metascopes", "certificate", "url"})
  void noSecretIsShownWhereverItWasPut(String setting) throws IOException {
    String key = Files.readString(adobe.privateKey());
    Terminal terminal =
        terminal()
            .set("adobe.ims.private-key", key)
            .set("adobe.ims.client-secret", "p8e-canary-of-the-doctor")
            .set(
                "adobe.ims." + setting,
                setting.equals("certificate") ? key : "p8e-canary-of-the-doctor");

    String said = terminal.run("doctor").out() + terminal.run("doctor", "--json").out();

    assertThat(
            Canary.knowing(Map.of("secret", "p8e-canary-of-the-doctor", "key", key))
                .in("what was printed", said))
        .isEmpty();
  }

  @Test
  void aTokenIsNeverShown() {
    assertThat(terminal().run("doctor").out()).doesNotContain("eyJ");
  }

  @Test
  void theDoctorOnlyReadsAndSpendsFewCalls() throws Exception {
    adobe.sandbox().faults().add(FaultsAtAdobe.gateway(401, "401013", "Oauth token is not valid"));
    String before = state();

    Diagnosis diagnosis = Diagnosis.in(terminal());

    assertThat(diagnosis.failed()).as("%s", diagnosis).containsExactly("token accepted");
    assertThat(adobe.sandbox().faults().list().get(0).struck()).isEqualTo(2);
    assertThat(state()).isEqualTo(before);
    assertThat(folder.resolve("state")).doesNotExist();
  }

  @Test
  void aStateStoreThatARunHasOpenIsNoFault() throws Exception {
    Path data = folder.resolve("running");
    String url = "jdbc:h2:file:" + data + "/state/target-routes";
    DriverManager.getConnection(url, "sa", "").close();
    Terminal terminal = terminal().set("data.dir", data.toString());

    try (FileChannel store =
        FileChannel.open(data.resolve("state/target-routes.mv.db"), StandardOpenOption.WRITE)) {
      // As another process holds it.
      assertThat(store.lock().isValid()).isTrue();
      Diagnosis diagnosis = Diagnosis.in(terminal);

      assertThat(diagnosis.exitCode()).isZero();
      assertThat(diagnosis.text("state store")).startsWith("in use: a Target Routes runs on");
    }
    assertThat(Diagnosis.in(terminal).text("state store")).matches("H2 .* answers");
  }

  @Test
  void aDataFolderThatIsNotThereYetIsNotMadeByTheDoctor() {
    Path notYet = folder.resolve("not/yet");

    Diagnosis diagnosis = Diagnosis.in(terminal().set("data.dir", notYet.toString()));

    assertThat(diagnosis.text("data folder")).isEqualTo(notYet + " (made at the first run)");
    assertThat(notYet.getParent()).doesNotExist();
  }

  /** What Target holds. */
  private static String state() throws Exception {
    String json =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(adobe.sandbox().url() + "/sandbox/state"))
                    .build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    return json.replaceAll(".*(\"profiles\":\\d+).*", "$1");
  }

  @Test
  void aTokenThatIsRefusedOnceIsOnlyAWarning() {
    adobe
        .sandbox()
        .faults()
        .add(FaultsAtAdobe.gateway(401, "401013", "Oauth token is not valid").times(1));

    Diagnosis diagnosis = Diagnosis.in(terminal());

    assertThat(diagnosis.outcome("token accepted")).isEqualTo("warn");
    assertThat(diagnosis.exitCode()).isZero();
  }

  @Test
  void whatEndsSoonIsAWarning(@TempDir Path other) {
    Path soon = other.resolve("soon.pem");
    Certificates.writePem(
        Certificates.selfSigned(TestSandbox.KEYS, "CN=soon", 10, Clock.systemUTC()), soon);
    try (TestSandbox hasty =
        TestSandbox.start(other, options -> options.tokenLifetime(Duration.ofMinutes(5)))) {
      Diagnosis diagnosis =
          Diagnosis.in(terminal(hasty).set("adobe.ims.certificate", soon.toString()));

      assertThat(diagnosis.which("warn")).containsExactly("certificate dates", "token life");
      assertThat(diagnosis.text("certificate dates"))
          .contains("in 9 days", "adobe.ims.grant=oauth");
      assertThat(diagnosis.exitCode()).isZero();
    }
  }

  @Test
  void aProjectWithoutTheTargetApiIsSeenInTheToken(@TempDir Path other) {
    try (TestSandbox bare =
        TestSandbox.start(other, options -> options.scopes(List.of("openid", "AdobeID")))) {
      Diagnosis diagnosis = Diagnosis.in(terminal(bare));

      assertThat(diagnosis.failed()).containsExactly("token scopes");
      assertThat(diagnosis.text("token scopes"))
          .contains("add the Adobe Target API to the project");
    }
  }

  @Test
  void theProfileTokenIsLookedAtWhereItIsDemanded(@TempDir Path other) throws Exception {
    try (TestSandbox strict =
        TestSandbox.start(other, options -> options.profileAuthentication(true))) {
      Diagnosis without = Diagnosis.in(terminal(strict));
      assertThat(without.failed()).containsExactly("profile token");
      assertThat(without.text("profile token"))
          .contains("Target has none: switch the authentication off");

      generateProfileToken(strict);
      Diagnosis with = Diagnosis.in(terminal(strict));
      assertThat(with.text("profile token")).contains("good for 89 days");
    }
  }

  private static void generateProfileToken(TestSandbox sandbox) throws Exception {
    String token = Terminal.with(sandbox.settings()).run("token").out().strip();
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    sandbox.sandbox().url()
                        + "/acme/target/authentication/token?authorizationScope=profile_api"))
            .header("Authorization", "Bearer " + token)
            .header("X-Api-Key", sandbox.options().clientId())
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    assertThat(
            HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode())
        .isEqualTo(201);
  }

  @Test
  void littleSpaceIsAWarningAndNoneAFailure() {
    assertThat(MachineChecks.space(10L << 30).outcome()).isEqualTo(Finding.Outcome.OK);
    assertThat(MachineChecks.space(500L << 20).outcome()).isEqualTo(Finding.Outcome.WARN);
    assertThat(MachineChecks.space(1L << 20).text()).contains("make room, or move data.dir");
  }

  @Test
  void secretsOfAFileThatOthersMayReadAreNotKept(@TempDir Path other) throws IOException {
    Path file = Files.writeString(other.resolve("secrets.properties"), "");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    assertThat(MachineChecks.secrets(List.of(file)).text()).contains("chmod 600 " + file);
  }

  @Test
  void helpTellsWhatTheCommandSpends() {
    assertThat(terminal().run("doctor", "--help").out()).contains("at most 3 metered calls");
  }
}
