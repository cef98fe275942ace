package io.github.targetroutes.sandbox;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The misbehaviour that a test or an operator has scripted. Faults are tried in the order in which
 * they were added. Several may strike one call (say, latency and a status), but never two of one
 * kind and never two that replace the answer; the later one then waits for the next call. The
 * sandbox's own pages under {@code /sandbox} are never struck.
 */
public final class Faults {

  /** Enough for any script; keeps a forgotten loop from filling the memory. */
  private static final int MOST = 1000;

  /** A fault with the number of calls that it has matched and struck so far. */
  public record Scripted(Fault fault, int seen, int struck) {

    boolean spent() {
      return fault.times() != Fault.FOREVER && struck >= fault.times();
    }
  }

  private final List<Scripted> script = new ArrayList<>();

  Faults() {}

  /**
   * Adds faults to the end of the script.
   *
   * @throws IllegalStateException when more than 1000 faults are waiting to strike
   */
  public synchronized void add(Fault... faults) {
    for (Fault fault : faults) {
      if (script.size() >= MOST) {
        script.removeIf(Scripted::spent);
      }
      if (script.size() >= MOST) {
        throw new IllegalStateException("More than " + MOST + " faults are waiting; clear some.");
      }
      script.add(new Scripted(fault, 0, 0));
    }
  }

  /** All faults since the last {@link #clear()}, spent ones included. */
  public synchronized List<Scripted> list() {
    return List.copyOf(script);
  }

  public synchronized void clear() {
    script.clear();
  }

  /** The faults that strike this call; each is counted. */
  synchronized List<Fault> strike(String method, String path) {
    if (script.isEmpty()) {
      return List.of();
    }
    List<Fault> struck = new ArrayList<>();
    Set<Fault.Kind> kinds = EnumSet.noneOf(Fault.Kind.class);
    boolean replaced = false;
    for (int i = 0; i < script.size(); i++) {
      Scripted next = script.get(i);
      Fault fault = next.fault();
      if (next.spent() || !fault.matches(method, path)) {
        continue;
      }
      boolean strikes =
          next.seen() >= fault.after()
              && (fault.chance() == null || fault.chance().strikes(next.seen()))
              && !kinds.contains(fault.kind())
              && !(replaced && fault.kind().replacesAnswer());
      script.set(
          i, new Scripted(fault, next.seen() + 1, strikes ? next.struck() + 1 : next.struck()));
      if (strikes) {
        struck.add(fault);
        kinds.add(fault.kind());
        replaced |= fault.kind().replacesAnswer();
      }
    }
    return struck;
  }
}
