package io.github.targetroutes.bench;

import io.github.targetroutes.TargetRoutes;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.DoubleStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.Timeout;

/**
 * Measures what a call of Target costs: {@code get-content-offer} through {@code
 * direct:target-call}, beside the same request by the HTTP client alone, and by a route that does
 * no more than set the headers and send. The three take turns in short rounds, so that a loaded
 * machine disturbs all alike; what is told are medians of the rounds, processor time of those who
 * call alone. The server is a process of its own and the quota is wide open.
 *
 * <p>Arguments: rounds (60) and calls of a thread in a round (1000).
 */
public final class CallCosts {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final String ACCEPT = "application/vnd.adobe.target.v2+json";
  private static final Map<String, String> OFFER = Map.of("id", "391216");

  private interface Call {
    int length() throws IOException;
  }

  private record Cost(double wall, double cpu) {}

  private CallCosts() {}

  public static void main(String[] arguments) throws Exception {
    int rounds = Integer.parseInt(arguments.length > 0 ? arguments[0] : "60");
    int calls = Integer.parseInt(arguments.length > 1 ? arguments[1] : "1000");
    Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "bench");
    try (FixedAnswers server = FixedAnswers.start();
        CloseableHttpClient client = client()) {
      TargetRoutes main = new TargetRoutes(List.of(), "auth/*", "target/*", "error/*");
      settings(server.url(), data).forEach(main::addOverrideProperty);
      main.configure().addRoutesBuilder(leastRoute(server.url()));
      main.start();
      String url = server.url() + "/bench/target/offers/content/391216";
      List<Call> all = List.of(() -> raw(client, url), least(main.getCamelContext()), route(main));
      System.out.printf(
          "%-8s %-18s %14s %14s %22s%n",
          "threads", "by", "CPU, µs a call", "time, µs", "calls/s beside client");
      measure(1, rounds, calls, all);
      measure(16, rounds, Math.max(1, calls / 16), all);
      main.stop();
    }
  }

  private static Map<String, String> settings(String url, Path data) {
    return Map.of(
        "data.dir", data.toString(),
        "adobe.ims.url", url,
        "adobe.ims.client-id", "bench-key",
        "adobe.ims.client-secret", "bench-secret",
        "adobe.target.tenant", "bench",
        "adobe.target.admin-url", url,
        "adobe.target.calls-per-minute", "1000000000",
        "adobe.target.burst", "1000000");
  }

  private static CloseableHttpClient client() {
    // Connections and timeouts as the route has them: a read with a timeout costs more.
    return HttpClientBuilder.create()
        .setDefaultRequestConfig(
            RequestConfig.custom().setResponseTimeout(Timeout.ofSeconds(120)).build())
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom().setConnectTimeout(Timeout.ofSeconds(10)).build())
                .setMaxConnTotal(200)
                .setMaxConnPerRoute(20)
                .build())
        .disableAutomaticRetries()
        .disableCookieManagement()
        .build();
  }

  private static int raw(CloseableHttpClient client, String url) throws IOException {
    HttpGet get = new HttpGet(url);
    get.setHeader("Authorization", "Bearer bench");
    get.setHeader("X-Api-Key", "bench-key");
    get.setHeader("Accept", ACCEPT);
    return client.execute(get, answer -> EntityUtils.toString(answer.getEntity())).length();
  }

  private static RouteBuilder leastRoute(String url) {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("direct:least")
            .setHeader("Authorization", constant("Bearer bench"))
            .setHeader("X-Api-Key", constant("bench-key"))
            .setHeader("Accept", constant(ACCEPT))
            .to(url + "/bench/target/offers/content/391216?responseTimeout=120000");
      }
    };
  }

  private static Call least(CamelContext context) {
    ProducerTemplate template = context.createProducerTemplate();
    Endpoint least = context.getEndpoint("direct:least");
    return () -> length(template.send(least, new DefaultExchange(context)));
  }

  private static Call route(TargetRoutes main) {
    CamelContext context = main.getCamelContext();
    ProducerTemplate template = context.createProducerTemplate();
    Endpoint targetCall = context.getEndpoint("direct:target-call");
    return () -> {
      Exchange exchange = new DefaultExchange(context);
      exchange.setVariable("target.operation", "get-content-offer");
      exchange.setVariable("target.path", OFFER);
      return length(template.send(targetCall, exchange));
    };
  }

  private static int length(Exchange exchange) throws IOException {
    if (exchange.getException() != null) {
      throw new IOException(exchange.getException());
    }
    return exchange.getMessage().getBody(String.class).length();
  }

  private static void measure(int threads, int rounds, int calls, List<Call> all)
      throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<List<Cost>> costs = new ArrayList<>();
    // The first half of the rounds warms up.
    for (int round = -rounds; round < rounds; round++) {
      List<Cost> one = new ArrayList<>();
      for (Call call : all) {
        one.add(round(pool, threads, calls, call));
      }
      if (round >= 0) {
        costs.add(one);
      }
    }
    pool.shutdown();
    String[] names = {"HTTP client alone", "least route", "target-call"};
    for (int i = 0; i < names.length; i++) {
      int which = i;
      System.out.printf(
          Locale.ROOT,
          "%-8d %-18s %14.1f %14.1f %22.2f%n",
          threads,
          names[i],
          median(costs.stream().mapToDouble(one -> one.get(which).cpu())),
          median(costs.stream().mapToDouble(one -> one.get(which).wall())),
          median(costs.stream().mapToDouble(one -> one.get(0).wall() / one.get(which).wall())));
    }
  }

  /** Microseconds of one call: of the clock, and of the processor for those who call. */
  private static Cost round(ExecutorService pool, int threads, int calls, Call call)
      throws InterruptedException, ExecutionException {
    List<Future<Long>> cpu = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < threads; i++) {
      cpu.add(
          pool.submit(
              () -> {
                long begin = THREADS.getCurrentThreadCpuTime();
                for (int n = 0; n < calls; n++) {
                  if (call.length() == 0) {
                    throw new IllegalStateException("an empty answer");
                  }
                }
                return THREADS.getCurrentThreadCpuTime() - begin;
              }));
    }
    long total = 0;
    for (Future<Long> one : cpu) {
      total += one.get();
    }
    double all = 1e3 * threads * calls;
    return new Cost((System.nanoTime() - start) / all, total / all);
  }

  private static double median(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
