package io.github.targetroutes.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.targetroutes.TestSandbox;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the zip holds, and how its script starts the program from a folder whose name has a space.
 */
class DistributionIT extends ScriptTest {

  /** A link to a file: no address, and no place in the same text. */
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");

  @TempDir static Path parent;
  private static Path home;
  private static Path script;

  @BeforeAll
  static void unpack() throws IOException {
    home = parent.resolve("a folder/target-routes");
    script = home.resolve("bin/target-routes");
    try (FileSystem zip =
            FileSystems.newFileSystem(Installed.ZIP, Map.of("enablePosixFileAttributes", "true"));
        Stream<Path> files = Files.walk(zip.getPath("/"))) {
      Path top =
          zip.getPath("/").resolve(Installed.ZIP.getFileName().toString().replace(".zip", ""));
      for (Path file : files.filter(file -> file.startsWith(top)).toList()) {
        Path copy = home.resolve(top.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
        Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(file));
      }
    }
  }

  @Test
  void holdsWhatAnOperatorNeeds() throws IOException {
    assertThat(names(home))
        .contains("LICENSE", "README.md", "bin", "config", "docs", "lib", "routes");
    assertThat(home.resolve("docs/operations.md")).isNotEmptyFile();
    assertThat(home.resolve("config/secrets.properties")).doesNotExist();
    assertThat(home.resolve("data")).doesNotExist();
  }

  @Test
  void linksOfItsTextsLeadSomewhere() throws IOException {
    List<String> links = new ArrayList<>();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path text : files.filter(file -> file.toString().endsWith(".md")).toList()) {
        LINK.matcher(Files.readString(text))
            .results()
            .map(link -> text.resolveSibling(link.group(1)))
            .forEach(link -> links.add(Files.exists(link) ? "" : link.toString()));
      }
    }

    assertThat(links).hasSizeGreaterThan(20).containsOnly("");
  }

  @Test
  void startsFromAnyFolderThroughSymbolicLinks() throws IOException {
    Files.createSymbolicLink(parent.resolve("absolute"), script);
    Path link = Files.createSymbolicLink(parent.resolve("relative"), Path.of("absolute"));

    Ended ended = run(link, "--version");

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out().lines().findFirst())
        .hasValue(
            Installed.ZIP.getFileName().toString().replaceAll("(.*-routes)-(.*)[.]zip", "$1 $2"));
  }

  @Test
  void helpIsPlainTextWhereNobodyWatches() {
    Ended ended = run(script, "--help");

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.out()).startsWith("Usage: target-routes").doesNotContain("\u001b");
  }

  @Test
  void writesIntoTheWorkingFolder() {
    assertThat(run(script, "sample", "--rows", "3", "my customers.csv").exitCode()).isZero();

    assertThat(folder.resolve("my customers.csv")).isNotEmptyFile();
  }

  @Test
  void theFiveStepsOfTheArticleLeadToACallWithTheTokenOfStepFour() throws IOException {
    environment.put("PORT", FirstRunIT.freePort());
    String steps = Path.of("src/test/resources/five-steps.sh").toAbsolutePath().toString();

    Ended ended = run(Path.of("sh"), steps, Installed.script().toString());

    assertThat(ended.exitCode()).as("%s", ended).isZero();
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out())
        .containsSubsequence(
            "== 1",
            "SHA-1 ",
            "== 2",
            "Recognised a service account (JWT)",
            "== 3",
            "/s/ent_marketing_sdk\" : true",
            "ok     signature: fits the certificate",
            "== 4",
            "IMS takes this token",
            "== 5",
            "\"name\":\"Hello\"",
            "\"total\":1,");
    assertThat(ended.out()).doesNotContain("wrong ");
  }

  @Test
  void anOlderJavaIsNamed() throws IOException {
    Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
    assertThat(Files.createFile(java).toFile().setExecutable(true)).isTrue();
    Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
    environment.put("JAVA_HOME", folder.toString());

    Ended ended = run(script, "token");

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).contains("Java 11.0.2", "17 or newer");
  }

  @Test
  void aMissingJavaIsNamed() {
    environment.put("JAVA_HOME", folder.resolve("nowhere").toString());

    Ended ended = run(script, "token");

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).contains("nowhere", "bin/java", "17 or newer");
  }

  /**
   * Those that start at the same time do not disturb each other, and one that fails leaves none.
   */
  @Test
  void theFirstCommandsLeaveOneWholeArchiveOfClasses() throws IOException {
    run(script, "token", "--profile", "nosuch");
    assertThat(names(home.resolve("cache"))).isEmpty();

    try (TestSandbox adobe = TestSandbox.start(folder)) {
      String settings =
          adobe.settings().entrySet().stream()
              .map(setting -> "-D" + setting.getKey() + "=" + setting.getValue())
              .collect(Collectors.joining(" "));
      environment.put("JAVA_OPTS", settings);
      List<CompletableFuture<Ended>> first =
          Stream.generate(() -> CompletableFuture.supplyAsync(this::token)).limit(2).toList();
      assertThat(first).allMatch(token -> token.join().out().startsWith("eyJ"));
      assertThat(names(home.resolve("cache"))).singleElement().asString().endsWith(".jsa");

      environment.put("JAVA_OPTS", settings + " -Xlog:class+load:file=" + folder + "/classes.log");
      assertThat(token().out()).startsWith("eyJ");
      assertThat(folder.resolve("classes.log")).content().contains("shared objects file (top)");
    }
  }

  private Ended token() {
    return run(script, "token", "--profile", "prod");
  }
}
