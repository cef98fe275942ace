package io.github.targetroutes.sync.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.targetroutes.MutableClock;
import io.github.targetroutes.ops.RunReport;
import io.github.targetroutes.sync.Database;
import io.github.targetroutes.sync.input.SourceRecord;
import io.github.targetroutes.sync.mapping.RecordMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The updates that wait, in each database that the state may be kept in. */
class WaitingUpdatesTest {

  private static final RecordMapping MAPPING =
      RecordMapping.parse(
          """
          key: {column: id}
          whole: true
          without: [id]
          fields: []
          """,
          "test");

  @TempDir Path folder;

  private final MutableClock clock = new MutableClock("2026-11-25T10:00:00Z");
  private final UpdateRules rules = new UpdateRules();
  private StreamAccount account;
  private WaitingUpdates updates;

  private void open(Database database) {
    DataSource source = database.in(folder);
    account = new StreamAccount();
    account.setDataSource(source);
    account.setClock(clock);
    account.start();
    DailyRejects rejects = new DailyRejects();
    rejects.setFolder(folder.resolve("rejects").toString());
    rejects.setDataSource(source);
    updates = new WaitingUpdates();
    updates.setCamelContext(new DefaultCamelContext());
    updates.setDataSource(source);
    updates.setAccount(account);
    updates.setRejects(rejects);
    updates.setRules(rules);
    updates.setClock(clock);
    updates.start();
  }

  private void take(long taken, String... events) {
    List<SourceRecord> records = Stream.of(events).map(SourceRecord::parse).toList();
    Intake intake = new Intake(new Chunk("run.jsonl", taken, records));
    records.forEach(record -> rules.judge(record, MAPPING.map(record), intake));
    updates.take(intake);
  }

  private RunReport report() {
    RunReport report = account.endPeriod().get(0);
    account.reported(report.run());
    return report;
  }

  private Update onlyDue() {
    assertThat(updates.due()).hasSize(1);
    return updates.due().get(0);
  }

  @ParameterizedTest
  @EnumSource
  void anUpdateIsDueWhenItsWindowEndsWithAllThatCameMeanwhile(Database database) {
    open(database);
    take(1, "{\"id\":\"a\",\"x\":1}");
    clock.advance(Duration.ofSeconds(4));
    take(2, "{\"id\":\"a\",\"x\":2,\"y\":true}");
    assertThat(updates.hasDue()).isFalse();
    assertThat(updates.isWorkLeft()).isTrue();

    clock.advance(Duration.ofSeconds(1));

    assertThat(onlyDue().form()).isEqualTo("mbox3rdPartyId=a&profile.x=2&profile.y=true");
    assertThat(onlyDue().label()).isEqualTo("update of 2 events");
  }

  @ParameterizedTest
  @EnumSource
  void whatCameWhileAnUpdateWasUnderWayIsSentAfterIt(Database database) {
    open(database);
    take(1, "{\"id\":\"a\",\"x\":1}");
    clock.advance(Duration.ofSeconds(5));
    Update underWay = onlyDue();
    take(2, "{\"id\":\"a\",\"x\":2}");

    updates.sent(underWay);

    assertThat(updates.waiting()).isEqualTo(1);
    clock.advance(Duration.ofSeconds(5));
    updates.sent(onlyDue());
    assertThat(updates.waiting()).isZero();
    RunReport report = report();
    assertThat(report.accepted()).isEqualTo(2);
    assertThat(report.units()).isEqualTo(2);
    assertThat(report.complete()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void aNewStartKnowsWhatWaitsAndHowMuchOfAFileWasTaken(Database database) {
    open(database);
    take(100, "{\"id\":\"a\",\"x\":1}");
    open(database);

    assertThat(updates.taken("run.jsonl")).isEqualTo(100);
    assertThat(updates.taken("other.jsonl")).isZero();
    assertThat(updates.waiting()).isEqualTo(1);
    clock.advance(Duration.ofSeconds(5));
    assertThat(onlyDue().attributes()).containsEntry("x", "1");
    clock.advance(Duration.ofDays(91));
    assertThat(updates.taken("run.jsonl")).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aParkedUpdateTakesEventsInAndHoldsNobodyUp(Database database) {
    open(database);
    updates.setMaxWaiting(1);
    take(1, "{\"id\":\"a\",\"x\":1}");
    assertThat(updates.isFull()).isTrue();
    clock.advance(Duration.ofSeconds(5));
    updates.park(onlyDue());

    assertThat(updates.isFull()).isFalse();
    assertThat(updates.isWorkLeft()).isFalse();
    assertThat(updates.parked()).isEqualTo(1);
    take(2, "{\"id\":\"a\",\"y\":2}");
    assertThat(updates.due()).isEmpty();
    clock.advance(Duration.ofMinutes(15));
    assertThat(onlyDue().attributes()).containsOnlyKeys("x", "y");
  }

  @ParameterizedTest
  @EnumSource
  void theAccountTellsWhatBecameOfEveryRecordOnce(Database database) throws Exception {
    open(database);
    take(
        6,
        "{\"id\":\"a\",\"x\":1}",
        "{\"id\":\"b\",\"x\":1}",
        "{\"id\":\"c\",\"x\":1}",
        "{\"id\":\"c\",\"x\":[1]}",
        "{\"id\":\"c\",\"profile.x\":\"1\"}",
        "{\"id\":\"c\",\"x\":null}");
    clock.advance(Duration.ofSeconds(5));
    List<Update> due = updates.due();
    updates.sent(due.get(0));
    updates.dead(due.get(1), "letter.json");
    updates.reject(due.get(2));
    account.called();

    RunReport report = report();

    assertThat(report.read()).isEqualTo(6);
    assertThat(report.accepted()).isEqualTo(1);
    assertThat(report.deadLettered()).isEqualTo(1);
    assertThat(report.rejected()).isEqualTo(4);
    assertThat(report.calls()).isEqualTo(1);
    assertThat(report.deadLetters()).containsExactly("letter.json");
    assertThat(report.source()).isEqualTo("profiles-stream");
    assertThat(Files.readAllLines(Path.of(report.rejects()))).hasSize(5);
    assertThat(account.endPeriod()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aReportThatWasNotMadeIsMadeLater(Database database) {
    open(database);
    take(1, "{\"id\":\"a\"}");
    assertThat(account.endPeriod()).hasSize(1);
    open(database);

    assertThat(account.endPeriod()).singleElement().extracting(RunReport::rejected).isEqualTo(1L);
  }

  /** It is killed when they are on the disk, before they count. */
  @ParameterizedTest
  @EnumSource
  void rejectsThatDidNotCountBeforeACrashAreThereOnce(Database database) throws IOException {
    open(database);
    take(1, "{\"id\":\"\"}");
    Path file = Path.of(report().rejects());
    List<String> counted = Files.readAllLines(file);
    Files.writeString(file, "run.jsonl,2,id,rea", StandardOpenOption.APPEND);
    open(database);

    take(2, "{\"id\":\"\"}");

    assertThat(Files.readAllLines(file)).hasSize(3).startsWith(counted.toArray(String[]::new));
  }

  /** They are nowhere else. */
  @ParameterizedTest
  @EnumSource
  void rejectsAreKeptWhereTheStateStoreKnowsNothingOfThem(Database database) throws IOException {
    open(database);
    Path file = folder.resolve("rejects/20261125.rejects.csv");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "source,line,column,reason,text\nmessage,1,id,why,{}\n");

    take(1, "{\"id\":\"\"}");

    assertThat(Files.readAllLines(file)).hasSize(3);
  }
}
