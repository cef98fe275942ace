package io.github.targetroutes.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.targetroutes.MutableClock;
import io.github.targetroutes.TargetRoutes;
import io.github.targetroutes.sandbox.Fault;
import io.github.targetroutes.sync.Batch;
import io.github.targetroutes.sync.BatchStatus;
import io.github.targetroutes.sync.ProfileHashes;
import io.github.targetroutes.sync.change.ProfileLedger;
import io.github.targetroutes.sync.stream.DailyCeiling;
import io.github.targetroutes.sync.stream.WaitingUpdates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.util.FileUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * {@code sync-profiles-stream}: what its settings change, and that a stop at any time loses
 * nothing.
 */
class ProfilesStreamSettingsRouteTest extends ProfilesStreamTest {

  private final MutableClock clock = new MutableClock("2026-11-25T10:00:00Z");
  private Properties settings;
  private TargetRoutes program;

  @Override
  public boolean isUseAdviceWith() {
    // The routes of this class start and stop as its tests say.
    return true;
  }

  @Override
  protected void settings(Properties changed) {
    super.settings(changed);
    settings = changed;
  }

  @Override
  CamelContext camel() {
    return program == null ? null : program.getCamelContext();
  }

  /** Starts the program with settings, by name and value in turn, that differ from the class's. */
  private void start(String... changes) throws Exception {
    program = program(changes);
    program.start();
  }

  private TargetRoutes program(String... changes) {
    Properties all = new Properties();
    all.putAll(settings);
    for (int i = 0; i < changes.length; i += 2) {
      all.setProperty("sync.profiles-stream." + changes[i], changes[i + 1]);
    }
    TargetRoutes program = new TargetRoutes(List.of());
    program.setOverrideProperties(all);
    return program;
  }

  /** Starts the program with time standing still for the updates that wait. */
  private void startWithClock(String... changes) throws Exception {
    program = program(changes);
    program.init();
    bean("updates", WaitingUpdates.class).setClock(clock);
    bean("dailyCeiling", DailyCeiling.class).setClock(clock);
    program.start();
  }

  @BeforeEach
  void beginWithoutState() {
    // The context of the test class keeps its own state store open.
    settings.setProperty(
        "sync.state.url", "jdbc:h2:file:" + data.resolve("state/" + UUID.randomUUID()));
    Stream.of("inbox", "work", "done", "rejects")
        .forEach(folder -> FileUtil.removeDir(data.resolve(folder).toFile()));
  }

  @AfterEach
  void stop() {
    if (program != null) {
      program.stop();
      program = null;
    }
  }

  @AfterAll
  void putAway() {
    sandbox.close();
    FileUtil.removeDir(data.toFile());
  }

  private void untilParked(int number) {
    until(() -> stored("updates", "state = 'PARKED' and version = " + number) == 1);
  }

  @Test
  void anUnknownProfileIsWaitedForAndThenGetsAllThatCame() throws Exception {
    startWithClock();
    send(event("u1", "a", "first", "b", "kept"));
    clock.advance(Duration.ofSeconds(10));
    untilParked(1);
    send(event("u1", "a", "second"));
    assertThat(view().calls(UPDATE)).isZero();

    known("u1");
    clock.advance(Duration.ofMinutes(15));
    untilSent();

    assertThat(attribute("u1", "a")).isEqualTo("second");
    assertThat(attribute("u1", "b")).isEqualTo("kept");
    assertThat(view().calls(UPDATE)).isEqualTo(1);
    assertThat(account(report())).isEqualTo("2 read, 2 accepted, 1 merged");
  }

  @Test
  void aProfileThatStaysUnknownIsRejectedAfterADay() throws Exception {
    startWithClock();
    send(event("never", "a", "1"));
    clock.advance(Duration.ofSeconds(10));
    untilParked(1);
    assertThat(report()).isNull();
    assertThat(log.all())
        .contains(
            "INFO Updates of profiles that wait to be sent: 1; for Target to know the profile: 1");

    clock.advance(Duration.ofHours(24));
    untilSent();

    JsonNode report = report();
    assertThat(account(report)).isEqualTo("1 read, 1 rejected");
    assertThat(read(Path.of(report.path("rejects").asText())))
        .contains(
            "profile,0,,Target does not know this profile,\"thirdPartyId=never"
                + " {\"\"a\"\":\"\"1\"\"}\"");
    assertThat(view().calls(UPDATE)).isZero();
  }

