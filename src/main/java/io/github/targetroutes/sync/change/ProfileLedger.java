package io.github.targetroutes.sync.change;

import io.github.targetroutes.StrictDurations;
import io.github.targetroutes.sync.Batch;
import io.github.targetroutes.sync.BatchStatus;
import io.github.targetroutes.sync.Delta;
import io.github.targetroutes.sync.ProfileHashes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Target has of each profile from bulk updates, in the ledger: hashes of what was sent, under
 * hashes of the ids. What is sent otherwise than before is forgotten before it goes out, and noted
 * when Target has taken all of its batch: whatever happens in between, it is sent twice rather than
 * left out.
 *
 * <p>All methods throw a {@link io.github.targetroutes.sync.StateFault} where the state store can't
 * be used.
 */
public final class ProfileLedger implements Delta {

  private static final Logger LOG = LoggerFactory.getLogger(ProfileLedger.class);
  private static final String FLOW = "profiles-bulk";

  /** How often is looked for what is of no use any more. */
  private static final Duration DAY = Duration.ofDays(1);

  private Clock clock = Clock.systemUTC();
  private Ledger ledger;
  private Duration refreshAfter = Duration.ZERO;
  private Instant cleared = Instant.MIN;

  @Override
  public Comparison begin() {
    if (!isOn()) {
      return NOTHING_KNOWN.begin();
    }
    LedgerPages pages = ledger.pages(FLOW);
    Instant staleBefore = clock.instant().minus(refreshAfter);
    return hashes ->
        pages.find(hashes.keySet()).entrySet().stream()
            .filter(known -> known.getValue().sent().isAfter(staleBefore))
            .filter(known -> known.getValue().hash().equals(hashes.get(known.getKey())))
            .map(known -> known.getValue().hash())
            .collect(Collectors.toSet());
  }

  private boolean isOn() {
    return !refreshAfter.isZero();
  }

  /**
   * A batch goes out: whether Target has what was sent before of its profiles isn't known any more.
   *
   * @param batch as it is sent
   */
  public void sending(InputStream batch) throws IOException {
    try (batch) {
      if (!isOn()) {
        // What is sent meanwhile is not noted, so that what was noted before does not hold.
        ledger.forget(FLOW);
        return;
      }
      LedgerPages pages = ledger.pages(FLOW);
      ProfileHashes.read(
          batch,
          hashes ->
              ledger.forget(
                  FLOW,
                  pages.find(hashes.keySet()).entrySet().stream()
                      .filter(known -> !known.getValue().hash().equals(hashes.get(known.getKey())))
                      .map(Map.Entry::getKey)
                      .toList()));
    }
  }

  /**
   * Notes what Target has from a batch, where it has taken all of it: else nobody knows which
   * profiles it has taken.
   */
  public void took(Batch batch, BatchStatus status) throws IOException {
    if (!isOn() || status.successful() < batch.profiles()) {
      return;
    }
    if (!batch.file().isFile()) {
      LOG.warn("{}: its file is gone, so its profiles are sent again next time", batch.label());
      return;
    }
    LedgerPages pages = ledger.pages(FLOW);
    ProfileHashes.read(
        Files.newInputStream(batch.file().toPath()),
        hashes -> ledger.note(FLOW, hashes, pages.find(hashes.keySet()).keySet(), clock.instant()));
  }

  /**
   * Once a day, forgets profiles that no file has brought for so long that they are sent anyway.
   */
  public void forgetOld() {
    Instant now = clock.instant();
    if (isOn() && cleared.isBefore(now.minus(DAY))) {
      cleared = now;
      ledger.forgetBefore(FLOW, now.minus(refreshAfter.multipliedBy(2)));
    }
  }

  public void setLedger(Ledger ledger) {
    this.ledger = ledger;
  }

  /** After how long an unchanged profile is sent again; empty or zero: always. */
  public void setRefreshAfter(String refreshAfter) {
    this.refreshAfter = refreshAfter.isBlank() ? Duration.ZERO : StrictDurations.read(refreshAfter);
  }

  /** What tells the time; the system's clock by default. */
  public void setClock(Clock clock) {
    this.clock = clock;
  }
}
