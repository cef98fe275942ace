package io.github.targetroutes.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Laws of all text in the repository. The patterns are written so that they do not find themselves.
 */
class TextLawTest {

  private static final Path HOME = Path.of("").toAbsolutePath();
  private static final Path TESTS = Path.of("src/test/java");
  private static final Pattern LEFT_OVER = Pattern.compile("\\b(TOD[O]|FIXM[E]|XX[X])\\b");
  private static final Pattern DODGED =
      Pattern.compile("@Disable[d]\\b|Thread[.]sleep|TimeUnit[.]\\w+[.]sleep");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:\\s]+)(#[^)]*)?\\)");

  @Test
  void nothingIsLeftForLater() throws IOException {
    assertThat(files("src", "routes", "config", "README.md", "pom.xml"))
        .filteredOn(file -> LEFT_OVER.matcher(read(file)).find())
        .isEmpty();
  }

  @Test
  void noTestIsSwitchedOffOrSleeps() throws IOException {
    assertThat(files("src/test")).filteredOn(file -> DODGED.matcher(read(file)).find()).isEmpty();
  }

  /** As a string: {@code "target-call"} or {@code "direct:target-call"}. */
  @Test
  void everyRouteIsNamedByATest() throws IOException {
    String tests =
        House.regularFiles(TESTS).stream()
            .filter(file -> !file.startsWith(TESTS.resolve("io/github/targetroutes/law")))
            .map(TextLawTest::read)
            .collect(Collectors.joining("\n"));

    assertThat(House.of(Path.of("routes"), Path.of("config/application.properties")).files())
        .filteredOn(file -> file.routes().findAny().isPresent())
        .extracting(RouteFile::id)
        .allMatch(id -> tests.contains("\"" + id + "\"") || tests.contains(":" + id + "\""));
  }

  @Test
  void linksOfTheDocumentsLeadSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path document : files("README.md", "src/main/docs")) {
      LINK.matcher(read(document))
          .results()
          .map(link -> link.group(1))
          .filter(link -> !Files.exists(HOME.resolve(document).resolveSibling(link)))
          .forEach(link -> broken.add(document + " -> " + link));
    }

    assertThat(broken).isEmpty();
  }

  @Test
  void theTopLevelHoldsNothingElse() throws IOException {
    Set<String> allowed =
        new TreeSet<>(Set.of("pom.xml", "README.md", "LICENSE", "src", "routes", "config"));
    read(Path.of(".gitignore"))
        .lines()
        .filter(line -> line.matches("/[\\w-]+/"))
        .forEach(line -> allowed.add(line.replace("/", "")));
    try (Stream<Path> names = Files.list(HOME)) {
      assertThat(names.map(path -> path.getFileName().toString()))
          .filteredOn(name -> !name.startsWith("."))
          .allMatch(allowed::contains);
    }
  }

  @Test
  void thePatternsFindWhatTheyForbid() {
    assertThat("// TO" + "DO later").containsPattern(LEFT_OVER);
    assertThat("Thread" + ".sleep(1)").containsPattern(DODGED);
    assertThat("  @Dis" + "abled(\"flaky\")").containsPattern(DODGED);
    assertThat("see [errors](src/main/docs/errors.md#ims)").containsPattern(LINK);
    assertThat("see [Adobe](https://example.org)").doesNotContainPattern(LINK);
  }

  private static List<Path> files(String... names) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String name : names) {
      Path path = Path.of(name);
      files.addAll(Files.isRegularFile(path) ? List.of(path) : House.regularFiles(path));
    }
    return files;
  }

  /** Files that are no text (keys, archives) have no words. */
  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (MalformedInputException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
