package io.github.targetroutes.export;

import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.target.Operation;
import io.github.targetroutes.target.Operations;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;

/**
 * The inventory: each kind of object becomes a file of JSON lines, and what is different since the
 * last inventory becomes another one. A kind has the name of the operation that lists it, without
 * {@code list-}.
 */
public final class Inventory {

  /** Stands in a run for all that it may be asked for. */
  private static final String ALL = "all";

  private static final String CHANGES = "changes.jsonl";
  private static final String SUMMARY = "summary.json";

  /** Records that go into one step: memory, and what a crash repeats. */
  private static final int STEP = 500;

  private static final DateTimeFormatter FOLDER =
      DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmssSSS").withZone(ZoneOffset.UTC);

  private ExportRuns runs;
  private ExportFolder folder;
  private InventoryLedger ledger;
  private List<String> kinds = List.of();
  private Set<String> ignored = Set.of();
  private int removedPercent = 50;
  private int guardFrom = 10;

  /**
   * Begins an inventory, or goes on with one that was interrupted.
   *
   * @param operations the table in which every kind must have its list
   * @return the run's name
   * @throws ConfigurationException where there is no such kind
   */
  public String begin(Operations operations) throws IOException {
    if (kinds.isEmpty()) {
      throw new ConfigurationException(
          "export.inventory.kinds names nothing; name kinds of objects, such as activities,offers");
    }
    for (String kind : kinds) {
      requireList(kind, operations);
    }
    String run = runs.begin("inventory", ALL);
    if (!runs.isPlanned(run)) {
      plan(run);
    }
    return run;
  }

  private static void requireList(String kind, Operations operations) {
    boolean listed =
        operations.all().stream()
            .filter(operation -> operation.name().equals("list-" + kind))
            .anyMatch(operation -> operation.pathNames().isEmpty());
    if (!listed) {
      throw new ConfigurationException(
          "export.inventory.kinds names \"%s\", of which Target has no list; target-routes call --list list- shows what it has"
              .formatted(kind));
    }
  }

  private void plan(String run) {
    String within = FOLDER.format(runs.started(run)) + "/";
    List<ExportFile> files = new ArrayList<>();
    for (String kind : kinds) {
      files.add(file(run, files.size() + 1, within + kind + ".jsonl", kind));
    }
    for (String derived : List.of(CHANGES, SUMMARY)) {
      files.add(file(run, files.size() + 1, within + derived, ""));
    }
    runs.together(connection -> runs.plan(connection, files));
  }

  private static ExportFile file(String run, int number, String name, String what) {
    return new ExportFile(run, number, name, what, 0, 0, 0, 0);
  }

  /**
   * Sets the variables by which {@code target-page} asks for a kind, from where it was interrupted.
   * A list that can be sorted comes in the order of its ids: what is made meanwhile comes last.
   */
  public void ask(Exchange exchange, Operations operations) {
    ExportFile file = exchange.getVariable("export.file", ExportFile.class);
    Operation list = operations.operation("list-" + file.what());
    Map<String, Object> query = new LinkedHashMap<>();
    if (list.queryNames().contains("orderby")) {
      query.put("orderby", "id");
    } else if (list.queryNames().containsAll(List.of("sortBy", "id"))) {
      query.put("sortBy", "id");
    }
    exchange.setVariable("target.operation", list.name());
    exchange.setVariable("target.path", Map.of());
    exchange.setVariable("target.query", query);
    exchange.setVariable("target.offset", file.place());
  }

  /** Writes the records of a page, in steps that are each noted. */
  public void write(Exchange exchange) throws IOException {
    ExportFile file = runs.now(exchange.getVariable("export.file", ExportFile.class));
    Iterator<?> records = exchange.getMessage().getBody(Iterator.class);
    try (ExportFolder.Growing growing = folder.grow(file)) {
      while (records.hasNext()) {
        file = step(file, records, growing);
      }
    }
    if (exchange.getVariable("target.offset") == null) {
      runs.whole(file);
    }
  }

