package io.github.targetroutes.sync.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.targetroutes.MutableClock;
import io.github.targetroutes.sync.Batch;
import io.github.targetroutes.sync.BatchStatus;
import io.github.targetroutes.sync.Database;
import io.github.targetroutes.sync.Delta;
import io.github.targetroutes.sync.ProfileHashes;
import io.github.targetroutes.sync.StateStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(Database.class)
class ProfileLedgerTest {

  private static final String HEADER = "batch=thirdPartyId,name\n";

  private final MutableClock clock = new MutableClock("2026-01-01T12:00:00Z");
  private final ProfileLedger profiles = new ProfileLedger();
  private final Ledger ledger = new Ledger();

  @Parameter Database database;
  @TempDir Path folder;

  @BeforeEach
  void open() {
    DataSource source = database.in(folder);
    new StateStore(source).open();
    ledger.setDataSource(source);
    profiles.setLedger(ledger);
    profiles.setClock(clock);
    profiles.setRefreshAfter("6d");
  }

  /** A batch of some of the profiles id1, id2 and so on, all of one name, in a batch's order. */
  private static String batch(int from, int to, String name) throws IOException {
    Map<String, String> lines = new TreeMap<>();
    for (int i = from; i <= to; i++) {
      String line = "id" + i + "," + name + "\n";
      lines.put(hashes(HEADER + line).keySet().iterator().next(), line);
    }
    return HEADER + String.join("", lines.values());
  }

  private static Map<String, String> hashes(String batch) throws IOException {
    Map<String, String> hashes = new LinkedHashMap<>();
    ProfileHashes.read(
        new ByteArrayInputStream(batch.getBytes(StandardCharsets.US_ASCII)), hashes::putAll);
    return hashes;
  }

  private void sending(String batch) throws IOException {
    profiles.sending(new ByteArrayInputStream(batch.getBytes(StandardCharsets.US_ASCII)));
  }

  /** Target takes some of the profiles of a batch. */
  private void took(String batch, int taken) throws IOException {
    List<String> lines = batch.lines().toList();
    Path file = Files.writeString(folder.resolve("batch-1.txt"), batch);
    int size = lines.size() - 1;
    profiles.took(
        new Batch("run", 1, 1, file.toFile(), 1, size, size, 1, "node", "id"),
        new BatchStatus(null, size, taken, size - taken, 0, true));
  }

  private void sentAndTaken(String batch) throws IOException {
    sending(batch);
    took(batch, batch.lines().toList().size() - 1);
  }

  private long unchanged(String batch) throws IOException {
    return profiles.begin().unchanged(hashes(batch)).size();
  }

  @Test
  void whatTargetHasIsUnchangedAndWhatIsOtherwiseOrNewIsNot() throws IOException {
    assertThat(unchanged(batch(1, 10, "Ann"))).isZero();
    sentAndTaken(batch(1, 2500, "Ann"));

    assertThat(unchanged(batch(1, 2500, "Ann"))).isEqualTo(2500);
    assertThat(unchanged(batch(1, 2500, "Bob"))).isZero();
    assertThat(unchanged(batch(2491, 2510, "Ann"))).isEqualTo(10);
    assertThat(unchanged(batch(7, 7, "Ann"))).isEqualTo(1);
  }

  @Test
  void aComparisonFindsTheSameInSmallPartsAndInLargeOnes() throws IOException {
    sentAndTaken(batch(1, 3000, "Ann"));
    Delta.Comparison comparison = profiles.begin();
    int[] sizes = {1, 700, 3, 1500, 40};
    Set<String> found = new HashSet<>();
    Map<String, String> some = new LinkedHashMap<>();
    int parts = 0;
    for (Map.Entry<String, String> one : hashes(batch(1, 3010, "Ann")).entrySet()) {
      some.put(one.getKey(), one.getValue());
      if (some.size() == sizes[parts % sizes.length]) {
        found.addAll(comparison.unchanged(some));
        some.clear();
        parts++;
      }
    }
    found.addAll(comparison.unchanged(some));
    assertThat(found).hasSize(3000);

    Map<String, String> anOlderOne = hashes(batch(1, 1, "Ann"));
    assertThat(comparison.unchanged(anOlderOne)).containsExactlyElementsOf(anOlderOne.values());
  }

