package io.github.targetroutes.bench;

import com.sun.net.httpserver.HttpServer;
import io.github.targetroutes.whole.OuterSandbox;
import io.github.targetroutes.whole.Program;
import io.github.targetroutes.whole.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures {@code export inventory}: 100,000 offers are taken into an inventory, and then into
 * another one that is compared with it, with a heap of 64 MiB. The list is made up by a server of
 * its own; tokens come from the sandbox. Reads memory from {@code /proc}, so it is for Linux.
 *
 * <p>Arguments: offers (100000) and the heap (64m).
 */
public final class ManyOffersExported {

  private ManyOffersExported() {}

  public static void main(String[] arguments) throws IOException {
    long offers = Long.parseLong(arguments.length > 0 ? arguments[0] : "100000");
    String heap = arguments.length > 1 ? arguments[1] : "64m";
    AtomicInteger calls = new AtomicInteger();
    HttpServer target = ManyOffers.target(offers, calls);
    Path folder = Files.createDirectories(Path.of("target").toAbsolutePath());
    WorkFolder home = WorkFolder.in(Files.createTempDirectory(folder, "bench"));
    try (OuterSandbox sandbox = OuterSandbox.start(home.path("."))) {
      home.calling(sandbox).jvm("-Xmx" + heap, "-XX:+UseSerialGC");
      Map<String, String> settings =
          Map.of(
              "adobe.target.admin-url",
              "http://127.0.0.1:" + target.getAddress().getPort(),
              "export.inventory.kinds",
              "offers",
              "adobe.target.calls-per-minute",
              "100000");
      measure("first inventory", home, settings, heap);
      measure("second inventory", home, settings, heap);
    } finally {
      target.stop(0);
    }
    System.out.printf("%-28s %,d%n", "calls", calls.get());
  }

  private static void measure(
      String what, WorkFolder home, Map<String, String> settings, String heap) {
    AtomicLong peak = new AtomicLong();
    long start = System.nanoTime();
    try (Program program =
        home.run(settings, "export", "inventory", "--profile", WorkFolder.ELSEWHERE)) {
      while (program.isRunning()) {
        peak.accumulateAndGet(Memory.peak(program.pid()), Math::max);
        LockSupport.parkNanos(50_000_000);
      }
      if (program.exitCode() != 0) {
        throw new IllegalStateException(program.toString());
      }
      System.out.printf(
          "%-28s %.1f s, peak resident memory %,d KiB (heap -Xmx%s)%n",
          what, (System.nanoTime() - start) / 1e9, peak.get(), heap);
    }
  }
}
