package io.github.targetroutes.sandbox;

import static io.github.targetroutes.sandbox.Caller.element;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BulkProfilesTest {

  @TempDir Path folder;
  private SandboxOptions options;
  private Sandbox sandbox;
  private Caller caller;

  @BeforeEach
  void start() {
    start(
        SandboxOptions.builder()
            .stateDirectory(folder)
            .batchDelay(Duration.ZERO)
            .callsPerMinute(100_000)
            .build());
  }

  private void start(SandboxOptions wanted) {
    options = wanted;
    sandbox = Sandbox.start(wanted);
    caller = new Caller(sandbox, wanted);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private static void assertCounts(
      String status, int size, int successful, int notFound, int failed) {
    assertThat(element(status, "status")).isEqualTo("complete");
    assertThat(element(status, "batchSize")).isEqualTo("" + size);
    assertThat(element(status, "consumedCount")).isEqualTo("" + size);
    assertThat(element(status, "successfulUpdates")).isEqualTo("" + successful);
    assertThat(element(status, "profilesNotFound")).isEqualTo("" + notFound);
    assertThat(element(status, "failedUpdates")).isEqualTo("" + failed);
  }

  private String value(String id, String attribute) {
    return Caller.json(caller.profile(id))
        .path("profileAttributes")
        .path(attribute)
        .path("value")
        .asText(null);
  }

  @Test
  void v2CreatesProfilesThatCanBeFetched() {
    HttpResponse<String> reply =
        caller.upload(2, "batch=thirdPartyId,level,last%20name\nc 1,gold,M%C3%BCller%2C+J.%0A\n");
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(element(reply.body(), "success")).isEqualTo("true");
    assertThat(element(reply.body(), "message")).isEqualTo("Batch submitted for processing");
    assertThat(element(reply.body(), "batchStatus"))
        .startsWith(sandbox.url() + "/m2/acmeclient/profile/batchStatus?batchId=acmeclient-");
    assertCounts(caller.process(2, "batch=thirdPartyId,a\r\nc2,1\r\n\r\nc3"), 2, 2, 0, 0);

    JsonNode profile = Caller.json(caller.profile("c 1"));
    assertThat(profile.path("client").asText()).isEqualTo("acmeclient");
    assertThat(profile.path("visitorId").asText()).isEqualTo("c 1");
    assertThat(profile.path("modifiedAt").asText()).isNotEmpty();
    assertThat(profile.at("/profileAttributes/level/value").asText()).isEqualTo("gold");
    assertThat(profile.at("/profileAttributes/last name/value").asText()).isEqualTo("Müller, J.\n");
    assertThat(caller.profile("c3").statusCode()).isEqualTo(200);
  }

  @Test
  void secondV2BatchReplacesTheFirstsAttributes() {
    caller.process(2, "batch=thirdPartyId,a,b\nx,1,2\n");
    caller.process(2, "batch=thirdPartyId,b,c\nx,3,4\n");
    assertThat(value("x", "a")).isNull();
    assertThat(value("x", "b")).isEqualTo("3");
    assertThat(value("x", "c")).isEqualTo("4");
  }

  @Test
  void pcIdAndV1BatchesMerge() {
    caller.process(2, "batch=pcId,a,b\n7,1,2\n");
    caller.process(2, "batch=pcId,b,c\n7,3,4\n");
    caller.process(1, "batch=pcId,d\n7,5\n");
    JsonNode profile = Caller.json(caller.get("/rest/v1/profiles/7?client=acmeclient"));
    assertThat(profile.path("profileAttributes").properties())
        .extracting(entry -> entry.getKey() + entry.getValue().path("value").asText())
        .containsExactlyInAnyOrder("a1", "b3", "c4", "d5");
  }

  @Test
  void emptyValuesClearNothing() {
    caller.process(2, "batch=pcId,a,b\n7,1,2\n");
    caller.process(2, "batch=pcId,a,b\n7,,\"\"\n");
    caller.process(2, "batch=thirdPartyId,a\nx,1\n");
    assertCounts(caller.process(2, "batch=thirdPartyId,a,b\nx,,\n"), 1, 1, 0, 0);
    assertThat(value("x", "a")).isEqualTo("1");
    JsonNode profile = Caller.json(caller.get("/rest/v1/profiles/7?client=acmeclient"));
    assertThat(profile.at("/profileAttributes/a/value").asText()).isEqualTo("1");
    assertThat(profile.at("/profileAttributes/b/value").asText()).isEqualTo("2");
  }

  @Test
  void v1IgnoresMissingProfiles() {
    caller.process(2, "batch=thirdPartyId,a\nknown,1\n");
    assertCounts(caller.process(1, "batch=thirdPartyId,a\nknown,2\nunknown,2\n"), 2, 1, 1, 0);
    assertThat(value("known", "a")).isEqualTo("2");
    assertThat(caller.profile("unknown").statusCode()).isEqualTo(404);
  }

  @Test
  void rowsThatBreakARuleFailAlone() {
    String rows =
        Stream.of(
                "good,1",
                ",1",
                "a%2Bb,1",
                "a%2Fb,1",
                "cut,%4",
                "latin,%FC",
                "long,1,2,3",
                "big," + "v".repeat(64 * 1024),
                "huge," + "v".repeat(600 * 1024),
                "i".repeat(257) + ",1",
                "last,2")
            .reduce("", (all, row) -> all + row + "\n");
    assertCounts(caller.process(2, "batch=thirdPartyId,a,b\n" + rows), 11, 2, 0, 9);
    assertThat(value("last", "a")).isEqualTo("2");
  }

  private void assertRefused(String batch, String reason) {
    HttpResponse<String> reply = caller.upload(2, batch);
    assertThat(element(reply.body(), "success")).isEqualTo("false");
    assertThat(element(reply.body(), "message")).contains(reason);
    assertThat(element(reply.body(), "batchStatus")).isEmpty();
  }

  @Test
  void filesThatBreakARuleAreRefusedWhole() {
    assertRefused("", "batch=");
    assertRefused("thirdPartyId,a\nx,1\n", "batch=");
    assertRefused("\uFEFFbatch=thirdPartyId,a\nx,1\n", "batch=");
    assertRefused("batch=mbox3rdPartyId,a\nx,1\n", "thirdPartyId");
    assertRefused("batch=thirdpartyid,a\nx,1\n", "thirdPartyId");
    assertRefused("batch=thirdPartyId,%zz\nx,1\n", "URL-encoded");
    assertRefused("batch=thirdPartyId,a,\nx,1\n", "empty column");
    assertThat(folder.resolve("uploads")).isEmptyDirectory();
  }

  @Test
  void rowNumber500001IsRefused() {
    String head = "batch=thirdPartyId,a\n";
    assertRefused(head + "x,1\n".repeat(500_001), "500000");
    assertThat(caller.upload(2, head + "x,1\n".repeat(500_000)).body()).contains("true");
  }

  @Test
  void fiftyMegabytesAreRefusedAndOneByteLessIsNot() {
    String head = "batch=thirdPartyId,a\n";
    String row = "x," + "v".repeat(997) + "\n";
    int rest = 50_000_000 - head.length();
    String tail = "y".repeat(rest % row.length());
    String full = head + row.repeat(rest / row.length()) + tail;
    assertThat(full).hasSize(50_000_000);
    assertRefused(full, "50000000 bytes");
    assertThat(caller.upload(2, full.substring(1)).body()).contains("batch=");
    assertThat(caller.upload(2, full.substring(0, full.length() - 1)).body()).contains("true");
  }

  @Test
  void unknownClientAndUnknownBatchAreNotFound() {
    assertThat(caller.post("/m2/nobody/v2/profile/batchUpdate", "text/plain", "x").statusCode())
        .isEqualTo(404);
    assertThat(caller.get("/m2/acmeclient/profile/batchStatus?batchId=no").statusCode())
        .isEqualTo(404);
  }

  @Test
  void batchStaysIncompleteForTheDelay() {
    sandbox.close();
    start(options.toBuilder().batchDelay(Duration.ofMillis(700)).build());
    long start = System.nanoTime();
    String reply = caller.upload(2, "batch=thirdPartyId,a\nx,1\n").body();
    String path = element(reply, "batchStatus").substring(sandbox.url().length());
    String first = caller.get(path + "&showDetails=true").body();
    assertThat(element(first, "status")).isEqualTo("incomplete");
    assertThat(element(first, "consumedCount")).isEqualTo("0");
    caller.process(2, "batch=thirdPartyId,a\ny,1\n");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(700));
    assertThat(element(caller.get(path).body(), "status")).isEqualTo("complete");
    assertThat(caller.get(path).body()).doesNotContain("consumedCount");
    assertThat(element(caller.get(path.replace("/profile/", "/v2/profile/")).body(), "status"))
        .isEqualTo("complete");
  }

  @Test
  void uploadsAreGoneOnceProcessed() {
    caller.process(2, "batch=thirdPartyId,a\nx,1\n");
    assertThat(folder.resolve("uploads")).isEmptyDirectory();
  }

  @Test
  void stateOutlivesARestartAndUnfinishedBatchesAreFinished() throws Exception {
    StringBuilder batch = new StringBuilder("batch=thirdPartyId,a\n");
    for (int i = 0; i < 200_000; i++) {
      batch.append("c").append(i).append(",1\n");
    }
    caller.process(2, "batch=thirdPartyId,a\nearlier,1\n");
    String token = caller.token();
    String reply = caller.upload(2, batch.toString()).body();
    sandbox.close();
    try (Stream<Path> waiting = Files.list(folder.resolve("uploads"))) {
      assertThat(waiting).as("closed before the end").hasSize(1);
    }

    sandbox = Sandbox.start(options);
    caller = new Caller(sandbox, options);
    assertCounts(caller.process(1, "batch=thirdPartyId,a\nearlier,2\n"), 1, 1, 0, 0);
    String id = element(reply, "batchStatus").replaceAll(".*batchId=", "");
    assertCounts(
        caller.get("/m2/acmeclient/profile/batchStatus?batchId=" + id + "&showDetails=true").body(),
        200_000,
        200_000,
        0,
        0);
    JsonNode state = Caller.json(caller.get("/sandbox/state"));
    assertThat(state.path("profiles").asLong()).isEqualTo(200_001);
    assertThat(state.at("/batchTotals/rows").asLong()).isEqualTo(200_002);
    assertThat(state.at("/batches/1/distinctIds").asLong()).isEqualTo(200_000);
    assertThat(caller.admin(token, "GET", "/offers", Caller.OFFERS, null).statusCode())
        .isEqualTo(200);
  }

  @Test
  void rowsOfOneIdApplyInFileOrderAndCountAsOneId() {
    caller.process(2, "batch=thirdPartyId,a\nx,1\ny,1\nx,2\n");
    assertThat(value("x", "a")).isEqualTo("2");
    JsonNode state = Caller.json(caller.get("/sandbox/state"));
    assertThat(state.at("/batches/0/rows").asInt()).isEqualTo(3);
    assertThat(state.at("/batches/0/distinctIds").asInt()).isEqualTo(2);
    assertThat(state.at("/batches/0/created").asInt()).isEqualTo(2);
  }
}
