package io.github.targetroutes.law;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RouteLawTest {

  private static final Path LAW = Path.of("src/test/resources/law");
  private static final Path ROUTES = Path.of("routes");

  record Break(String law, String file, String from, String to) {

    Set<String> laws() {
      return new TreeSet<>(Arrays.asList(law.split(",\\s*")));
    }
  }

  @ParameterizedTest
  @EnumSource
  void routesOfThisHouseKeepTheLaw(RouteLaw law) throws IOException {
    House house = House.of(ROUTES, Path.of("config/application.properties"));

    assertThat(law.complaints(house)).isEmpty();
  }

  @Test
  void everyFileOfRoutesIsInARoom() throws IOException {
    assertThat(House.regularFiles(ROUTES))
        .map(file -> ROUTES.relativize(file).toString().replace('\\', '/'))
        .allMatch(
            file ->
                file.matches("(auth|target|sync|export|error|ops)/[a-z0-9-]+\\.camel\\.yaml")
                    || file.matches("kamelets/[a-z0-9-]+\\.kamelet\\.yaml"));
  }

  @ParameterizedTest
  @EnumSource
  void goodRoutesKeepTheLaw(RouteLaw law) throws IOException {
    assertThat(law.complaints(good())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("breaks")
  void aBrokenLawIsNoticedAndNoOther(Break broken) throws IOException {
    Path file = LAW.resolve("good").resolve(broken.file() + House.SUFFIX);
    String text = Files.readString(file);
    assertThat(text).contains(broken.from());
    String[] parts = broken.file().split("/");
    House house =
        good().with(RouteFile.of(parts[0], parts[1], text.replace(broken.from(), broken.to())));

    Set<String> complaining =
        Stream.of(RouteLaw.values())
            .filter(law -> !law.complaints(house).isEmpty())
            .map(Enum::name)
            .collect(toCollection(TreeSet::new));

    assertThat(complaining).isEqualTo(broken.laws());
  }

  @Test
  void everyLawIsShownToFailWhenBroken() throws IOException {
    assertThat(breaks().stream().flatMap(broken -> broken.laws().stream()))
        .containsAll(Stream.of(RouteLaw.values()).map(Enum::name).toList());
  }

  static List<Break> breaks() throws IOException {
    return new YAMLMapper()
        .readValue(LAW.resolve("breaks.yaml").toFile(), new TypeReference<List<Break>>() {});
  }

  private static House good() throws IOException {
    return House.of(LAW.resolve("good"), LAW.resolve("application.properties"));
  }
}
