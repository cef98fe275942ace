package io.github.targetroutes.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.whole.OuterSandbox;
import io.github.targetroutes.whole.Program;
import io.github.targetroutes.whole.WorkFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures the bulk flow: a file of a million customers goes through the program with a heap of 256
 * MiB, and then once more as it is, when Target has all of it already. Reads memory from {@code
 * /proc}, so it is for Linux.
 *
 * <p>Arguments: rows (1000000) and the heap (256m); {@code together} as a third runs the sandbox in
 * the program's own JVM, as the default profile does.
 */
public final class MillionRows {

  private static final long MAX_ROWS = 500_000;
  private static final double MAX_BYTES = 50e6;
  private static final String SAMPLE = "data/customers.csv";
  private static final String INBOX = "data/inbox/profiles/";

  private MillionRows() {}

  public static void main(String[] arguments) throws IOException {
    String rows = arguments.length > 0 ? arguments[0] : "1000000";
    String heap = arguments.length > 1 ? arguments[1] : "256m";
    boolean together = arguments.length > 2 && arguments[2].equals("together");
    Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
    WorkFolder home = WorkFolder.in(Files.createTempDirectory(target, "bench"));
    try (Program made = home.run("sample", SAMPLE, "--rows", rows)) {
      expect(made, 0);
    }
    home.jvm("-Xmx" + heap);
    if (together) {
      measureBoth(home, Map.of("sandbox.port", "18095"), "sandbox", heap);
    } else {
      try (OuterSandbox sandbox =
          OuterSandbox.start(
              home.path("."), options -> options.batchDelay(Duration.ofSeconds(1)))) {
        String profile = "config/application-" + WorkFolder.ELSEWHERE + ".properties";
        // The status is asked for as often as in production.
        home.calling(sandbox).change(profile, "error.target.pending-delays=0:50", "");
        measureBoth(home, Map.of(), WorkFolder.ELSEWHERE, heap);
      }
    }
  }

  private static void measureBoth(
      WorkFolder home, Map<String, String> settings, String profile, String heap)
      throws IOException {
    for (String name : new String[] {"first.csv", "again.csv"}) {
      Files.createDirectories(home.path(INBOX));
      Files.copy(home.path(SAMPLE), home.path(INBOX + name));
      measure(home, name, settings, profile, heap);
    }
  }

  private static void measure(
      WorkFolder home, String name, Map<String, String> settings, String profile, String heap)
      throws IOException {
    long input = Files.size(home.path(SAMPLE));
    AtomicLong peak = new AtomicLong();
    AtomicLong batchBytes = new AtomicLong();
    long start = System.nanoTime();
    double seconds;
    try (Program program = home.run(settings, "--profile", profile, "--once")) {
      while (program.isRunning()) {
        peak.accumulateAndGet(Memory.peak(program.pid()), Math::max);
        batchBytes.accumulateAndGet(bytesOfBatches(home), Math::max);
        java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
      }
      seconds = (System.nanoTime() - start) / 1e9;
      expect(program, 1);
    }
    JsonNode report = report(home, name);
    long profiles = report.path("accepted").asLong() - report.path("merged").asLong();
    long least =
        Math.max(
            (profiles + MAX_ROWS - 1) / MAX_ROWS, (long) Math.ceil(batchBytes.get() / MAX_BYTES));
    System.out.printf(
        "%-28s %s, %,d rows, %.1f MB%n", "input", name, report.path("read").asLong(), input / 1e6);
    System.out.printf("%-28s %.1f s%n", "wall time, start to end", seconds);
    System.out.printf("%-28s %,d KiB (heap -Xmx%s)%n", "peak resident memory", peak.get(), heap);
    System.out.printf("%-28s %.1f MB%n", "bytes of the batches", batchBytes.get() / 1e6);
    System.out.printf("%-28s %d, at least %d%n", "batches", report.path("units").asLong(), least);
    System.out.printf("%-28s %d%n", "calls", report.path("calls").asLong());
    System.out.printf("%-28s %s%n", "account", report);
    System.out.printf(
        "%-28s %.1f%n",
        "load of the machine", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static void expect(Program program, int exitCode) {
    if (program.exitCode() != exitCode) {
      throw new IllegalStateException(program.toString());
    }
  }

  private static long bytesOfBatches(WorkFolder home) {
    String folder = "data/batches/profiles-bulk";
    return home.names(folder).stream()
        .flatMap(
            run ->
                home.names(folder + "/" + run).stream()
                    .map(name -> folder + "/" + run + "/" + name))
        .filter(name -> name.contains("/batch-"))
        .mapToLong(name -> size(home.path(name)))
        .sum();
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException gone) {
      return 0;
    }
  }

  private static JsonNode report(WorkFolder home, String input) {
    String folder = "data/done/profiles-bulk";
    String name =
        home.names(folder).stream()
            .filter(file -> file.endsWith(input + ".report.json"))
            .findFirst()
            .orElseThrow();
    try {
      return new ObjectMapper().readTree(home.read(folder + "/" + name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