  @Test
  void anUnknownProfileIsRejectedAtOnceWhereThatIsAskedFor() throws Exception {
    start("unknown", "reject");
    send(event("x1", "a", "1"));
    untilSent();

    assertThat(account(report())).isEqualTo("1 read, 1 rejected");
  }

  @Test
  void nobodyLooksWhereThatIsAskedFor() throws Exception {
    start("unknown", "send");
    send(event("x2", "a", "1"));
    untilSent();

    assertThat(view().calls(LOOK)).isZero();
    assertThat(view().calls(UPDATE)).isEqualTo(1);
    assertThat(account(report())).isEqualTo("1 read, 1 accepted");
  }

  @Test
  void anUnknownProfileIsCreatedWithAllThatCameUntilItIsKnown() throws Exception {
    startWithClock("unknown", "create");
    send(event("n1", "a", "1", "b", "2"));
    clock.advance(Duration.ofSeconds(10));
    until(() -> stored("updates", "state = 'CREATED' and events = 0") == 1);
    until(() -> attribute("n1", "a").equals("1"));
    // Target does not show it yet.
    sandbox
        .faults()
        .add(
            Fault.status(404)
                .shape(Fault.Shape.TARGET)
                .saying("", "No profile found for client")
                .matching("/thirdPartyId/n1$"));
    send(event("n1", "a", "2"));
    clock.advance(Duration.ofMinutes(15));
    until(() -> view().calls("profiles.batch-update") == 2);
    send(event("n1", "a", "3"));
    clock.advance(Duration.ofMinutes(16));
    untilSent();

    assertThat(attribute("n1", "a")).isEqualTo("3");
    assertThat(attribute("n1", "b")).isEqualTo("2");
    assertThat(account(report())).isEqualTo("3 read, 3 accepted");
  }

  /** It may replace what Target had from there. */
  @Test
  void whatABulkUpdateSaidOfACreatedProfileIsSaidAgainByTheNext() throws Exception {
    start("unknown", "create");
    Path batch = Files.writeString(data.resolve("batch.txt"), "batch=thirdPartyId,c\nn2,3\n");
    ProfileLedger ledger = bean("profileLedger", ProfileLedger.class);
    ledger.took(
        new Batch("run", 1, 1, batch.toFile(), 1, 1, 1, 1, "node", "id"),
        new BatchStatus(null, 1, 1, 0, 0, false));
    assertThat(known(ledger, batch)).isEqualTo(1);
    send(event("n2", "a", "1"));
    until(() -> attribute("n2", "a").equals("1"));

    assertThat(known(ledger, batch)).isZero();
  }

  private static int known(ProfileLedger ledger, Path batch) throws IOException {
    Map<String, String> hashes = new HashMap<>();
    ProfileHashes.read(Files.newInputStream(batch), hashes::putAll);
    return ledger.begin().unchanged(hashes).size();
  }

  @Test
  void theProfileMayBeNamedByTargetsOwnId() throws Exception {
    start("key", "pcId", "unknown", "create");
    send(event("pc+1/2", "a", "1"));
    until(() -> stored("updates", "state = 'CREATED'") == 1);

    assertThat(view().calls("profiles.batch-update")).isEqualTo(1);
    assertThat(account(report())).isEqualTo("1 read, 1 accepted");
  }