  /** The batch may have reached Target: nobody knows which of the two it has. */
  @Test
  void fromItsSendingOnNeitherTheOldNorTheNewIsKnownUntilTargetHasTakenIt() throws IOException {
    sentAndTaken(batch(1, 3, "Ann"));
    sending(batch(2, 2, "Bob"));

    assertThat(unchanged(batch(1, 3, "Ann"))).isEqualTo(2);
    assertThat(unchanged(batch(2, 2, "Bob"))).isZero();
    took(batch(2, 2, "Bob"), 1);
    assertThat(unchanged(batch(2, 2, "Bob"))).isEqualTo(1);
  }

  @Test
  void whatIsSentAgainAsItWasStaysKnown() throws IOException {
    sentAndTaken(batch(1, 3, "Ann"));
    sending(batch(1, 3, "Ann"));

    assertThat(unchanged(batch(1, 3, "Ann"))).isEqualTo(3);
  }

  /** As after a crash before the batch was settled. */
  @Test
  void notingTwiceDoesNoHarm() throws IOException {
    sentAndTaken(batch(1, 1500, "Ann"));
    took(batch(1, 1600, "Ann"), 1600);

    assertThat(unchanged(batch(1, 1600, "Ann"))).isEqualTo(1600);
    assertThat(ledger.count("profiles-bulk")).isEqualTo(1600);
  }

  /** Version 1 passes over profiles that Target does not know, and does not say which. */
  @Test
  void aBatchOfWhichTargetPassedOverSomeIsNotNoted() throws IOException {
    sending(batch(1, 3, "Ann"));
    took(batch(1, 3, "Ann"), 2);

    assertThat(unchanged(batch(1, 3, "Ann"))).isZero();
  }

  @Test
  void aBatchWhoseFileIsGoneIsNotNoted() throws IOException {
    Batch gone = new Batch("run", 1, 1, folder.resolve("gone").toFile(), 1, 1, 1, 1, "n", "id");
    profiles.took(gone, new BatchStatus(null, 1, 1, 0, 0, false));

    assertThat(ledger.count("profiles-bulk")).isZero();
  }

  @Test
  void whatIsOldIsSentAgainAndWhatNoFileBringsIsForgotten() throws IOException {
    sentAndTaken(batch(1, 2, "Ann"));
    clock.advance(Duration.ofDays(7));
    assertThat(unchanged(batch(1, 2, "Ann"))).isZero();
    sentAndTaken(batch(2, 2, "Ann"));
    assertThat(unchanged(batch(1, 2, "Ann"))).isEqualTo(1);

    clock.advance(Duration.ofDays(5).plusHours(1));
    profiles.forgetOld();
    assertThat(ledger.count("profiles-bulk")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "0s"})
  void switchedOffNothingIsKnownThenAndLater(String off) throws IOException {
    sentAndTaken(batch(1, 2, "Ann"));
    profiles.setRefreshAfter(off);
    assertThat(unchanged(batch(1, 2, "Ann"))).isZero();
    sentAndTaken(batch(1, 1, "Bob"));

    profiles.setRefreshAfter("6d");
    assertThat(unchanged(batch(1, 2, "Ann"))).isZero();
  }

  @Test
  void neitherIdsNorValuesStandInTheLedger() throws IOException {
    sentAndTaken(HEADER + "somebody%40example.com,Ann\n");

    Set<String> columns =
        new StateStore(database.in(folder))
                .query(
                    row -> row.getString("record_key") + row.getString("hash"),
                    "select * from ledger")
                .stream()
                .collect(Collectors.toSet());
    assertThat(columns).singleElement().asString().matches("[0-9a-f]{48}");
  }
}
