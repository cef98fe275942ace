package io.github.targetroutes.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.whole.OuterSandbox;
import io.github.targetroutes.whole.Program;
import io.github.targetroutes.whole.WorkFolder;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Counts the calls of each flow, as the sandbox sees them, and holds them against the least that
 * the limits of one call allow: what Target has in the end, record by record and byte by byte, must
 * have come in that many. Then the same input comes again, of which nothing is to be sent. The
 * program and the sandbox have a process each; the quota is wide open, so that calls are measured
 * and no waits. Reads memory from {@code /proc}, so it is for Linux.
 *
 * <p>Arguments: the heap (256m), then flows with their records, such as {@code entities=100000};
 * without any, all of them.
 */
public final class CallsAndBounds {

  /** Calls of Target that its quota does not count: each operation of a batch counts instead. */
  private static final String UNMETERED = "batch";

  /** What of the 50 calls a minute that Adobe allows is used by default, and how many at once. */
  private static final int CALLS_PER_MINUTE = 45;

  private static final int BURST = 5;

  private final Flow flow;
  private final long records;
  private final String heap;
  private final WorkFolder home;
  private final OuterSandbox sandbox;

  private CallsAndBounds(Flow flow, long records, String heap, WorkFolder home, OuterSandbox it) {
    this.flow = flow;
    this.records = records;
    this.heap = heap;
    this.home = home;
    this.sandbox = it;
  }

  public static void main(String[] arguments) throws IOException {
    String heap = arguments.length > 0 ? arguments[0] : "256m";
    Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
    for (Flow flow : Flow.values()) {
      long records =
          Stream.of(arguments)
              .filter(it -> it.startsWith(flow.id() + "="))
              .mapToLong(it -> Long.parseLong(it.substring(it.indexOf('=') + 1)))
              .findFirst()
              .orElse(arguments.length > 1 ? 0 : flow.usual());
      WorkFolder home = WorkFolder.in(Files.createTempDirectory(target, "bench"));
      if (records > 0) {
        try (OuterSandbox sandbox =
            OuterSandbox.start(
                home.path("."),
                options -> options.callsPerMinute(10_000_000).batchDelay(Duration.ofSeconds(1)))) {
          home.calling(sandbox).jvm("-Xmx" + heap);
          new CallsAndBounds(flow, records, heap, home, sandbox).measure();
        }
      }
    }
  }

  private void measure() throws IOException {
    Path inputs = Files.createDirectories(home.path("inputs"));
    flow.write(inputs, records);
    tell("%s", flow.id());
    tell("  input                %,d records, %.1f MB", records, size(inputs) / 1e6);
    Counted first = run(inputs);
    long least = leastWrites();
    tell("  calls that write     %,d, at least %,d", first.writes(), least);
    tell("  other calls          %s, at least %,d", others(first), flow.leastOthers(least));
    tell(
        "  permits of the quota %,d: %,d minutes at %d calls a minute",
        first.permits(),
        Math.max(0, -Math.floorDiv(BURST - first.permits(), CALLS_PER_MINUTE)),
        CALLS_PER_MINUTE);
    tell("  time and memory      %s", first.costs(heap));
    Counted second = run(inputs);
    tell(
        "  the same again       %,d calls that write, other calls %s",
        second.writes(), others(second));
    tell("  time and memory      %s", second.costs(heap));
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    tell("  load of the machine  %.1f", load);
  }

  private static String others(Counted counted) {
    return counted.others().isEmpty()
        ? "0"
        : counted.others().entrySet().stream()
            .map(call -> call.getValue() + " " + call.getKey())
            .collect(Collectors.joining(", "));
  }

  /** What one run took. */
  private record Counted(
      long writes,
      Map<String, Long> others,
      long permits,
      double seconds,
      double cpu,
      long memory) {

    String costs(String heap) {
      return String.format(
          Locale.ROOT,
          "%.1f s from start to end, %.1f s of the processor, %,d KiB resident at most (-Xmx%s)",
          seconds,
          cpu,
          memory,
          heap);
    }
  }

  private Counted run(Path inputs) throws IOException {
    Map<String, Long> before = calls();
    long accounts = accounts();
    put(inputs);
    Map<String, String> settings =
        Map.of(
            "adobe.target.calls-per-minute",
            "10000000",
            // The status is asked for as often as in production.
            "error.target.pending-delays",
            "0:1000;5:5000;15:30000;100:60000");
    long memory = 0;
    Duration cpu = Duration.ZERO;
    long start = System.nanoTime();
    try (Program program = home.run(settings, "--profile", WorkFolder.ELSEWHERE, "--once")) {
      while (program.isRunning()) {
        memory = Math.max(memory, Memory.peak(program.pid()));
        cpu =
            ProcessHandle.of(program.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(cpu);
        LockSupport.parkNanos(50_000_000);
      }
      if (program.exitCode() > 1 || accounts() != accounts + 1) {
        throw new IllegalStateException(program.toString());
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Map<String, Long> calls = calls();
    before.forEach((call, count) -> calls.merge(call, -count, Long::sum));
    calls.values().removeIf(count -> count == 0);
    long writes =
        calls.entrySet().stream()
            .filter(call -> flow.writes(call.getKey()))
            .mapToLong(Map.Entry::getValue)
            .sum();
    long permits =
        calls.entrySet().stream()
            .filter(call -> !call.getKey().equals(UNMETERED))
            .mapToLong(Map.Entry::getValue)
            .sum();
    calls
        .keySet()
        .removeIf(call -> flow.writes(call) || call.matches("offers\\.(create|update|delete)"));
    return new Counted(writes, calls, permits, seconds, cpu.toMillis() / 1e3, memory);
  }

  /** Runs that have ended. */
  private long accounts() {
    return home.names("data/done/" + flow.id()).stream().filter(it -> it.endsWith("json")).count();
  }

  /** Calls of Target since the sandbox's start, by its names for them. */
  private Map<String, Long> calls() {
    Map<String, Long> calls = new TreeMap<>();
    for (Map.Entry<String, JsonNode> call : sandbox.state().path("calls").properties()) {
      if (!call.getKey().startsWith("ims.")) {
        calls.put(call.getKey(), call.getValue().path("total").asLong());
      }
    }
    return calls;
  }

  private void put(Path inputs) throws IOException {
    String inbox = flow == Flow.PROFILES ? "profiles" : flow.id();
    Path folder = Files.createDirectories(home.path("data/inbox").resolve(inbox));
    try (Stream<Path> files = Files.list(inputs)) {
      for (Path file : files.toList()) {
        Path part = folder.resolve(file.getFileName() + ".part");
        Files.copy(file, part);
        Files.move(part, folder.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  /** From what Target has. */
  private long leastWrites() throws IOException {
    long things = 0;
    long bytes = 0;
    URI all = URI.create(sandbox.url() + "/sandbox/state/" + flow.things());
    try (InputStream in = all.toURL().openStream();
        MappingIterator<JsonNode> lines =
            new ObjectMapper().readerFor(JsonNode.class).readValues(in)) {
      while (lines.hasNext()) {
        things++;
        bytes += flow.bytes(lines.next());
      }
    }
    tell(
        "  Target has           %,d %s, %.1f MB as they are sent",
        things, flow.things(), bytes / 1e6);
    return flow.leastWrites(things, bytes);
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static void tell(String text, Object... values) {
    System.out.printf(Locale.ROOT, text + "%n", values);
  }
}