  @Test
  void atTheDailyLimitUpdatesWaitAcrossARestart() throws Exception {
    known("c1", "c2", "c3");
    startWithClock("updates-per-day", "2");
    send(event("c1", "a", "1"), event("c2", "a", "1"));
    clock.advance(Duration.ofSeconds(10));
    untilSent();
    stop();
    startWithClock("updates-per-day", "2");
    send(event("c3", "a", "1"));
    clock.advance(Duration.ofSeconds(10));
    until(() -> log.all().stream().anyMatch(line -> line.contains("Daily limit reached")));

    assertThat(log.all())
        .anyMatch(line -> line.contains("the next update goes out in 24 h 1 min: Target takes 2"));
    assertThat(view().calls(UPDATE)).isEqualTo(2);
    assertThat(secondsToStop()).isLessThan(10);
    startWithClock("updates-per-day", "2");
    clock.advance(Duration.ofHours(25));
    untilSent();

    assertThat(attribute("c3", "a")).isEqualTo("1");
    assertThat(log.complaints()).isEmpty();
  }

  private double secondsToStop() {
    Instant before = Instant.now();
    stop();
    return Duration.between(before, Instant.now()).toMillis() / 1000.0;
  }

  @Test
  void noMoreUpdatesGoOutInASecondThanAreAskedFor() throws Exception {
    String[] ids = IntStream.range(0, 11).mapToObj(i -> "t" + i).toArray(String[]::new);
    known(ids);
    start("updates-per-second", "5");
    Instant before = Instant.now();
    Stream.of(ids).forEach(id -> send(event(id, "a", "1")));
    untilSent();

    assertThat(Duration.between(before, Instant.now())).isGreaterThan(Duration.ofMillis(1900));
    assertThat(view().calls(UPDATE)).isEqualTo(11);
  }

  @Test
  void whereTooManyUpdatesWaitTheSourceWaitsToo() throws Exception {
    known("b0", "b1", "b2", "b3");
    start("max-waiting", "3");
    program.getCamelContext().getRouteController().suspendRoute("sync-profiles-stream-send");
    IntStream.range(0, 3).forEach(i -> send(event("b" + i, "a", "1")));
    CompletableFuture<Void> fourth = CompletableFuture.runAsync(() -> send(event("b3", "a", "1")));
    until(
        () ->
            log.all().contains("INFO The source waits, for 3 updates of profiles wait to be sent"));
    assertThat(fourth).isNotDone();
    assertThat(stored("updates", "true")).isEqualTo(3);

    program.getCamelContext().getRouteController().resumeRoute("sync-profiles-stream-send");
    fourth.join();
    untilSent();

    assertThat(attribute("b3", "a")).isEqualTo("1");
  }

  @Test
  void whatWasTakenIsSentAfterARestartAndTheStopGivesAnAccount() throws Exception {
    known("s1");
    startWithClock();
    send(event("s1", "a", "1"), event("s1"));
    stop();

    assertThat(reports()).hasSize(1);
    assertThat(log.all())
        .containsOnlyOnce(
            "INFO Updates of profiles that wait to be sent: 1; for Target to know the profile: 0");
    assertThat(log.complaints()).isEmpty();
    assertThat(view().calls(UPDATE)).isZero();
    startWithClock();
    clock.advance(Duration.ofSeconds(10));
    untilSent();

    assertThat(attribute("s1", "a")).isEqualTo("1");
    assertThat(account(report())).isEqualTo("1 read, 1 accepted");
  }

  @Test
  void aFileThatWasInterruptedGoesOnWhereItWasAndCountsNothingTwice() throws Exception {
    String[] ids = IntStream.range(0, 250).mapToObj(i -> "i" + i).toArray(String[]::new);
    known(ids);
    startWithClock("max-waiting", "150");
    program.getCamelContext().getRouteController().suspendRoute("sync-profiles-stream-send");
    drop("many.jsonl", Stream.of(ids).map(id -> event(id, "a", "1")).toArray(String[]::new));
    until(() -> stored("updates", "true") == 200);
    assertThat(secondsToStop()).isLessThan(10);
    assertThat(files("work")).hasSize(1);
    startWithClock("max-waiting", "150");
    clock.advance(Duration.ofSeconds(10));
    until(() -> files("done/profiles-stream").size() == 1);
    clock.advance(Duration.ofSeconds(10));
    untilSent();

    assertThat(account(report())).isEqualTo("250 read, 250 accepted");
    assertThat(view().calls(UPDATE)).isEqualTo(250);
  }
}
