package io.github.targetroutes.law;

import io.github.targetroutes.law.KameletFile.Property;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The rules of Camel's own catalogue of Kamelets (apache/camel-kamelets, script/validator), but for
 * the provider, which is not Apache; and those that this house adds.
 */
enum KameletLaw {
  theFileHasTheName(
      kamelet ->
          complain(!kamelet.yaml().at("/metadata/name").asText().equals(kamelet.name()), "name")),

  theTypeEndsNameAndTitle(
      kamelet -> {
        String type = kamelet.type();
        return complain(
            !Set.of("source", "sink", "action").contains(type)
                || !kamelet.name().endsWith("-" + type)
                || !kamelet
                    .definition()
                    .path("title")
                    .asText()
                    .endsWith(
                        " " + type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1)),
            "type");
      }),

  itIsOfThePresentForm(
      kamelet ->
          complain(
              !kamelet.yaml().path("apiVersion").asText().equals("camel.apache.org/v1")
                  || !kamelet.yaml().path("kind").asText().equals("Kamelet"),
              "form")),

  itIsDescribed(
      kamelet ->
          complain(
              kamelet.definition().path("title").asText().isBlank()
                  || kamelet.definition().path("description").asText().isBlank()
                  || !kamelet.definition().path("type").asText().equals("object"),
              "definition")),

  whatIsRequiredIsDefinedAndNamedOnce(
      kamelet ->
          complain(
              new HashSet<>(kamelet.required()).size() != kamelet.required().size()
                  || !kamelet.properties().stream()
                      .map(Property::name)
                      .toList()
                      .containsAll(kamelet.required()),
              "required")),

  eachPropertyIsDescribed(
      kamelet ->
          properties(
              kamelet,
              property ->
                  property.text("type").isBlank()
                      || !property.text("description").endsWith(".")
                      || !isTitle(property.text("title")))),

  /** Else a variable of the environment of that name (PATH) would get in. */
  whatIsNotRequiredHasADefault(
      kamelet ->
          properties(kamelet, property -> property.required() == property.yaml().has("default"))),

  aSecretIsAPasswordAndACredential(
      kamelet ->
          properties(
              kamelet,
              property ->
                  Pattern.compile("(?i)secret|passphrase|privateKey")
                              .matcher(property.name())
                              .find()
                          != property.text("format").equals("password")
                      || property.text("format").equals("password") && !property.isCredential()
                      || property.yaml().toString().contains("urn:alm:descriptor"))),

  itHasIconProviderAndVersion(
      kamelet ->
          complain(
              !icon(kamelet.annotation("kamelet.icon")).startsWith("<svg ")
                  || !kamelet.annotation("provider").equals("Target Routes")
                  || !kamelet.annotation("kamelet.group").equals("Adobe Target")
                  || !kamelet.annotation("catalog.version").equals(version()),
              "annotations")),

  eachPropertyIsUsedAndNothingElse(
      kamelet -> {
        Set<String> declared = new TreeSet<>();
        kamelet.properties().forEach(property -> declared.add(property.name()));
        kamelet.beans().forEach(bean -> declared.add(bean.path("name").asText()));
        return complain(!declared.equals(kamelet.placeholders()), "placeholders");
      }),

  itBeginsOrEndsWithItsUser(
      kamelet ->
          complain(
              !kamelet
                  .template()
                  .toString()
                  .contains(
                      kamelet.type().equals("source") ? "\"kamelet:sink\"" : "\"kamelet:source\""),
              "convention")),

  whatItDependsOnIsNamed(
      kamelet -> {
        List<String> dependencies = kamelet.dependencies();
        return complain(
            !dependencies.stream()
                    .allMatch(
                        one -> one.matches("(camel:|mvn:[\\w.-]+:[\\w.-]+:|github:apache/).+"))
                || !dependencies.contains("mvn:io.github.targetroutes:target-routes:" + version())
                || !kamelet
                    .uris()
                    .map(uri -> "camel:" + uri.replaceFirst(":.*", ""))
                    .allMatch(dependencies::contains),
            "dependencies");
      }),

  /** A property whose value is a bean's name would be taken for the bean. */
  beansHaveNamesOfTheirOwnAndClassesOfThisJar(
      kamelet ->
          complain(
              kamelet.beans().isEmpty()
                  || !kamelet.beans().stream()
                      .allMatch(
                          bean ->
                              bean.path("name").asText().startsWith("local-")
                                  && exists(bean.path("type").asText().replace("#class:", ""))),
              "beans")),

  settingsHaveTheDefaultsOfTheProgram(
      kamelet -> {
        ConfigFile config = config();
        return properties(
            kamelet,
            property -> {
              String setting = kamelet.settings().get(property.name());
              String set = property.text("default");
              return setting != null
                  && !set.isEmpty()
                  && config.settings().stream()
                      .noneMatch(one -> one.key().equals(setting) && one.value().equals(set));
            });
      });

  private static final Set<String> SMALL = Set.of("per", "of", "and", "or", "for", "in");

  private final Function<KameletFile, Stream<String>> complaints;

  KameletLaw(Function<KameletFile, Stream<String>> complaints) {
    this.complaints = complaints;
  }

  List<String> complaints(KameletFile kamelet) {
    return complaints.apply(kamelet).map(complaint -> kamelet + ": " + complaint).toList();
  }

  private static Stream<String> complain(boolean broken, String what) {
    return broken ? Stream.of(what) : Stream.empty();
  }

  private static Stream<String> properties(
      KameletFile kamelet, Function<Property, Boolean> broken) {
    return kamelet.properties().stream().filter(broken::apply).map(Property::name);
  }

  private static boolean isTitle(String title) {
    return !title.isBlank()
        && !title.matches("(The|A|An) .*")
        && Arrays.stream(title.split(" "))
            .allMatch(word -> SMALL.contains(word) || Character.isUpperCase(word.charAt(0)));
  }

  private static String icon(String data) {
    String base64 = data.replaceFirst("^data:image/svg\\+xml;base64,", "");
    return base64.length() > 2000 || base64.equals(data)
        ? ""
        : new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  private static boolean exists(String type) {
    try {
      return !Class.forName(type).isInterface();
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** That of this project. */
  private static String version() {
    Matcher version =
        Pattern.compile("<artifactId>target-routes</artifactId>\\s*<version>([^<]+)<")
            .matcher(read(Path.of("pom.xml")));
    return version.find() ? version.group(1) : "";
  }

  private static ConfigFile config() {
    return ConfigFile.of(read(Path.of("config/application.properties")));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
