package io.github.targetroutes.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.targetroutes.sandbox.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/**
 * {@code "sync-entities"} by {@code sync-run}: products become entities, only the difference is
 * sent.
 */
class EntitiesRouteTest extends ObjectFlowTest {

  private static final String HEADER = "id,name,category,price,gone,env\n";

  @Override
  String flow() {
    return "entities";
  }

  @Override
  String mapping() {
    return """
    key: {column: id}
    trim: true
    delete: {column: gone, equals: "yes"}
    fields:
      - {name: name, column: name}
      - {name: categories, column: category, list: "|"}
      - {name: value, column: price}
      - {name: environment, column: env}
    """;
  }

  @Override
  protected void settings(Properties settings) {
    super.settings(settings);
    settings.setProperty("sync.entities.environment", "1");
    settings.setProperty("sync.entities.max-records", "10");
  }

  private static String products(String prefix, int from, int to, String price) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(i -> "%s%d,Product %d,Shoes|Sale,%s,,\n".formatted(prefix, i, i, price))
        .collect(Collectors.joining());
  }

  private JsonNode run(String name, String rows) {
    return run(name, List.of(HEADER + rows.stripTrailing()));
  }

  private List<String> ids(String prefix) {
    return view().things("entities").stream()
        .map(entity -> entity.path("id").asText())
        .filter(id -> id.startsWith(prefix))
        .toList();
  }

  @Test
  void onlyTheDifferenceIsSentInTheFewestCalls() {
    JsonNode first = run("first.csv", products("d", 1, 25, "1.50"));
    assertThat(Account.of(first))
        .isEqualTo("25 read = 25 accepted + 0 rejected + 0 dead + 0 skipped");
    assertThat(first.path("calls").asInt()).as("25 in calls of 10").isEqualTo(3);

    JsonNode second = run("second.csv", products("d", 1, 25, "1.50"));
    assertThat(Account.of(second))
        .isEqualTo("25 read = 0 accepted + 0 rejected + 0 dead + 25 skipped");
    assertThat(second.path("calls").asInt()).as("nothing has changed").isZero();

    JsonNode third =
        run("third.csv", products("d", 1, 24, "1.50") + "d25,Product 25,Shoes|Sale,1.75,,\n");
    assertThat(Account.of(third))
        .isEqualTo("25 read = 1 accepted + 0 rejected + 0 dead + 24 skipped");
    assertThat(third.path("calls").asInt()).as("one has changed").isEqualTo(1);
    assertThat(ids("d")).hasSize(25);
    assertThat(log.complaints()).noneMatch(line -> line.startsWith("ERROR"));
  }

  @Test
  void whatIsGoneIsDeletedOnce() {
    run("d1.csv", products("g", 1, 12, "1"));
    JsonNode report = run("d2.csv", "g1,,,,yes,\ng2,,,,yes,\n" + products("g", 3, 12, "1"));

    assertThat(Account.of(report))
        .isEqualTo("12 read = 2 accepted + 0 rejected + 0 dead + 10 skipped");
    assertThat(ids("g")).hasSize(10).doesNotContain("g1", "g2");
    assertThat(run("d3.csv", "g1,,,,yes,\ng2,,,,yes,\n").path("calls").asInt()).isZero();
  }

  @Test
  void whatMayHaveComeToTargetBeforeItWasRefusedIsPutRightByTheNextRecord() {
    run("w1.csv", "w1,First,Shoes,1,,\n");
    sandbox.faults().add(Fault.status(500).butCarriedOut().matching("/entities$"));
    sandbox.faults().add(Fault.status(409).matching("/entities$"));
    JsonNode refused = run("w2.csv", "w1,Second,Shoes,1,,\n");
    assertThat(Account.of(refused))
        .isEqualTo("1 read = 0 accepted + 1 rejected + 0 dead + 0 skipped");

    sandbox.faults().clear();
    JsonNode again = run("w3.csv", "w1,First,Shoes,1,,\n");

    assertThat(Account.of(again))
        .isEqualTo("1 read = 1 accepted + 0 rejected + 0 dead + 0 skipped");
    assertThat(view().things("entities"))
        .filteredOn(entity -> entity.path("id").asText().equals("w1"))
        .extracting(entity -> entity.path("name").asText())
        .containsExactly("First");
  }

  @Test
  void aLaterRecordOfAnIdReplacesAnEarlierOneAndBothAreCounted() {
    JsonNode report = run("m.csv", "m1,Old,Shoes,1,,\nm2,Two,Shoes,1,,\nm1,New,Shoes,1,,\n");

    assertThat(Account.of(report))
        .isEqualTo("3 read = 3 accepted + 0 rejected + 0 dead + 0 skipped");
    assertThat(report.path("merged").asInt()).isEqualTo(1);
    assertThat(view().things("entities"))
        .filteredOn(entity -> entity.path("id").asText().equals("m1"))
        .extracting(entity -> entity.path("name").asText())
        .containsExactly("New");
  }

  @Test
  void whatBreaksARuleIsRejectedWithItsPlaceBeforeAnythingIsSent() throws IOException {
    JsonNode report =
        run("r.csv", products("r", 1, 8, "1") + "r9,,Shoes,1,,\nr 10,Spaced,Shoes,1,,\n");

    assertThat(Account.of(report))
        .isEqualTo("10 read = 8 accepted + 2 rejected + 0 dead + 0 skipped");
    assertThat(Files.readAllLines(Path.of(report.path("rejects").asText())))
        .anyMatch(line -> line.startsWith("10,name,"))
        .anyMatch(line -> line.startsWith("11,id,"));
  }

  /** Only Target knows that there is no such environment. */
  @Test
  void theGuiltyAreFoundWhereTargetRejectsSomeOfACall() throws IOException {
    JsonNode report =
        run(
            "b.csv",
            products("b", 1, 4, "1") + "b5,Five,Shoes,1,,999\n" + products("b", 6, 10, "1"));

    assertThat(Account.of(report))
        .isEqualTo("10 read = 9 accepted + 1 rejected + 0 dead + 0 skipped");
    assertThat(report.path("calls").asInt())
        .as("10, then 5 and 5, then 2 and 3 of the first, then 1 and 2 of those")
        .isLessThanOrEqualTo(9);
    assertThat(ids("b")).hasSize(9).doesNotContain("b5");
    assertThat(Files.readAllLines(Path.of(report.path("rejects").asText())))
        .hasSize(2)
        .last()
        .asString()
        .startsWith("6,,")
        .contains("environment")
        .as("as it stands in the source, to be corrected there")
        .endsWith("\"b5,Five,Shoes,1,,999\"");
    assertThat(log.complaints()).noneMatch(line -> line.startsWith("ERROR"));
  }

  @Test
  void aRunThatWouldDeleteTooMuchStopsBeforeItSendsAnything() {
    run("t1.csv", products("t", 1, 30, "1"));
    String gone =
        IntStream.rangeClosed(1, 20)
            .mapToObj(i -> "t" + i + ",,,,yes,\n")
            .collect(Collectors.joining());
    put("inbox/entities", "t2.csv", HEADER + gone);
    JsonNode report = report("failed", "t2.csv");

    assertThat(report.path("refused").asText())
        .contains("it would delete 20 of ", "sync.guard.delete-percent", "nothing was sent");
    assertThat(ids("t")).hasSize(30);
  }

  @Test
  void anOutageOfTargetIsWaitedOutAndNothingIsSentTwiceForIt() {
    sandbox
        .faults()
        .add(
            Fault.status(503).on("POST", "/acme/target/recs/entities").times(2),
            Fault.reset().on("POST", "/acme/target/recs/entities"));
    JsonNode report = run("o.csv", products("o", 1, 25, "1"));

    assertThat(Account.of(report))
        .isEqualTo("25 read = 25 accepted + 0 rejected + 0 dead + 0 skipped");
    assertThat(ids("o")).hasSize(25);
  }

  /** As after a crash between the report and the putting away of the input. */
  @Test
  void aRunThatIsAccountedForIsNotSentAgain() {
    Path input =
        put("elsewhere", "20260101-000000000-again.csv", HEADER + products("a", 1, 5, "1"));
    Exchange once = runAgain(input);
    Exchange twice = runAgain(input);

    assertThat(once.getException()).isNull();
    assertThat(twice.getException()).isNull();
    assertThat(ids("a")).hasSize(5);
    assertThat(log.all()).filteredOn(line -> line.contains("Run 20260101-000000000")).hasSize(1);
  }

  private Exchange runAgain(Path input) {
    Exchange exchange = new DefaultExchange(context);
    exchange.getMessage().setBody(input.toFile());
    exchange.getMessage().setHeader("CamelFileName", input.getFileName().toString());
    exchange.setVariable("sync.flow", "entities");
    return template.send("direct:sync-run", exchange);
  }
}
