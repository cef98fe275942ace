package io.github.targetroutes.law;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All route files, with the defaults of the properties that they name. */
record House(List<RouteFile> files, Properties defaults) {

  static final String SUFFIX = ".camel.yaml";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[!?]?([\\w.-]+)(?::[^}]*)?}}");

  /** A folder that does not exist holds no routes. */
  static House of(Path routes, Path applicationProperties) throws IOException {
    List<RouteFile> files = new ArrayList<>();
    for (Path file : regularFiles(routes)) {
      if (file.toString().endsWith(SUFFIX)) {
        String name = file.getFileName().toString().replace(SUFFIX, "");
        String room = file.getParent().getFileName().toString();
        files.add(RouteFile.of(room, name, Files.readString(file)));
      }
    }
    Properties defaults = new Properties();
    if (Files.exists(applicationProperties)) {
      try (Reader reader = Files.newBufferedReader(applicationProperties)) {
        defaults.load(reader);
      }
    }
    return new House(List.copyOf(files), defaults);
  }

  static List<Path> regularFiles(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  House with(RouteFile changed) {
    Stream<RouteFile> others =
        files.stream().filter(file -> !file.toString().equals(changed.toString()));
    return new House(Stream.concat(others, Stream.of(changed)).toList(), defaults);
  }

  /** The scheme of a URI; {@code ?} where only a placeholder without a default tells. */
  String scheme(String uri) {
    String resolved =
        PLACEHOLDER
            .matcher(uri)
            .replaceAll(key -> Matcher.quoteReplacement(defaults.getProperty(key.group(1), "?:")));
    return resolved.contains(":") ? resolved.substring(0, resolved.indexOf(':')) : resolved;
  }

  /** The files that hold a route which begins with this {@code direct:} URI. */
  List<RouteFile> holding(String direct) {
    String name = direct.replaceFirst("\\?.*", "");
    Pattern entry =
        Pattern.compile(
            Stream.of(name.split("\\{\\{[^}]*}}", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining("[\\w-]+")));
    return files.stream()
        .filter(
            file ->
                file.routes()
                    .map(route -> route.path("from").path("uri").asText())
                    .anyMatch(uri -> entry.matcher(uri).matches()))
        .toList();
  }

  boolean hasErrorPolicy(String id) {
    return files.stream()
        .flatMap(file -> file.top("routeConfiguration"))
        .anyMatch(policy -> policy.path("id").asText().equals(id));
  }
}
