package io.github.targetroutes.law;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.targetroutes.ops.SecretMask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLawTest {

  private static final Path APPLICATION = Path.of("config/application.properties");

  @Test
  void everyPropertyOfARouteIsDocumented() throws IOException {
    ConfigFile config = config();

    assertThat(House.of(Path.of("routes"), APPLICATION).files())
        .flatMap(file -> file.propertyKeys().map(key -> file + " reads " + key).toList())
        .allMatch(use -> config.has(use.substring(use.lastIndexOf(' ') + 1)));
  }

  @Test
  void everySettingIsExplainedWithItsUnit() throws IOException {
    assertThat(config().complaints()).isEmpty();
  }

  @Test
  void everySettingIsUsed() throws IOException {
    String uses =
        text(Path.of("routes"), file -> true)
            + text(Path.of("src/main/java"), file -> true)
            + text(Path.of("config"), file -> true)
                .replaceAll("(?m)^\\s*#.*$|^[a-z][\\w.-]*\\s*=", "");

    assertThat(config().settings())
        .filteredOn(setting -> !setting.isOfCamel())
        .extracting(ConfigFile.Setting::key)
        .allMatch(key -> names(key).matcher(uses).find());
  }

  /** Only keys that stand in a file can be changed by a system property or the environment. */
  @Test
  void everySettingOfTheSandboxStandsInItsProfile() throws IOException {
    Path reader = Path.of("src/main/java/io/github/targetroutes/sandbox/SandboxProperties.java");
    List<String> read =
        Pattern.compile("keys\\.set\\(\\s*\"([a-z-]+)\"")
            .matcher(Files.readString(reader))
            .results()
            .map(key -> "sandbox." + key.group(1))
            .toList();
    ConfigFile profile =
        ConfigFile.of(Files.readString(Path.of("config/application-sandbox.properties")));

    assertThat(read).hasSizeGreaterThan(10).allMatch(profile::has);
    assertThat(profile.complaints()).noneMatch(complaint -> complaint.contains("without a unit"));
  }

  /** What the sandbox plays is no secret. */
  @Test
  void noSecretIsCommittedWithTheConfiguration() throws IOException {
    List<String> lines =
        text(Path.of("config"), file -> !file.endsWith("secrets.properties"))
            .lines()
            .filter(line -> !line.startsWith("sandbox."))
            .toList();

    assertThat(lines)
        .filteredOn(line -> !SecretMask.mask(line).equals(line))
        .extracting(SecretMask::mask)
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sync.rows.delay=10",
        "# Wait.\nsync.rows.delay=10",
        "# Wait before the next row.\n\nsync.rows.delay=10 s",
        "# Wait before going on.\nsync.rows.delay=10",
        "# Wait, in milliseconds.\nsync.rows.delay=10\nsync.rows.max=5"
      })
  void aSettingWithoutCommentOrUnitIsNoticed(String text) {
    assertThat(ConfigFile.of(text).complaints()).hasSize(1);
  }

  @Test
  void aSettingWithCommentAndUnitIsGood() {
    ConfigFile config =
        ConfigFile.of(
            """
            # Wait before the next row, in milliseconds.
            sync.rows.delay=10
            # Wait before the next file.
            sync.rows.pause=10m
            camel.main.name=x
            """);

    assertThat(config.complaints()).isEmpty();
    assertThat(config.has("sync.rows.delay")).isTrue();
  }

  @Test
  void aPartOfALongerKeyIsNoUse() {
    assertThat(names("sync.rows").matcher("{{sync.rows}}").find()).isTrue();
    assertThat(names("sync.rows").matcher("\"sync.rows\".").find()).isTrue();
    assertThat(names("sync.rows").matcher("{{sync.rows.delay}} sync.rows-max").find()).isFalse();
  }

  /** The key itself, and no longer key that it is a part of. */
  private static Pattern names(String key) {
    return Pattern.compile("(?<![\\w.-])" + Pattern.quote(key) + "(?![\\w-]|\\.\\w)");
  }

  private static ConfigFile config() throws IOException {
    return ConfigFile.of(Files.exists(APPLICATION) ? Files.readString(APPLICATION) : "");
  }

  private static String text(Path folder, Predicate<Path> which) throws IOException {
    Stream<String> texts =
        House.regularFiles(folder).stream().filter(which).map(ConfigLawTest::read);
    return texts.collect(Collectors.joining("\n"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
