package io.github.targetroutes.target;

import io.github.targetroutes.ConfigurationException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a list of operations is cut into calls: only where nothing behind the cut depends on
 * anything before it, for a dependency must lie within one call (batch).
 */
final class BatchCuts {

  /** Operations of one call (batch). */
  static final int MOST = 256;

  private final List<BatchItem> items;
  private final int most;
  private final long mostBytes;
  private final int[] lastDependent;

  /**
   * @param most operations of a call, from 1 to {@link #MOST}; more only where they depend on each
   *     other
   * @param mostBytes of a call's addresses and bodies; more only for an operation alone, or where
   *     they depend on each other
   */
  BatchCuts(List<BatchItem> items, int most, long mostBytes) {
    this.items = items;
    this.most = most;
    this.mostBytes = mostBytes;
    this.lastDependent = new int[items.size()];
    for (BatchItem item : items) {
      item.dependsOn().forEach(other -> lastDependent[other] = item.index());
    }
  }

  /**
   * The operations of each call, in their order.
   *
   * @throws ConfigurationException where a dependency can't lie within one call
   */
  List<List<BatchItem>> calls() {
    List<List<BatchItem>> calls = new ArrayList<>();
    for (int begin = 0, end; begin < items.size(); begin = end) {
      end = end(begin);
      calls.add(items.subList(begin, end));
    }
    return calls;
  }

  /** The last place within the limits where it may be cut, or else the first one behind them. */
  private int end(int begin) {
    int end = 0;
    int last = begin;
    long bytes = 0;
    for (int i = begin; i < items.size() && i - begin < MOST; i++) {
      bytes += items.get(i).bytes();
      boolean fits = i - begin < most && bytes <= mostBytes;
      if (!fits && end > 0) {
        return end;
      }
      last = Math.max(last, lastDependent[i]);
      if (last <= i) {
        end = i + 1;
      }
    }
    if (end == 0) {
      throw new ConfigurationException(
          "The operations from "
              + begin
              + " to "
              + last
              + " depend on each other, and one call of execute-batch takes "
              + MOST
              + " at most: let fewer depend on each other");
    }
    return end;
  }
}
