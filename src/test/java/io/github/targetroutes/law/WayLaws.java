package io.github.targetroutes.law;

import static io.github.targetroutes.law.RouteFile.named;
import static io.github.targetroutes.law.RouteFile.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.targetroutes.law.RouteFile.Send;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Laws of where messages go and what they may take along. */
final class WayLaws {

  private static final String AUTHORIZATION = "Authorization";
  private static final String TAKE = "direct:sync-take";
  private static final Set<String> HANDING_OVER = Set.of("setVariable", "choice", "enrich");
  private static final Set<String> STARTERS =
      Set.of("direct", "timer", "scheduler", "quartz", "cron");
  private static final Pattern HTTP = Pattern.compile("\\?|https?|vertx-http|netty-http|rest");
  private static final Pattern TOKEN_HOLDER =
      Pattern.compile(
          "\\$\\{(body(?!\\.expiresAt)|header|variable|messageAs|mandatoryBodyAs|prettyBody)");
  private static final Map<String, Set<String>> ARROWS =
      Map.of(
          "sync", Set.of("target", "error", "ops"),
          "export", Set.of("target", "error", "ops"),
          "target", Set.of("auth", "error", "ops"),
          "auth", Set.of("error", "ops"),
          "error", Set.of("ops"),
          "error/dead-letter-replay", Set.of("sync", "target", "ops"),
          "ops", Set.of("error"));

  private WayLaws() {}

  static Stream<String> directTargetExists(House house, RouteFile file) {
    return directs(file)
        .filter(uri -> house.holding(uri).isEmpty())
        .map(uri -> "sends to " + uri + ", which no route begins with");
  }

  static Stream<String> arrowsRunOneWay(House house, RouteFile file) {
    Set<String> allowed = ARROWS.getOrDefault(file.toString(), ARROWS.get(file.room()));
    return directs(file)
        .flatMap(uri -> house.holding(uri).stream())
        .map(RouteFile::room)
        .filter(room -> !room.equals(file.room()) && !allowed.contains(room))
        .map(room -> "may not send to room " + room);
  }

  static Stream<String> httpHasTwoDoors(House house, RouteFile file) {
    return file.sends()
        .map(Send::uri)
        .filter(uri -> uri != null && !file.isDoor())
        .filter(uri -> HTTP.matcher(house.scheme(uri)).matches())
        .map(uri -> "sends to " + uri + ", and HTTP leaves by the two doors only");
  }

  static Stream<String> doorsRemoveCamelHeadersFirst(House house, RouteFile file) {
    return file.routes()
        .filter(route -> isEntry(house, file, route))
        .filter(route -> !removesCamelHeaders(route) && !handsOverACopy(house, route))
        .map(route -> named(route) + " does not remove Camel* headers as its first step");
  }

  private static boolean isEntry(House house, RouteFile file, JsonNode route) {
    return file.isDoor() && text(route, "id").equals(file.id())
        || !STARTERS.contains(house.scheme(text(route, "from", "uri")));
  }

  /** The file component sets {@code CamelFile*} headers itself; an input may bring its name. */
  private static boolean removesCamelHeaders(JsonNode route) {
    String from = text(route, "from", "uri");
    JsonNode removal = steps(route).path(0).path("removeHeaders");
    String pattern = removal.isTextual() ? removal.asText() : text(removal, "pattern");
    String kept = text(removal, "excludePattern");
    boolean mayKeep =
        from.startsWith("file:") && kept.equals("CamelFile*")
            || from.equals(TAKE) && kept.equals("CamelFileName");
    return Set.of("*", "Camel*").contains(pattern) && (kept.isEmpty() || mayKeep);
  }

  /** Does nothing but have a copy taken, by routes that remove the headers. */
  private static boolean handsOverACopy(House house, JsonNode route) {
    List<String> takers =
        route.findValues("enrich").stream().map(e -> text(e, "constant")).toList();
    return !takers.isEmpty()
        && route.findValues("steps").stream()
            .flatMap(steps -> StreamSupport.stream(steps.spliterator(), false))
            .allMatch(step -> HANDING_OVER.contains(step.fieldNames().next()))
        && takers.stream().allMatch(taker -> beginsByRemoving(house, taker));
  }

  private static boolean beginsByRemoving(House house, String direct) {
    return house.files().stream()
        .flatMap(RouteFile::routes)
        .anyMatch(route -> text(route, "from", "uri").equals(direct) && removesCamelHeaders(route));
  }

  private static JsonNode steps(JsonNode route) {
    return route.path("from").path("steps");
  }

  static Stream<String> dataChoosesNoEndpoint(House house, RouteFile file) {
    Stream<String> lists =
        Stream.of("recipientList", "routingSlip", "dynamicRouter")
            .filter(step -> file.fields(step).findAny().isPresent());
    Stream<String> sends =
        file.sends()
            .filter(send -> !send.step().equals("to"))
            .filter(send -> send.uri() == null || isDynamic(file, send.node().toString()))
            .map(Send::step);
    return Stream.concat(lists, sends).map(step -> step + " lets data choose the endpoint");
  }

  /** The doors, the replay and the run may use the variables that their own room has set. */
  private static boolean isDynamic(RouteFile file, String send) {
    String own = "\\$\\{variable\\." + file.room() + "\\.[\\w.-]+}";
    boolean mayChoose =
        file.isDoor() || Set.of("error/dead-letter-replay", "sync/run").contains(file.toString());
    String rest = mayChoose ? send.replaceAll(own, "") : send;
    return rest.contains("${") || rest.contains("$simple{");
  }

  static Stream<String> authorizationIsSetInOnePlace(House house, RouteFile file) {
    Stream<String> setters =
        Stream.concat(file.fields("setHeader"), file.fields("headers"))
            .map(field -> text(field.value(), "name"))
            .filter(AUTHORIZATION::equalsIgnoreCase)
            .filter(name -> !file.toString().equals("auth/token-attach"))
            .map(name -> "sets " + name);
    boolean removes =
        Stream.of("removeHeader", "removeHeaders")
            .flatMap(file::fields)
            .map(RouteFile.Field::value)
            .flatMap(v -> Stream.of(v.asText(), text(v, "name"), text(v, "pattern")))
            .anyMatch(name -> AUTHORIZATION.equalsIgnoreCase(name) || name.equals("*"));
    return file.name().equals("target-call") && !removes
        ? Stream.concat(setters, Stream.of("never removes " + AUTHORIZATION))
        : setters;
  }

  static Stream<String> authLogsNoBodyAndNoHeaders(House house, RouteFile file) {
    return file.fields("log")
        .filter(field -> file.room().equals("auth"))
        .map(field -> field.value().toString())
        .filter(text -> TOKEN_HOLDER.matcher(text).find())
        .map(text -> "logs what may hold a token: " + text);
  }

  private static Stream<String> directs(RouteFile file) {
    return file.sends()
        .map(Send::uri)
        .filter(Objects::nonNull)
        .filter(uri -> uri.startsWith("direct:") && !uri.contains("${"));
  }
}
