package io.github.targetroutes.ops;

import io.github.targetroutes.auth.ImsTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When the program ends by itself: at start-up where IMS refuses the credential, and, where {@code
 * ops.once} is set, when nothing is left to do or a run could not go on.
 */
public final class Lifecycle extends MainListenerSupport {

  private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private ExitCode exitCode;

  @Override
  public void afterConfigure(BaseMainSupport main) {
    exitCode = main.getCamelContext().getRegistry().lookupByNameAndType("exitCode", ExitCode.class);
  }

  @Override
  public void afterStart(BaseMainSupport main) {
    CamelContext context = main.getCamelContext();
    boolean once = Boolean.parseBoolean(value(context, "ops.once"));
    LOG.info(
        "Running with the profile {}{}",
        main.configure().getProfile(),
        once
            ? " until nothing is left to do"
            : "; files put into "
                + value(context, "data.dir")
                + "/inbox are taken up; Ctrl-C ends");
    Thread watch = new Thread(() -> watch((Main) main, once), "lifecycle");
    watch.setDaemon(true);
    watch.start();
  }

  public int exitCode() {
    return exitCode.value();
  }

  private void watch(Main main, boolean once) {
    try {
      main.getCamelContext()
          .getRegistry()
          .lookupByNameAndType("imsTokens", ImsTokens.class)
          .current();
    } catch (RuntimeException fault) {
      exitCode.note(fault);
      if (once || ExitCode.of(fault) < 4) {
        main.completed();
        return;
      }
    }
    if (once) {
      waitUntilDone(main.getCamelContext());
      main.completed();
    }
  }

  /**
   * Until again and again nothing is seen to do. Looks are counted and not time: where the machine
   * stands still for a while, so do those who would find work.
   */
  private void waitUntilDone(CamelContext context) {
    long idle = Long.parseLong(value(context, "ops.once-idle"));
    long enough = (idle + LOOK_EVERY.toMillis() - 1) / LOOK_EVERY.toMillis();
    Path data = Path.of(value(context, "data.dir"));
    long quiet = 0;
    while (exitCode.value() < 2 && quiet < enough) {
      try {
        Thread.sleep(LOOK_EVERY.toMillis());
      } catch (InterruptedException e) {
        return;
      }
      boolean busy = isWorking(context) || waiting(data) || isWorkLeft(context);
      quiet = busy ? 0 : quiet + 1;
    }
  }

  private static boolean isWorkLeft(CamelContext context) {
    return context.getRegistry().findByType(WorkLeft.class).stream().anyMatch(WorkLeft::isWorkLeft);
  }

  /** Who only listens (progress, status) does no work. */
  private static boolean isWorking(CamelContext context) {
    return context.getRoutes().stream()
        .filter(route -> !"ops".equals(route.getGroup()))
        .anyMatch(route -> context.getInflightRepository().size(route.getRouteId()) > 0);
  }

  private static String value(CamelContext context, String key) {
    return context.resolvePropertyPlaceholders("{{" + key + "}}");
  }

  /** Whether a file waits to be taken in or worked on. */
  private static boolean waiting(Path data) {
    return Stream.of("inbox", "work").map(data::resolve).anyMatch(Lifecycle::holdsFile);
  }

  private static boolean holdsFile(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.anyMatch(Files::isRegularFile);
    } catch (IOException | java.io.UncheckedIOException changing) {
      return true;
    }
  }
}