  private ExportFile step(ExportFile before, Iterator<?> lines, ExportFolder.Growing growing)
      throws IOException {
    List<InventoryRecord> records = new ArrayList<>();
    while (lines.hasNext() && records.size() < STEP) {
      records.add(InventoryRecord.of(lines.next().toString(), ignored));
    }
    ExportFile[] after = {before};
    runs.together(
        connection -> {
          List<InventoryRecord> unseen =
              ledger.see(connection, before.run(), before.what(), records);
          try {
            for (InventoryRecord record : unseen) {
              line(growing.out(), record.line());
            }
            after[0] =
                before.grown(
                    growing.force(),
                    before.records() + unseen.size(),
                    before.skipped() + records.size() - unseen.size(),
                    before.place() + records.size());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          runs.grown(connection, after[0]);
        });
    return after[0];
  }

  private static void line(OutputStream out, String line) throws IOException {
    out.write(line.getBytes(StandardCharsets.UTF_8));
    out.write('\n');
  }

  /**
   * Leaves out each list that has lost more than a set share of its objects since the last time:
   * where Target answers with less than there is, nobody must be told that all of it is gone.
   */
  public void leaveOutShrunk(String run) {
    if (runs.derived(run).isEmpty()) {
      return;
    }
    for (ExportFile file : runs.given(run)) {
      long before = ledger.before(file.what());
      long removed = ledger.removed(run, file.what());
      if (removed >= guardFrom && removed * 100 > before * removedPercent) {
        runs.refused(
            file,
            String.format(
                Locale.ROOT,
                "%,d of its %,d objects are there no more, more than the %d %% that"
                    + " export.guard.removed-percent allows; if that is so, raise that setting and"
                    + " export it again",
                removed,
                before,
                removedPercent));
      }
    }
  }

  /**
   * Makes the files of what is different, and of what is in the inventory, unless they are made.
   */
  public void compare(String run) throws IOException {
    List<ExportFile> derived = runs.derived(run);
    if (derived.isEmpty()) {
      return;
    }
    ExportFile changes = derived.get(0).grown(0, 0, 0, 0);
    ExportFile summary = derived.get(1).grown(0, 0, 0, 0);
    try (ExportFolder.Growing changesFile = folder.grow(changes);
        ExportFolder.Growing summaryFile = folder.grow(summary)) {
      InventoryComparison comparison =
          InventoryComparison.write(runs, ledger, run, changesFile.out());
      comparison.writeTo(summaryFile.out());
      runs.made(
          changes.grown(changesFile.force(), comparison.different(), 0, 0),
          summary.grown(summaryFile.force(), 1, 0, 0));
    }
  }

  /** The target has it all: the next inventory is compared with this one. */
  public void settle(String run) {
    for (ExportFile file : runs.given(run)) {
      if (!file.what().isEmpty()) {
        ledger.settle(run, file.what(), runs.started(run));
      }
    }
  }

  /** What has been done of inventories. */
  public void setRuns(ExportRuns runs) {
    this.runs = runs;
  }

  /** Where the files grow. */
  public void setFolder(ExportFolder folder) {
    this.folder = folder;
  }

  /** What the last inventory has seen. */
  public void setLedger(InventoryLedger ledger) {
    this.ledger = ledger;
  }

  /** Kinds of objects, comma separated: lists of the table of operations, without {@code list-}. */
  public void setKinds(String kinds) {
    this.kinds = words(kinds).toList();
  }

  /** Fields, comma separated, that may differ without a change. */
  public void setIgnored(String ignored) {
    this.ignored = words(ignored).collect(Collectors.toUnmodifiableSet());
  }

  /** The share of a list's objects that may be gone since the last time, in percent. */
  public void setRemovedPercent(int removedPercent) {
    this.removedPercent = removedPercent;
  }

  /** From how many gone objects on the share counts. */
  public void setGuardFrom(int guardFrom) {
    this.guardFrom = guardFrom;
  }

  private static Stream<String> words(String list) {
    return Arrays.stream(list.split(",")).map(String::strip).filter(word -> !word.isEmpty());
  }
}
