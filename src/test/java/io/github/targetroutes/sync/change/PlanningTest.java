package io.github.targetroutes.sync.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.targetroutes.sync.Checkpoint;
import io.github.targetroutes.sync.Database;
import io.github.targetroutes.sync.Guard;
import io.github.targetroutes.sync.object.Offers;
import io.github.targetroutes.target.CallQuota;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanningTest {

  @TempDir Path folder;

  private final CamelContext context = new DefaultCamelContext();
  private final CallQuota quota = new CallQuota();
  private final Planning planning = new Planning();

  @BeforeEach
  void setUp() throws IOException {
    DataSource source = Database.H2.in(folder);
    Checkpoint checkpoint = new Checkpoint();
    checkpoint.setDataSource(source);
    checkpoint.start();
    Ledger ledger = new Ledger();
    ledger.setDataSource(source);
    Changes changes = new Changes();
    changes.setDataSource(source);
    changes.setLedger(ledger);
    RunFiles files = new RunFiles();
    files.setBatches(folder.resolve("batches").toString());
    for (Object bean : new Object[] {checkpoint, ledger, changes, files, new Guard(), quota}) {
      context.getRegistry().bind(bean.getClass().getSimpleName(), bean);
    }
    Path mapping =
        Files.writeString(folder.resolve("m.yaml"), "key: {column: name}\nwhole: true\n");
    planning.setCamelContext(context);
    planning.setFlow("offers");
    planning.setRules(new Offers());
    planning.setMapping("file:" + mapping);
    planning.setKeepsIds(true);
  }

  @AfterEach
  void close() {
    context.stop();
  }

  private Planned preview(int offers, String content) throws IOException {
    String lines =
        IntStream.range(0, offers)
            .mapToObj(i -> "{\"name\": \"n%d\", \"content\": \"%s\"}\n".formatted(i, content))
            .collect(Collectors.joining());
    return planning.preview(Files.writeString(folder.resolve("in.jsonl"), lines).toFile());
  }

  /** Target counts each operation of a call, and a minute of the quota lets out so many. */
  @ParameterizedTest
  @CsvSource({
    "120, 256, 45, 5, 3",
    "100, 256, 45, 5, 2",
    "120, 40, 45, 5, 3",
    "300, 256, 1000, 5, 2",
    "120, 256, 20, 1, 6"
  })
  void callsAreTheLeastThatTheLimitsAllow(int offers, int most, int perMinute, int burst, int calls)
      throws IOException {
    planning.setMaxChanges(most);
    planning.setMaxBytes(1_000_000);
    quota.setCallsPerMinute(perMinute);
    quota.setBurst(burst);
    quota.start();

    assertThat(preview(offers, "x").units()).isEqualTo(calls);
  }

  /** Addresses count too, so that target-batch does not cut what was packed. */
  @Test
  void theAddressesFitInBesideTheBodies() throws IOException {
    planning.setMaxChanges(256);
    planning.setMaxBytes(10_000);
    quota.start();

    assertThat(preview(20, "x".repeat(950)).units()).isEqualTo(3);
  }
}
