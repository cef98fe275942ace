package io.github.targetroutes;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.TypeConverterRegistry;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Camel Main, set up for Target Routes: routes and settings come from the folders {@code routes/}
 * and {@code config/} of the working directory, or else of the folder that the program was
 * installed in, or else from the class path, so that the jar can be embedded.
 */
public final class TargetRoutes extends Main {

  /**
   * @param profiles names of settings files, {@code config/application-<profile>.properties}; where
   *     two set the same key, the first one wins
   * @param routes the route files to run, without ending, as in {@code auth/*}; none named: all
   * @throws ConfigurationException where the folder of routes can't be read as a whole
   */
  public TargetRoutes(List<String> profiles, String... routes) {
    this(Home.location("config"), Home.routes(), profiles, routes);
  }

  private TargetRoutes(String config, String folder, List<String> profiles, String... routes) {
    super(TargetRoutes.class);
    // All routes are in the folder routes/: no class path is searched for more.
    configure().withBasePackageScanEnabled(false);
    configure().withProfile(String.join(",", profiles));
    configure()
        .withRoutesIncludePattern(
            (routes.length == 0 ? Stream.of("**/*") : Stream.of(routes))
                .flatMap(route -> Home.named(folder, route))
                .map(route -> folder + "/" + route + ".camel.yaml")
                .collect(Collectors.joining(",")));
    setPropertyPlaceholderLocations(new SettingsFiles(config, profiles).locations());
    addInitialProperty("config", config);
  }

  /**
   * A part of another program: routes and settings come from the class path, whatever folders that
   * program's working directory has.
   *
   * @param routes the route files to run, without ending, each by its name
   */
  public static TargetRoutes ofClassPath(String... routes) {
    return new TargetRoutes(
        Home.onClassPath("config"), Home.onClassPath("routes"), List.of(), routes);
  }

  @Override
  protected void configureRoutes(CamelContext context) throws Exception {
    super.configureRoutes(context);
    startCalledFirst(context);
  }

  /**
   * What waits to be called starts first and stops last: whatever begins by itself, a file that
   * lies in the inbox at the start, say, finds all that it calls.
   */
  public static void startCalledFirst(CamelContext context) {
    int order = 1;
    for (RouteDefinition route : ((ModelCamelContext) context).getRouteDefinitions()) {
      if (route.getInput().getEndpointUri().startsWith("direct:")) {
        route.setStartupOrder(order++);
      }
    }
  }

  @Override
  protected void autoconfigure(CamelContext context) throws Exception {
    TypeConverterRegistry converters = context.getTypeConverterRegistry();
    // What is there already would stay.
    converters.removeTypeConverter(Duration.class, String.class);
    converters.addTypeConverter(Duration.class, String.class, new StrictDurations());
    super.autoconfigure(context);
    // Camel starts the bean component when all routes are built; until then it remembers nothing of
    // the classes of the beans, and examines them anew for each step that calls a method.
    ServiceHelper.startService(context.getComponent("bean"));
  }
}
