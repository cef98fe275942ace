package io.github.targetroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapCommandTest {

  @TempDir Path folder;
  private final Terminal terminal = Terminal.with(Map.of());

  /** What config/samples/README.md says of each sample. */
  @ParameterizedTest
  @CsvSource({
    "profiles-bulk, profiles.csv, profiles.yaml, 8, 5, 0, 0, 6 7 8",
    "entities, entities.csv, entities.yaml, 11, 5, 1, 1, 8 9 10 11 12",
    "entities, entities.recs, entities-feed.yaml, 4, 2, 0, 0, 8 9",
    "offers, offers.jsonl, offers.yaml, 7, 3, 1, 1, 5 6 7",
    "audiences, audiences.json, audiences.yaml, 5, 3, 1, 0, 17 21",
    "activities, activities.json, activities.yaml, 4, 3, 1, 0, 42",
    "profiles-stream, events.jsonl, profiles-stream.yaml, 9, 4, 0, 1, 6 7 9 10"
  })
  void everySampleIsMappedAsItsNotesSay(
      String flow,
      String sample,
      String mapping,
      long read,
      long mapped,
      long deletes,
      long skipped,
      String rejected)
      throws IOException {
    Terminal.Result result =
        terminal.run(
            "map",
            flow,
            "config/samples/" + sample,
            "--mapping",
            "config/mappings/" + mapping,
            "--first",
            "20",
            "--json");

    JsonNode json = new ObjectMapper().readTree(result.out());
    assertThat(json.get("read").asLong()).isEqualTo(read);
    assertThat(json.get("mapped").asLong()).isEqualTo(mapped);
    assertThat(json.get("deletes").asLong()).isEqualTo(deletes);
    assertThat(json.get("skipped").asLong()).isEqualTo(skipped);
    assertThat(json.get("rejected").asLong()).isEqualTo(rejected.split(" ").length);
    assertThat(json.get("first")).hasSize((int) read);
    assertThat(json.get("rejects").findValuesAsText("line")).containsExactly(rejected.split(" "));
    assertThat(Files.readString(Path.of("config/samples/README.md")))
        .contains("`" + sample + "` | " + flow + ", `" + mapping + "` | " + mapped + " of " + read);
    assertThat(result.exitCode()).isEqualTo(1);
  }

  @Test
  void theFirstRecordsAreShownBeforeAndAfterAndAllAreCounted() throws IOException {
    Path file = write("id,age,x\n1, 7 ,a\n2,8,b\n3,nine,c\n,5,d\n");
    Path mapping = mapping("trim: true\nfields: [{name: attributes.age, column: age, number: .}]");

    Terminal.Result result = map("entities", file, "--mapping", mapping, "--first", 1);

    assertThat(result.out().lines())
        .containsExactly(
            "line 2",
            "  before  {\"id\":\"1\",\"age\":\" 7 \",\"x\":\"a\"}",
            "  after   1  {\"attributes\":{\"age\":7}}",
            "4 records: 2 mapped (0 of them delete), 0 skipped, 2 rejected",
            "  line 4, age: the value is no number like 1234.5",
            "  and 1 more");
    assertThat(result.exitCode()).isEqualTo(1);
  }

  @Test
  void aFileWithoutRejectsEndsWith0() throws IOException {
    Path file = write("[{\"id\":1,\"state\":\"x\"},{\"id\":2,\"state\":\"y\"}]");
    Path mapping = mapping("whole: true\nfilter: {column: state, equals: y}");

    Terminal.Result result = map("offers", file, "--mapping", mapping);

    assertThat(result.out())
        .contains(
            "  after   skipped", "2 records: 1 mapped (0 of them delete), 1 skipped, 0 reject");
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
  }

  /** The rules for keys of profiles and the limits of a batch are part of that flow's mapping. */
  @Test
  void profilesAreJudgedByTheRulesAndSettingsOfTheBulkUpdate() throws IOException {
    terminal
        .set("sync.profiles-bulk.delimiter", ";")
        .set("sync.profiles-bulk.max-value-length", "3");
    Path file = write("id;a\n1;x y\n+2;x\n3;long\n");
    Path mapping =
        Files.writeString(
            folder.resolve("p.yaml"),
            "key: {column: id, as: thirdPartyId}\nattributes: [{name: a, column: a, case: upper}]");

    Terminal.Result result = map("profiles-bulk", file, "--mapping", mapping);

    assertThat(result.out())
        .contains(
            "  after   1  {\"a\":\"X Y\"}",
            "  line 3, id: the key has a '+'",
            "  line 4, a: the value is longer than 3 characters");
  }

  @Test
  void aRefusedFileIsToldInOneSentence() throws IOException {
    Terminal.Result result = map("entities", write("sku;title\n1;a\n"));

    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines())
        .singleElement()
        .asString()
        .startsWith("target-routes: The file in is refused: its header has no column sku, status");
    assertThat(result.exitCode()).isEqualTo(1);
  }

  @Test
  void wrongUseIsToldInOneSentence() throws IOException {
    Path file = write("id\n1\n");
    assertRefused(
        map("entitys", file),
        "There is no flow \"entitys\" with a mapping; name one of profiles-bulk, profiles-stream,"
            + " entities, offers, audiences, activities");
    assertRefused(map("entities", folder.resolve("none")), "There is no file " + folder + "/none");
    assertRefused(
        map("entities", file, "--mapping", folder.resolve("none.yaml")),
        "The mapping file:" + folder + "/none.yaml can't be read; check --mapping");
    assertRefused(
        map("entities", file, "--mapping", mapping("fields: [{nam: a}]")),
        "m.yaml, line 2 can't be used: 'nam' is not known here");
    terminal.set("sync.entities.mapping", "file:" + folder.resolve("none.yaml"));
    assertRefused(map("entities", file), "none.yaml can't be read; check sync.entities.mapping");
  }

  private static void assertRefused(Terminal.Result result, String sentence) {
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines()).singleElement().asString().contains(sentence);
  }

  private Terminal.Result map(String flow, Path file, Object... more) {
    String[] arguments = new String[3 + more.length];
    arguments[0] = "map";
    arguments[1] = flow;
    arguments[2] = file.toString();
    for (int i = 0; i < more.length; i++) {
      arguments[3 + i] = more[i].toString();
    }
    return terminal.run(arguments);
  }

  private Path write(String content) throws IOException {
    return Files.writeString(folder.resolve("in"), content);
  }

  private Path mapping(String yaml) throws IOException {
    return Files.writeString(folder.resolve("m.yaml"), "key: {column: id}\n" + yaml);
  }
}
