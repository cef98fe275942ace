package io.github.targetroutes.ops;

import io.github.targetroutes.sync.Checkpoint;
import io.github.targetroutes.sync.RunState;
import io.github.targetroutes.sync.StateFault;
import io.github.targetroutes.target.CallQuota;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells how far the runs are that this program works on: on a terminal by one line that is
 * rewritten each time, elsewhere by a line of the log now and then. It knows what the state store
 * knows.
 */
public final class Progress extends ServiceSupport implements CamelContextAware {

  private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

  private record First(RunState state, Instant at) {}

  private final Clock clock;
  private final Map<String, First> first = new HashMap<>();
  private final Map<String, Instant> told = new HashMap<>();
  private CamelContext context;
  private Duration every = Duration.ofSeconds(30);
  private StatusLine terminal;

  public Progress() {
    this(Clock.systemUTC());
  }

  Progress(Clock clock) {
    this.clock = clock;
  }

  @Override
  protected void doStart() {
    if (!every.isZero()) {
      terminal = StatusLine.onTerminal().orElse(null);
    }
  }

  @Override
  protected void doStop() {
    if (terminal != null) {
      terminal.close();
    }
  }

  /** Looks at the runs; to be called each second. */
  public void tell(Checkpoint checkpoint, CallQuota quota) {
    if (every.isZero()) {
      return;
    }
    try {
      Duration wait = quota.waiting() > 0 ? quota.nextPermit() : Duration.ZERO;
      tell(checkpoint.underWay().stream().filter(this::isWorkedOn).toList(), wait);
    } catch (StateFault fault) {
      // The run that meets it tells of it.
      LOG.debug("No progress is known", fault);
    }
  }

  private void tell(List<RunState> runs, Duration wait) {
    List<String> names = runs.stream().map(RunState::run).toList();
    first.keySet().retainAll(names);
    told.keySet().retainAll(names);
    if (terminal != null) {
      terminal.show(String.join("; ", runs.stream().map(run -> line(run, wait)).toList()));
    } else {
      runs.stream()
          .filter(run -> !isSettled(run))
          .filter(this::isDue)
          .map(run -> line(run, wait))
          .forEach(LOG::info);
    }
  }

  /** Not those that wait after a fault, or that another node works on. */
  private boolean isWorkedOn(RunState run) {
    return context.getInflightRepository().size("sync-" + run.flow()) > 0;
  }

  /** What is left of such a run is its account, which the log may have told in this moment. */
  private static boolean isSettled(RunState run) {
    return run.prepared() && run.settled() >= run.read();
  }

  /** Short runs are not worth a line: the first one comes after a while. */
  private boolean isDue(RunState run) {
    Instant now = clock.instant();
    Instant last = told.computeIfAbsent(run.run(), name -> now);
    if (now.isBefore(last.plus(every))) {
      return false;
    }
    told.put(run.run(), now);
    return true;
  }

  private String line(RunState run, Duration wait) {
    Instant now = clock.instant();
    First seen =
        run.prepared()
            ? first.computeIfAbsent(run.run(), name -> new First(run, now))
            : new First(run, now);
    return new Pace(seen.state(), run, Duration.between(seen.at(), now)).line(wait, now);
  }

  /** How often the log tells of a run; 0: never, and no line on a terminal either. */
  public void setEvery(Duration every) {
    this.every = every;
  }

  @Override
  public void setCamelContext(CamelContext context) {
    this.context = context;
  }

  @Override
  public CamelContext getCamelContext() {
    return context;
  }
}
