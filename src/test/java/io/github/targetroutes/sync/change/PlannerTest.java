package io.github.targetroutes.sync.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.sync.Database;
import io.github.targetroutes.sync.StateStore;
import io.github.targetroutes.sync.input.SourceRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Database.class)
class PlannerTest {

  private static final String RUN = "run-1";

  /** More than are looked up together, so that what comes later finds the first ones noted. */
  private static final int MANY = 600;

  @Parameter Database database;
  @TempDir Path folder;

  private final Ledger ledger = new Ledger();
  private final Changes changes = new Changes();

  @BeforeEach
  void open() {
    DataSource source = database.in(folder);
    StateStore store = new StateStore(source);
    store.open();
    store.update(
        "insert into runs (run, flow, started, prepared, read_rows, rejected, skipped, calls)"
            + " values (?, 'entities', ?, false, 0, 0, 0, 0)",
        RUN,
        Instant.EPOCH);
    ledger.setDataSource(source);
    changes.setDataSource(source);
    changes.setLedger(ledger);
  }

  /** Objects e1, e2, … and then what else is planned. */
  private int plan(int mostBytes, Later later) throws IOException {
    Planner.Terms terms = new Planner.Terms(RUN, "entities", false, Instant.MIN);
    try (Bodies bodies = new Bodies(bodies())) {
      Planner planner = new Planner(terms, changes, ledger, bodies, new Packer(100, mostBytes, 0));
      for (int i = 1; i <= MANY; i++) {
        save(planner, "e" + i, "x", i);
      }
      later.plan(planner);
      return planner.finish();
    }
  }

  private interface Later {
    void plan(Planner planner) throws IOException;
  }

  private Path bodies() {
    return folder.resolve("bodies.jsonl");
  }

  private static void save(Planner planner, String key, String name, long line) throws IOException {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("id", key).put("name", name);
    planner.add(key, body, SourceRecord.of(line, body, () -> key + ",\"" + name + "\nü\""));
  }

  private static void delete(Planner planner, String key, long line) throws IOException {
    planner.add(key, null, SourceRecord.of(line, null, () -> key + ",gone"));
  }

  private List<Unit> units() {
    return changes.open(RUN).stream().map(unit -> changes.unit(RUN, unit)).toList();
  }

  @Test
  void callsAreTheLeastThatTheLimitsAllowWhereverSomeAreReplaced() throws IOException {
    int units =
        plan(
            100_000,
            planner -> {
              for (int i = 1; i <= MANY; i++) {
                save(planner, "e" + i, "y", MANY + i);
              }
              save(planner, "one more", "y", 2 * MANY + 1);
            });

    assertThat(units).isEqualTo(7);
    assertThat(units()).extracting(Unit::size).containsExactly(100, 100, 100, 100, 100, 100, 1);
  }

  @Test
  void aDeleteGoesApartFromWhatItReplaces() throws IOException {
    plan(100_000, planner -> delete(planner, "e1", MANY + 1));

    assertThat(units()).hasSize(7);
    assertThat(units().stream().filter(Unit::deletes))
        .singleElement()
        .satisfies(
            unit -> assertThat(unit.changes()).extracting(Change::key).containsExactly("e1"));
    assertThat(units().stream().filter(unit -> !unit.deletes()).flatMap(u -> u.changes().stream()))
        .hasSize(MANY - 1)
        .noneMatch(change -> change.action() == Action.DELETE);
  }

  @Test
  void whatReplacesMayBeLargerAndTheLimitHolds() throws IOException {
    plan(5_000, planner -> save(planner, "e1", "z".repeat(4_900), MANY + 1));

    assertThat(units())
        .allMatch(unit -> unit.changes().stream().mapToInt(it -> it.length() + 1).sum() <= 5_000);
  }

  @Test
  void bodiesAndRecordsAreFoundAgain() throws IOException {
    plan(100_000, planner -> delete(planner, "e7", MANY + 1));

    Unit first = units().get(0);
    assertThat(Bodies.read(bodies(), first.changes()).get(2))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("{\"id\":\"e3\",\"name\":\"x\"}");
    assertThat(Bodies.text(bodies(), first.changes().get(2))).isEqualTo("e3,\"x\nü\"");
    Change deleted = changes.find(RUN, List.of("e7")).get("e7");
    assertThat(Bodies.text(bodies(), deleted)).isEqualTo("e7,gone");
  }
}
