package io.github.targetroutes.routes.sync;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.targetroutes.routes.sync.source.FreePort;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.camel.util.FileUtil;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code sync-take} from {@code POST /sync/profiles-bulk} on the program's own port. */
@Tag("http")
class UploadSourceRouteTest extends SourceTest {

  private static final String SECRET = "upload-secret-of-a-test";
  private static final int MAX_BYTES = 300_000;
  private static final HttpClient CALLER = HttpClient.newHttpClient();

  // Without an initial value: it is set while the constructor of the superclass runs.
  private int port;

  @Override
  protected void settings(Properties settings) {
    super.settings(settings);
    port = FreePort.find();
    asDocumented(settings, "HTTP", "8096", String.valueOf(port));
    // What the program makes of ops.server.port; an upload is larger than what others may send
    // there.
    settings.setProperty("ops.server.port", "");
    settings.setProperty("camel.server.enabled", "true");
    settings.setProperty("camel.server.port", String.valueOf(port));
    settings.setProperty("camel.server.maxBodySize", "65536");
    settings.setProperty("sync.entities.source", "upload:entities");
    settings.setProperty(
        "sync.entities.mapping",
        rules(
            "products.yaml",
            """
            key: {column: id}
            fields:
              - {name: name, column: name}
              - {name: categories, column: category, list: "|"}
            """));
    settings.setProperty("sync.profiles-stream.source", "upload:profiles-stream");
    settings.setProperty(
        "sync.profiles-stream.mapping",
        rules(
            "events.yaml",
            """
            key: {column: id}
            fields:
              - {name: seen, column: seen}
            """));
    settings.setProperty("sync.profiles-stream.window", "100ms");
    settings.setProperty("sync.upload.secret", SECRET);
    settings.setProperty("sync.upload.max-bytes", String.valueOf(MAX_BYTES));
    settings.setProperty("sync.upload.patience", "2s");
  }

  private String rules(String name, String text) {
    Path file = data.resolve(name);
    write(file, text);
    return "file:" + file;
  }

