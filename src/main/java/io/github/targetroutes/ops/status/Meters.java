package io.github.targetroutes.ops.status;

import io.github.targetroutes.auth.AccessToken;
import io.github.targetroutes.ops.Tally;
import io.github.targetroutes.sync.RunState;
import io.github.targetroutes.sync.StateFault;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The program's own metrics, named {@code target-routes.*}; operations.md says what each of them
 * means. They are looked up when they are asked for, and cost nothing between.
 */
final class Meters {

  private static final String PREFIX = "target-routes.";

  private final StatusReader status;
  private final Tally tally;
  private final Clock clock;
  private final Set<String> flows = new HashSet<>();
  private MeterRegistry registry;
  private List<RunState> runs = List.of();

  Meters(StatusReader status, Tally tally, Clock clock) {
    this.status = status;
    this.tally = tally;
    this.clock = clock;
  }

  void bindTo(MeterRegistry to) {
    registry = to;
    gauge("token.age", "seconds", "since the token was issued", () -> ofToken(this::age));
    gauge("token.expires", "seconds", "until the token ends", () -> ofToken(this::life));
    gauge("ready", null, "1 while the program can work", this::ready);
    gauge("quota.limit", null, "calls a minute", () -> status.callQuota().callsPerMinute());
    gauge("quota.left", null, "calls that may go out now", () -> status.callQuota().available());
    gauge("quota.waiting", null, "calls that wait", () -> status.callQuota().waiting());
    gauge("quota.wait", "seconds", "until the next call may go out", this::quotaWait);
    FunctionCounter.builder(PREFIX + "quota.calls", status, reader -> reader.callQuota().taken())
        .description("metered calls since the start")
        .register(registry);
    gauge("runs", null, "runs that have not ended", () -> runs.size());
    gauge("batches.open", null, "batches that have not ended", this::open);
    gauge("batches.at.target", null, "those that Target has", () -> sum(RunState::atTarget));
    gauge("batches.lag", "seconds", "since the oldest of those was sent", this::lag);
    gauge("dead.letters", null, "dead letters that wait", () -> status.letters().count());
  }

  /** To be called before they are read: one look at the state store serves all. */
  synchronized void refresh() {
    try {
      runs = status.checkpoint().underWay();
    } catch (StateFault fault) {
      runs = List.of();
    }
    tally.flows().stream().filter(flows::add).forEach(this::bindFlow);
  }

  private void bindFlow(String flow) {
    records(flow, "accepted", Tally.Sums::accepted);
    records(flow, "rejected", Tally.Sums::rejected);
    records(flow, "dead-lettered", Tally.Sums::deadLettered);
    records(flow, "skipped", Tally.Sums::skipped);
    Gauge.builder(PREFIX + "lost.ratio", () -> tally.of(flow).lost())
        .description("share of the last run's sent records that Target did not take")
        .tag("flow", flow)
        .register(registry);
  }

  private void records(String flow, String outcome, ToDoubleFunction<Tally.Sums> number) {
    FunctionCounter.builder(PREFIX + "records", tally, t -> number.applyAsDouble(t.of(flow)))
        .description("records of runs that ended")
        .tag("flow", flow)
        .tag("outcome", outcome)
        .register(registry);
  }

  private void gauge(String name, String unit, String description, Supplier<Number> value) {
    Gauge.builder(PREFIX + name, value).baseUnit(unit).description(description).register(registry);
  }

  private double ofToken(ToDoubleFunction<AccessToken> number) {
    return status.tokens().cached().stream().mapToDouble(number).findFirst().orElse(Double.NaN);
  }

  private double age(AccessToken token) {
    return seconds(Duration.between(token.issuedAt(), clock.instant()));
  }

  private double life(AccessToken token) {
    return seconds(Duration.between(clock.instant(), token.expiresAt()));
  }

  private int ready() {
    return status.troubles().isEmpty() ? 1 : 0;
  }

  private double quotaWait() {
    return seconds(status.callQuota().nextPermit());
  }

  private double open() {
    return sum(run -> run.units() - run.settledUnits());
  }

  private double lag() {
    return runs.stream()
        .mapToDouble(run -> seconds(StatusReader.lag(run, clock.instant())))
        .max()
        .orElse(0);
  }

  private double sum(ToDoubleFunction<RunState> number) {
    return runs.stream().mapToDouble(number).sum();
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }
}
