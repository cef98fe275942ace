package io.github.targetroutes.law;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** How a line of YAML knows its room. */
enum RouteLaw {
  fileHasItsRoute(ShapeLaws::fileHasItsRoute),
  routeTellsItsRoom(ShapeLaws::routeTellsItsRoom),
  outwardStepHasId(ShapeLaws::outwardStepHasId),
  keysAreOfTheRoom(ShapeLaws::keysAreOfTheRoom),
  secretsAreNamedInAuthOnly(ShapeLaws::secretsAreNamedInAuthOnly),
  errorsAreHandledInTheErrorRoom(ShapeLaws::errorsAreHandledInTheErrorRoom),
  routeNamesOneErrorPolicy(ShapeLaws::routeNamesOneErrorPolicy),
  splitsStream(ShapeLaws::splitsStream),
  directTargetExists(WayLaws::directTargetExists),
  arrowsRunOneWay(WayLaws::arrowsRunOneWay),
  httpHasTwoDoors(WayLaws::httpHasTwoDoors),
  doorsRemoveCamelHeadersFirst(WayLaws::doorsRemoveCamelHeadersFirst),
  dataChoosesNoEndpoint(WayLaws::dataChoosesNoEndpoint),
  authorizationIsSetInOnePlace(WayLaws::authorizationIsSetInOnePlace),
  authLogsNoBodyAndNoHeaders(WayLaws::authLogsNoBodyAndNoHeaders);

  private final BiFunction<House, RouteFile, Stream<String>> law;

  RouteLaw(BiFunction<House, RouteFile, Stream<String>> law) {
    this.law = law;
  }

  /** What is done against this law, one sentence each. */
  List<String> complaints(House house) {
    return house.files().stream()
        .flatMap(file -> law.apply(house, file).map(text -> file + " " + text))
        .toList();
  }
}
