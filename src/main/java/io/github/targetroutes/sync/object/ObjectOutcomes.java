package io.github.targetroutes.sync.object;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.targetroutes.sync.change.Action;
import io.github.targetroutes.sync.change.Change;
import io.github.targetroutes.sync.change.Changes;
import io.github.targetroutes.sync.change.Ledger;
import io.github.targetroutes.sync.change.Unit;
import io.github.targetroutes.target.BatchOutcome;
import io.github.targetroutes.target.TargetFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Notes what came of the operations of a unit. A change is done, or rejected with Target's words,
 * or stays in doubt: then a listing of Target tells what is to be done with it.
 */
public final class ObjectOutcomes {

  private static final int NOT_FOUND = 404;

  private int rounds = 3;
  private Changes changes;
  private Ledger ledger;

  /** What is to be done after an operation. */
  private enum Verdict {
    DONE,
    REJECTED,
    /** Only a listing tells whether it was done. */
    DOUBT,
    /** Others would meet the same. */
    STOP
  }

  /** A change and what came of its operations. */
  private record Answered(Change change, String kind, List<BatchOutcome> outcomes) {

    /** The first that was not done, or else the last one. */
    BatchOutcome decisive() {
      return outcomes.stream()
          .filter(outcome -> !outcome.isDone())
          .findFirst()
          .orElse(outcomes.get(outcomes.size() - 1));
    }
  }

  /**
   * Notes the outcome of each change.
   *
   * @param calls the operations of the unit
   * @param outcomes what came of each of them
   * @param round how often the run has gone through its units, from 0; each time, what was in doubt
   *     has been looked up before
   * @throws TargetFault where the run can't go on now; whatever was done has been noted
   */
  public void note(Unit unit, List<ObjectCall> calls, List<BatchOutcome> outcomes, int round) {
    List<Answered> all = answered(calls, outcomes);
    boolean someAnswered = all.stream().anyMatch(one -> isAnswered(one.decisive()));
    boolean last = round + 1 >= rounds;
    TargetFault stop = null;
    for (Answered one : all) {
      Verdict verdict = verdict(one, someAnswered, all.size() == 1, last);
      note(unit, one, verdict);
      if (verdict == Verdict.STOP && stop == null) {
        stop = one.decisive().fault();
      }
    }
    if (stop != null) {
      throw stop.isUnknown() ? lost(unit, stop) : stop;
    }
  }

  private static List<Answered> answered(List<ObjectCall> calls, List<BatchOutcome> outcomes) {
    Map<Long, Answered> answered = new LinkedHashMap<>();
    for (int i = 0; i < calls.size(); i++) {
      ObjectCall call = calls.get(i);
      answered
          .computeIfAbsent(
              call.change().number(),
              number -> new Answered(call.change(), call.kind(), new ArrayList<>()))
          .outcomes()
          .add(outcomes.get(i));
    }
    return new ArrayList<>(answered.values());
  }

  /** Whether Target did or refused this very operation, so that it is up. */
  private static boolean isAnswered(BatchOutcome outcome) {
    return outcome.isDone() || !outcome.skipped() && isRefused(outcome.fault());
  }

  private static boolean isRefused(TargetFault fault) {
    return fault.kind() == TargetFault.Kind.REJECTED && !fault.isUnknown();
  }

  private static Verdict verdict(
      Answered answered, boolean someAnswered, boolean alone, boolean last) {
    BatchOutcome outcome = answered.decisive();
    Action action = answered.change().action();
    if (outcome.isDone()) {
      boolean found = action != Action.CREATE || outcome.body().hasNonNull("id");
      return found ? Verdict.DONE : Verdict.DOUBT;
    }
    if (outcome.skipped()) {
      return Verdict.STOP;
    }
    if (isGone(outcome)) {
      return switch (action) {
        case DELETE -> Verdict.DONE;
        case UPDATE -> last ? Verdict.REJECTED : Verdict.DOUBT;
        case CREATE -> Verdict.REJECTED;
      };
    }
    if (isRefused(outcome.fault())) {
      return Verdict.REJECTED;
    }
    boolean own = outcome.status() > 0;
    if (own && outcome.fault().kind() == TargetFault.Kind.FORBIDDEN) {
      return someAnswered ? Verdict.REJECTED : Verdict.STOP;
    }
    boolean failed = own && outcome.fault().kind() == TargetFault.Kind.UNAVAILABLE;
    if (!failed && !outcome.fault().isUnknown()) {
      return Verdict.STOP;
    }
    if (own) {
      // Where nothing else went well either, it is an outage.
      return !someAnswered && !alone ? Verdict.STOP : last ? Verdict.REJECTED : Verdict.DOUBT;
    }
    return last ? Verdict.STOP : Verdict.DOUBT;
  }

  private static boolean isGone(BatchOutcome outcome) {
    return outcome.status() == NOT_FOUND && isRefused(outcome.fault());
  }

  private void note(Unit unit, Answered answered, Verdict verdict) {
    Change change = answered.change();
    BatchOutcome outcome = answered.decisive();
    if (verdict == Verdict.DONE) {
      changes.done(unit, change, targetId(answered));
    } else if (verdict == Verdict.REJECTED) {
      changes.rejected(unit, change, outcome.fault().getMessage());
      if (change.action() == Action.CREATE) {
        // Somebody else may have taken its name, or it was done after all.
        ledger.unlisted(unit.flow());
      }
    } else if (change.action() == Action.UPDATE && !outcome.isDone() && isGone(outcome)) {
      ledger.gone(unit.flow(), change.key());
    }
  }

  private static String targetId(Answered answered) {
    Change change = answered.change();
    if (change.action() != Action.CREATE) {
      return change.targetId();
    }
    JsonNode id = answered.decisive().body().path("id");
    return new TargetId(answered.kind(), id.asText()).toString();
  }

  private static TargetFault lost(Unit unit, TargetFault unknown) {
    return new TargetFault(
        TargetFault.Kind.UNAVAILABLE,
        "Again and again no answer came that tells what Target did with "
            + unit.label()
            + "; the run goes on later, and looks into Target before it sends anything",
        null,
        unknown);
  }

  /** How often a run sends what Target fails on, before it is rejected or the run stops. */
  public void setRounds(int rounds) {
    this.rounds = rounds;
  }

  public void setChanges(Changes changes) {
    this.changes = changes;
  }

  public void setLedger(Ledger ledger) {
    this.ledger = ledger;
  }
}
