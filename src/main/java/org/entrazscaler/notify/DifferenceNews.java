package org.entrazscaler.notify;

import java.util.List;
import org.entrazscaler.reconcile.Difference;
import org.entrazscaler.store.State;
import org.entrazscaler.text.Count;

/**
 * Differences that reconciliations have found and no mail has reported.
 *
 * @param number number of differences
 * @param lines the first of them, one line each
 */
record DifferenceNews(int number, List<String> lines) {

  /** Maximum number of lines. */
  private static final int MAX_LINES = 20;

  /** Copies the list. */
  DifferenceNews {
    lines = List.copyOf(lines);
  }

  static DifferenceNews collect(State state) {
    return new DifferenceNews(
        state.differences().unreportedCount(),
        state.differences().unreported(MAX_LINES).stream().map(Difference::description).toList());
  }

  boolean isEmpty() {
    return number == 0;
  }

  String subject() {
    return "Differences in Zscaler: " + countText();
  }

  String sentence() {
    return countText()
        + " found by a reconciliation. The command \"reconcile\" shows all of them,"
        + " \"reconcile --fix\" repairs them.";
  }

  private String countText() {
    return Count.of(number, "difference");
  }

  void sent(State state) {
    if (!isEmpty()) {
      state.differences().markReported();
    }
  }
}
