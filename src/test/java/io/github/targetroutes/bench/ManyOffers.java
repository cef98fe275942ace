package io.github.targetroutes.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.targetroutes.whole.OuterSandbox;
import io.github.targetroutes.whole.Program;
import io.github.targetroutes.whole.WorkFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures {@code call list-offers --all}: a list of 200,000 offers is taken to its end with a heap
 * of 48 MiB. The list is made up by a server of its own; tokens come from the sandbox. Reads memory
 * from {@code /proc}, so it is for Linux.
 *
 * <p>Arguments: offers (200000), the heap (48m) and offers of a page (1000).
 */
public final class ManyOffers {

  private static final Pattern PAGE = Pattern.compile("\\b(offset|limit)=(\\d+)");

  private ManyOffers() {}

  public static void main(String[] arguments) throws IOException {
    long offers = Long.parseLong(arguments.length > 0 ? arguments[0] : "200000");
    String heap = arguments.length > 1 ? arguments[1] : "48m";
    String page = arguments.length > 2 ? arguments[2] : "1000";
    AtomicInteger calls = new AtomicInteger();
    HttpServer target = target(offers, calls);
    Path folder = Files.createDirectories(Path.of("target").toAbsolutePath());
    WorkFolder home = WorkFolder.in(Files.createTempDirectory(folder, "bench"));
    try (OuterSandbox sandbox = OuterSandbox.start(home.path("."))) {
      home.calling(sandbox).jvm("-Xmx" + heap, "-XX:+UseSerialGC");
      measure(
          home,
          Map.of(
              "adobe.target.admin-url",
              "http://127.0.0.1:" + target.getAddress().getPort(),
              "adobe.target.page-size",
              page,
              "adobe.target.calls-per-minute",
              "100000"),
          heap);
    } finally {
      target.stop(0);
    }
    System.out.printf("%-28s %,d%n", "calls", calls.get());
  }

  /** Has a list of so many offers, and counts how often it is asked. */
  static HttpServer target(long offers, AtomicInteger calls) throws IOException {
    HttpServer target =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    target.createContext("/", call -> answer(call, offers, calls));
    target.start();
    return target;
  }

  private static void measure(WorkFolder home, Map<String, String> settings, String heap)
      throws IOException {
    AtomicLong peak = new AtomicLong();
    long start = System.nanoTime();
    try (Program program =
        home.run(
            settings,
            "call",
            "list-offers",
            "--all",
            "--out",
            home.path("offers.jsonl").toString(),
            "--profile",
            WorkFolder.ELSEWHERE)) {
      while (program.isRunning()) {
        peak.accumulateAndGet(Memory.peak(program.pid()), Math::max);
        LockSupport.parkNanos(50_000_000);
      }
      if (program.exitCode() != 0) {
        throw new IllegalStateException(program.toString());
      }
    }
    Path out = home.path("offers.jsonl");
    try (var lines = Files.lines(out)) {
      System.out.printf(
          "%-28s %,d records, %.1f MB%n", "output", lines.count(), Files.size(out) / 1e6);
    }
    System.out.printf(
        "%-28s %.1f s%n", "wall time, start to end", (System.nanoTime() - start) / 1e9);
    System.out.printf("%-28s %,d KiB (heap -Xmx%s)%n", "peak resident memory", peak.get(), heap);
  }

  private static void answer(HttpExchange call, long offers, AtomicInteger calls)
      throws IOException {
    calls.incrementAndGet();
    long offset = 0;
    long limit = Integer.MAX_VALUE;
    Matcher page = PAGE.matcher(call.getRequestURI().getQuery());
    while (page.find()) {
      long number = Long.parseLong(page.group(2));
      offset = page.group(1).equals("offset") ? number : offset;
      limit = page.group(1).equals("limit") ? number : limit;
    }
    StringBuilder json = new StringBuilder("{\"total\":" + offers + ",\"offers\":[");
    for (long id = offset; id < Math.min(offers, offset + limit); id++) {
      json.append(id == offset ? "" : ",")
          .append("{\"id\":")
          .append(9_000_000_000_000_000_000L + id)
          .append(",\"name\":\"Offer number ")
          .append(id)
          .append(
              "\",\"type\":\"content\",\"workspace\":\"1\",\"modifiedAt\":\"2026-11-25T21:19:34Z\"}");
    }
    byte[] body = json.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    try (call) {
      call.getResponseHeaders()
          .set("Content-Type", "application/vnd.adobe.target.v2+json;charset=UTF-8");
      call.sendResponseHeaders(200, body.length);
      call.getResponseBody().write(body);
    }
  }
}
