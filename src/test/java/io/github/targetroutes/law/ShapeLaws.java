package io.github.targetroutes.law;

import static io.github.targetroutes.law.RouteFile.named;
import static io.github.targetroutes.law.RouteFile.text;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Laws of how a file is made: its names, its keys, and whom it leaves errors to. */
final class ShapeLaws {

  private static final Set<String> INSIDE = Set.of("direct", "log", "bean");
  private static final Map<String, String> KEYS =
      Map.of("auth", "adobe.ims.", "target", "adobe.target.");
  private static final Pattern SECRET =
      Pattern.compile("secret|private-?key|passphrase", Pattern.CASE_INSENSITIVE);

  private ShapeLaws() {}

  /**
   * A file holds a route with its own id and helpers whose ids begin with it, or an error policy of
   * its own name, or beans alone. Whatever can be called is called by its id.
   */
  static Stream<String> fileHasItsRoute(House house, RouteFile file) {
    Stream<String> strangers =
        file.routes()
            .filter(route -> !text(route, "id").equals(file.id()))
            .filter(route -> !text(route, "id").startsWith(file.id() + "-"))
            .map(route -> named(route) + " does not begin with " + file.id());
    Stream<String> aliases =
        file.routes()
            .filter(route -> text(route, "from", "uri").startsWith("direct:"))
            .filter(route -> !text(route, "from", "uri").equals("direct:" + text(route, "id")))
            .map(route -> named(route) + " is called by another name than its id");
    Stream<String> missing = isComplete(file) ? Stream.empty() : Stream.of("has no " + file.id());
    return Stream.of(strangers, aliases, missing).flatMap(s -> s);
  }

  private static boolean isComplete(RouteFile file) {
    if (file.routes().findAny().isPresent()) {
      return file.routes().anyMatch(route -> text(route, "id").equals(file.id()));
    }
    return file.top("routeConfiguration").allMatch(it -> text(it, "id").equals(file.name()))
        && file.top("from").findAny().isEmpty();
  }

  static Stream<String> routeTellsItsRoom(House house, RouteFile file) {
    return file.routes()
        .filter(
            route ->
                !text(route, "group").equals(file.room())
                    || !text(route, "description").matches("(?s)\\p{Lu}.*\\.\\s*"))
        .map(route -> named(route) + " lacks its group or a description of one sentence");
  }

  static Stream<String> outwardStepHasId(House house, RouteFile file) {
    return file.sends()
        .filter(send -> send.uri() != null && !send.step().equals("deadLetterUri"))
        .filter(send -> !INSIDE.contains(house.scheme(send.uri())) && !send.node().has("id"))
        .map(send -> "has a step to " + send.uri() + " without an id");
  }

  static Stream<String> keysAreOfTheRoom(House house, RouteFile file) {
    String prefix = KEYS.getOrDefault(file.room(), file.room() + ".");
    return file.propertyKeys()
        .filter(key -> !key.startsWith(prefix) && !key.equals("data.dir"))
        .map(key -> "reads " + key + ", but its keys begin with " + prefix);
  }

  static Stream<String> secretsAreNamedInAuthOnly(House house, RouteFile file) {
    return file.fields()
        .filter(field -> !file.room().equals("auth") && !field.key().equals("description"))
        .map(field -> field.key() + " " + field.value().asText())
        .filter(text -> SECRET.matcher(text).find())
        .map(text -> "names a secret: " + text);
  }

  static Stream<String> errorsAreHandledInTheErrorRoom(House house, RouteFile file) {
    return file.fields()
        .filter(field -> !file.room().equals("error"))
        .filter(
            field ->
                Set.of("onException", "errorHandlerRef").contains(field.key())
                    || field.key().equals("errorHandler")
                        && !field.value().toString().equals("{\"noErrorHandler\":{}}"))
        .map(field -> "handles errors by " + field.key());
  }

  static Stream<String> routeNamesOneErrorPolicy(House house, RouteFile file) {
    return file.routes()
        .filter(route -> !Set.of("error", "ops").contains(file.room()))
        .filter(
            route ->
                house.hasErrorPolicy(text(route, "routeConfigurationId"))
                    == route.path("errorHandler").has("noErrorHandler"))
        .map(route -> named(route) + " names no error policy of the error room, or two");
  }

  /** Otherwise what each part has had in hand stays in memory until the last one is done. */
  static Stream<String> splitsStream(House house, RouteFile file) {
    return file.fields("split")
        .filter(split -> !text(split.value(), "streaming").equals("true"))
        .map(split -> "splits without streaming");
  }
}
