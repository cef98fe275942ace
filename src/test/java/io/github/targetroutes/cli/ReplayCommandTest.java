package io.github.targetroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.TestSandbox;
import io.github.targetroutes.sandbox.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayCommandTest {

  private static final String UNIT = "batch=thirdPartyId,tier\n%s,gold\n";
  private static final String RUN = "20261124-021500123-customers.csv";

  @TempDir Path folder;
  private TestSandbox adobe;

  @BeforeEach
  void start() {
    adobe = TestSandbox.start(folder);
  }

  @AfterEach
  void stop() {
    adobe.close();
  }

  private Terminal.Result replay(String... arguments) {
    String[] all = Stream.concat(Stream.of("replay"), Stream.of(arguments)).toArray(String[]::new);
    return Terminal.with(adobe.settings())
        .set("error.target.retries", "1")
        .set("error.target.delay", "20")
        .run(all);
  }

  private Path letters() {
    return folder.resolve("dead-letter");
  }

  private void letter(String name, String why, String time) {
    write(letters().resolve(name + ".unit"), UNIT.formatted(name));
    write(
        letters().resolve(name + ".json"),
        """
        {"what":"batch %s","why":"%s","run":"run-1","attempts":3,"time":"%s",
         "operation":"bulk-update-profiles","replay":"sync-profiles-bulk-replay","unit":"%1$s.unit"}
        """
            .formatted(name, why, time));
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whereNoneWaitsNothingIsToBeDone() {
    assertThat(replay().exitCode()).isZero();
    assertThat(replay("--list").out()).startsWith("No dead letter waits");
    assertThat(replay("--list", "--json").out().strip()).isEqualTo("[ ]");
  }

  @ParameterizedTest
  @CsvSource({
    "--why, STUCK, old",
    "--since, 2026-11-24, new",
    "--since, 2026-11-20T12:00:00+01:00, new",
    "--flow, profiles-bulk, old new",
    "--flow, entities, ''",
    "--operation, bulk-update-profiles, old new"
  })
  void filtersLeaveWhatFitsAndShowingChangesNothing(String option, String value, String names)
      throws IOException {
    letter("old", "Target got stuck on it", "2026-11-19T02:00:00Z");
    letter("new", "Target answered 400", "2026-11-24T20:00:00Z");

    JsonNode shown =
        new ObjectMapper().readTree(replay("--dry-run", "--json", option, value).out());

    assertThat(shown.findValuesAsText("name"))
        .containsExactlyInAnyOrder(names.isEmpty() ? new String[0] : names.split(" "));
    assertThat(names(letters())).hasSize(4);
  }

  @Test
  void allGoThroughAndTheExitCodeIs0() {
    letter("a", "Target was away", "2026-11-24T02:00:00Z");
    letter("b", "Target was away", "2026-11-24T02:00:01Z");

    Terminal.Result result = replay();

    assertThat(result.out().lines())
        .containsExactly("batch a  went through", "batch b  went through", "2 of 2 went through");
    assertThat(result.exitCode()).isZero();
    assertThat(names(letters())).isEmpty();
    assertThat(names(letters().resolve("replay/done"))).contains("a.json", "a.unit", "b.json");
  }

  @Test
  void whatFailsAgainIsToldWithItsReasonAndTheExitCodeIs1() {
    letter("bad", "Target answered 400", "2026-11-24T02:00:00Z");
    adobe.sandbox().faults().add(Fault.status(400).on("POST", "/m2"));

    Terminal.Result result = replay();

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out())
        .contains("batch bad  failed again and is now ", ": Target answered 400", "0 of 1");
    assertThat(names(letters())).hasSize(2).noneMatch(name -> name.startsWith("bad."));
  }

  @Test
  void whatStopsItLeavesTheRestWhereItWas() {
    letter("first", "Target was away", "2026-11-24T02:00:00Z");
    letter("second", "Target was away", "2026-11-24T02:00:01Z");
    adobe.sandbox().faults().add(Fault.status(403).on("POST", "/m2"));

    Terminal.Result result = replay();

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).contains("Target answered 403 to bulk-update-profiles");
    assertThat(result.out()).contains("batch second  was not put through and waits on", "0 of 2");
    assertThat(names(letters())).hasSize(4);
  }

  @Test
  void aProgramThatRunsPutsThemThrough() throws Exception {
    letter("a", "Target was away", "2026-11-24T02:00:00Z");
    Thread program =
        new Thread(
            () -> {
              Path envelope = letters().resolve("replay/a.json");
              while (!Files.exists(envelope)) {
                Thread.onSpinWait();
              }
              try {
                Path done = Files.createDirectories(letters().resolve("replay/done"));
                Files.move(envelope, done.resolve("a.json"));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    program.start();
    Terminal.Result result;
    // As long as a program has the state store open, its file is locked.
    stateStore().close();
    try (FileChannel store =
            FileChannel.open(
                folder.resolve("state/target-routes.mv.db"), StandardOpenOption.WRITE);
        FileLock running = store.lock()) {
      result = replay();
      assertThat(running.isValid()).isTrue();
    }
    program.join();

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).contains("A program runs on this data folder; it puts them through");
    assertThat(result.out()).contains("1 of 1 went through");
  }

  private Connection stateStore() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:h2:file:" + folder.resolve("state/target-routes"), "sa", "");
  }

  @Test
  void correctedRejectsBecomeANewInputWithTheHeaderOfTheirOwn() throws IOException {
    write(folder.resolve("done/profiles-bulk/" + RUN), "customer_id,first_name,city\r\n1,A,B\r\n");
    Path rejects = folder.resolve("mended/" + RUN + ".rejects.csv");
    write(
        rejects,
        "line,column,reason,text\n"
            + "7,customer_id,the row has no key,\"77,Ann,\"\"Oslo, N\"\"\"\n"
            + "9,,x,\"9,Bo,Rom\"\n");

    Terminal.Result result = replay("--rejects", rejects.toString());
    Path made = folder.resolve("inbox/profiles/customers-mended.csv");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("2 records put into " + made);
    assertThat(Files.readString(made))
        .isEqualTo("customer_id,first_name,city\r\n77,Ann,\"Oslo, N\"\n9,Bo,Rom\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
        .isEqualTo("rw-------");
    assertThat(names(made.getParent())).containsExactly("customers-mended.csv");
    assertThat(replay("--rejects", rejects.toString()).err()).contains("is there already");
  }

  /** Of an array too: one that is broken still costs no more than its line. */
  @Test
  void correctedRejectsOfJsonBecomeAnObjectALine() throws IOException {
    String run = "20261124-021500123-products.json";
    write(folder.resolve("done/entities/" + run), "[{\"sku\": \"A\"}, {\n  \"sku\": \"B\"\n}]");
    Path rejects = folder.resolve("mended/" + run + ".rejects.csv");
    write(
        rejects,
        "line,column,reason,text\n"
            + "1,name,it has no name,\"{\"\"sku\"\": \"\"A\"\", \"\"title\"\": \"\"Tent\"\"}\"\n"
            + "1,name,it has no name,\"{\n  \"\"sku\"\": \"\"B\"\"\n}\"\n");

    Terminal.Result result = replay("--rejects", rejects.toString());

    assertThat(result.out()).startsWith("2 records put into ");
    assertThat(folder.resolve("inbox/entities/products-mended.json"))
        .hasContent("{\"sku\": \"A\", \"title\": \"Tent\"}\n{   \"sku\": \"B\" }\n");
  }

  @Test
  void rejectsWhoseInputIsGoneAreToldInOneSentence() {
    Path rejects = folder.resolve(RUN + ".rejects.csv");
    write(rejects, "line,column,reason,text\n");

    Terminal.Result result = replay("--rejects", rejects.toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .contains("The input " + RUN + " is not in " + folder.resolve("done"), "header");
  }
}
