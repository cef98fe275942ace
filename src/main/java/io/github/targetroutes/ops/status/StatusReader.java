package io.github.targetroutes.ops.status;

import io.github.targetroutes.auth.AccessToken;
import io.github.targetroutes.auth.ImsTokens;
import io.github.targetroutes.error.DeadLetters;
import io.github.targetroutes.ops.RunReport;
import io.github.targetroutes.sync.Checkpoint;
import io.github.targetroutes.sync.RunState;
import io.github.targetroutes.sync.StateFault;
import io.github.targetroutes.sync.StateSource;
import io.github.targetroutes.target.CallQuota;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;

/** Looks up how the program stands, in the beans of its rooms. */
final class StatusReader {

  private static final int RUNS_SHOWN = 10;
  private static final int LETTERS_SHOWN = 10;

  private final CamelContext context;
  private final Clock clock;

  StatusReader(CamelContext context, Clock clock) {
    this.context = context;
    this.clock = clock;
  }

  Status read() {
    Instant now = clock.instant();
    List<String> troubles = troubles();
    List<DeadLetters.Letter> letters = new ArrayList<>(letters().waiting());
    Collections.reverse(letters);
    return new Status(
        context.getCamelContextExtension().getProfile(),
        bean("stateStore", StateSource.class).node(),
        now.minus(context.getUptime()).truncatedTo(ChronoUnit.SECONDS),
        now.truncatedTo(ChronoUnit.SECONDS),
        troubles.isEmpty(),
        troubles,
        token(),
        quota(),
        underWay(now),
        ended(),
        letters.stream().limit(LETTERS_SHOWN).map(StatusReader::letter).toList(),
        letters.size());
  }

  /** What keeps the program from working, by its readiness checks. */
  List<String> troubles() {
    return HealthCheckHelper.invokeReadiness(context).stream()
        .filter(result -> result.getState() != HealthCheck.State.UP)
        .map(result -> result.getMessage().orElse(result.getCheck().getId() + " is down"))
        .toList();
  }

  private Status.Token token() {
    ImsTokens tokens = tokens();
    Optional<AccessToken> token = tokens.cached();
    return new Status.Token(
        tokens.grant(),
        token.map(AccessToken::fingerprint).orElse(null),
        token.map(AccessToken::issuedAt).orElse(null),
        token.map(AccessToken::expiresAt).orElse(null));
  }

  private Status.Quota quota() {
    CallQuota quota = callQuota();
    return new Status.Quota(
        quota.callsPerMinute(),
        quota.available(),
        quota.waiting(),
        quota.nextPermit().toSeconds(),
        quota.taken());
  }

  private List<Status.Run> underWay(Instant now) {
    try {
      return checkpoint().underWay().stream().map(run -> run(run, now)).toList();
    } catch (StateFault fault) {
      return List.of();
    }
  }

  private static Status.Run run(RunState run, Instant now) {
    return new Status.Run(
        run.run(),
        run.flow(),
        run.started(),
        run.read(),
        run.settled(),
        run.units(),
        run.settledUnits(),
        run.atTarget(),
        lag(run, now).toSeconds(),
        run.calls());
  }

  /** How long Target has had the oldest batch that it has not finished. */
  static Duration lag(RunState run, Instant now) {
    return run.atTargetSince() == null ? Duration.ZERO : Duration.between(run.atTargetSince(), now);
  }

  private List<RunReport> ended() {
    try {
      return checkpoint().ended(RUNS_SHOWN);
    } catch (StateFault fault) {
      return List.of();
    }
  }

  private static Status.Letter letter(DeadLetters.Letter letter) {
    return new Status.Letter(
        letter.name(),
        letter.envelope().what(),
        letter.envelope().why(),
        letter.envelope().operation(),
        letter.envelope().time());
  }

  ImsTokens tokens() {
    return bean("imsTokens", ImsTokens.class);
  }

  CallQuota callQuota() {
    return bean("callQuota", CallQuota.class);
  }

  Checkpoint checkpoint() {
    return bean("checkpoint", Checkpoint.class);
  }

  DeadLetters letters() {
    return new DeadLetters(Path.of(setting("error.dead-letter-dir")));
  }

  <T> T bean(String name, Class<T> type) {
    return context.getRegistry().lookupByNameAndType(name, type);
  }

  private String setting(String key) {
    return context.resolvePropertyPlaceholders("{{" + key + ":}}");
  }
}