  private HttpResponse<String> post(String query, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/sync/profiles-bulk" + query))
            .POST(body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return CALLER.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> post(String query, String body) {
    return post(query, BodyPublishers.ofString(body), "Authorization", "Bearer " + SECRET);
  }

  private static BodyPublisher chunked(String text) {
    return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  /** The first of a thousand bytes. */
  private static void beginUpload(Socket caller) throws IOException {
    String head =
        "POST /sync/profiles-bulk HTTP/1.1\r\n"
            + "Host: x\r\n"
            + "X-Api-Key: %s\r\n"
            + "Content-Length: 1000\r\n\r\n";
    caller.getOutputStream().write((head.formatted(SECRET) + HEADER).getBytes(US_ASCII));
    caller.getOutputStream().flush();
  }

  @Test
  void anUploadIsAnsweredWithTheNameOfItsRun() {
    HttpResponse<String> answer = post("?name=Kunden%20M%C3%A4rz.csv", "id,name\nu1,Jürgen 山田\n");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    String run = json(answer.body()).path("run").asText();
    JsonNode report = report("done", "Kunden März.csv");
    assertThat(report.path("run").asText()).isEqualTo(run);
    assertThat(attribute("u1", "firstName")).isEqualTo("Jürgen 山田");
    assertThat(log.complaints()).isEmpty();
    assertEverythingIsPrivate();
  }

  @Test
  void aBodyOfManyPartsWithoutALengthIsTakenToTheLastByte() {
    String csv = customers("c", 12_000);
    assertThat(csv.length()).isBetween(100_000, MAX_BYTES);

    assertThat(post("", chunked(csv), "X-Api-Key", SECRET).statusCode()).isEqualTo(202);
    newRuns(1);
    assertThat(attribute("c12000", "firstName")).isEqualTo("name12000");
  }

  @Test
  void withoutTheSecretNothingIsTaken() {
    BodyPublisher body = BodyPublishers.ofString(customers("no", 3));

    HttpResponse<String> answer = post("", body);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(json(answer.body()).path("error").asText())
        .isEqualTo("the secret is missing, or is another one");
    assertThat(post("", body, "Authorization", "Bearer upload-secret").statusCode()).isEqualTo(401);
    assertThat(post("", body, "X-Api-Key", SECRET + "x").statusCode()).isEqualTo(401);
    assertThat(post("?key=" + SECRET, body).statusCode()).isEqualTo(401);
    assertThat(files("work")).isEmpty();
    assertThat(post("", customers("yes", 1)).statusCode()).isEqualTo(202);
    newRuns(1);
  }

  @Test
  void whatIsTooLargeIsRefusedWhetherItSaysSoOrNot() {
    String large = "x".repeat(MAX_BYTES + 1);

    HttpResponse<String> told = post("", large);
    HttpResponse<String> untold = post("", chunked(large), "X-Api-Key", SECRET);

    assertThat(told.statusCode()).isEqualTo(413);
    assertThat(untold.statusCode()).isEqualTo(413);
    assertThat(json(untold.body()).path("error").asText())
        .isEqualTo("the file is larger than 300000 bytes, see sync.upload.max-bytes");
    assertThat(files("work")).isEmpty();
  }

  @Test
  void whatBreaksOffIsNotTakenAndHoldsNobodyUp() throws IOException {
    try (Socket caller = new Socket("127.0.0.1", port)) {
      beginUpload(caller);
      await().until(() -> files("work").size() == 1);
    }
    await().until(() -> files("work").isEmpty());

    assertThat(log.all())
        .anyMatch(line -> line.contains("refused: the file did not come as a whole"))
        .noneMatch(line -> line.contains("goes on after"));
    assertThat(post("", customers("b", 1)).statusCode()).isEqualTo(202);
    newRuns(1);
  }

  @Test
  void whoeverFallsSilentIsGivenUp() throws IOException {
    try (Socket caller = new Socket("127.0.0.1", port)) {
      beginUpload(caller);

      byte[] answer = new byte[12];
      assertThat(caller.getInputStream().readNBytes(answer, 0, 12)).isEqualTo(12);
      assertThat(new String(answer, US_ASCII)).isEqualTo("HTTP/1.1 400");
    }
    assertThat(files("work")).isEmpty();
  }

  @Test
  void whatCouldNotBeTakenIsNotAcknowledged() {
    obstructWorkFolder();
    HttpResponse<String> answer = post("", customers("r", 3));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(json(answer.body()).path("error").asText())
        .isEqualTo("the file could not be kept, the log says why; try again");
    clearWorkFolder();
    await().until(() -> post("", customers("r", 3)).statusCode() == 202);
    newRuns(1);

    assertThat(attribute("r3", "firstName")).isEqualTo("name3");
  }

  @Test
  void whereADiskTakesNothingTheCallerMayTryAgain() throws IOException {
    Path uploads = data.resolve("work/.uploads");
    FileUtil.removeDir(uploads.toFile());
    write(uploads, "");

    assertThat(post("", customers("d", 1)).statusCode()).isEqualTo(503);
    assertThat(log.complaints())
        .singleElement()
        .asString()
        .startsWith("ERROR /sync/profiles-bulk could not be kept: ");
    Files.delete(uploads);
    assertThat(post("", customers("d", 1)).statusCode()).isEqualTo(202);
    newRuns(1);
  }

  @Test
  void noHeaderAndNoNameChoosesAFileAndNothingComesBack() {
    HttpResponse<String> answer =
        post(
            "?name=..%2F..%2Foutside.csv&CamelFileName=" + OUTSIDE,
            BodyPublishers.ofString(customers("h", 1)),
            "X-Api-Key",
            SECRET,
            "CamelFileName",
            OUTSIDE,
            "cAMELfILEnAME",
            OUTSIDE,
            "CamelFileLocalWorkPath",
            mapping().toString(),
            "CamelOverruleFileName",
            OUTSIDE,
            "CamelHttpUri",
            "http://127.0.0.1:1/",
            "X-Mine",
            "mine");
    newRuns(1);

    report("done", "outside.csv");
    assertThat(answer.headers().map())
        .doesNotContainKeys("x-mine", "x-api-key", "camelfilename", "camelhttpuri");
    assertThat(mapping()).exists();
    assertNothingIsOutside();
  }

  @Test
  void eachFlowHasAPathOfItsOwn() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/sync/entities?name=products.csv"))
            .header("X-Api-Key", SECRET)
            .POST(BodyPublishers.ofString("id,name,category\np1,Lamp,Home\n"))
            .build();

    String run = json(CALLER.send(request, BodyHandlers.ofString()).body()).path("run").asText();
    Path done = data.resolve("done/entities").resolve(run);
    await().atMost(SOON).until(() -> Files.exists(done));
    assertThat(account(json(read(beside(done)))))
        .isEqualTo("1 read = 1 accepted + 0 rejected + 0 dead + 0 skipped");
  }

  @Test
  void anUploadToTheFlowOfEventsIsAFileOfThem() throws IOException, InterruptedException {
    // Target changes only a profile that it knows.
    post("?name=known.csv", "id,name\ne1,Ann\n");
    newRuns(1);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/sync/profiles-stream"))
            .header("X-Api-Key", SECRET)
            .POST(BodyPublishers.ofString("{\"id\": \"e1\", \"seen\": \"lamp\"}\n"))
            .build();

    assertThat(CALLER.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(202);
    await().atMost(SOON).until(() -> attribute("e1", "seen").equals("lamp"));
  }

  @Test
  void nothingIsAnInputThatIsRefusedAsAWhole() {
    assertThat(post("?name=empty.csv", "").statusCode()).isEqualTo(202);

    assertThat(report("failed", "empty.csv").path("refused").asText()).isNotEmpty();
  }

  @Test
  void otherMethodsAndPathsAreNotThere() throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + "/sync/profiles-bulk");
    HttpRequest get = HttpRequest.newBuilder(uri).header("X-Api-Key", SECRET).build();
    HttpRequest below =
        HttpRequest.newBuilder(uri.resolve("profiles-bulk/x"))
            .header("X-Api-Key", SECRET)
            .POST(BodyPublishers.noBody())
            .build();

    assertThat(CALLER.send(get, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
    assertThat(CALLER.send(below, BodyHandlers.ofString()).statusCode()).isEqualTo(404);
  }
}
