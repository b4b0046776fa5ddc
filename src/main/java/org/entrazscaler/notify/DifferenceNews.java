package org.entrazscaler.notify;

import java.util.List;
import org.entrazscaler.reconcile.Difference;
import org.entrazscaler.store.State;

/**
 * Differences that reconciliations have found and of which nobody has been told.
 *
 * @param number how many
 * @param lines the first of them, a line each
 */
record DifferenceNews(int number, List<String> lines) {

  /** More lines than this say nothing more. */
  private static final int MOST_LINES = 20;

  /** Copies the list. */
  DifferenceNews {
    lines = List.copyOf(lines);
  }

  static DifferenceNews of(State state) {
    return new DifferenceNews(
        state.differences().unreportedCount(),
        state.differences().unreported(MOST_LINES).stream().map(Difference::description).toList());
  }

  boolean isEmpty() {
    return number == 0;
  }

  String subject() {
    return "Zscaler differs from what it should hold: " + counted();
  }

  String sentence() {
    return counted()
        + " found by a reconciliation. The command \"reconcile\" shows all that there are,"
        + " \"reconcile --fix\" repairs them.";
  }

  private String counted() {
    return number + (number == 1 ? " difference" : " differences");
  }

  void sent(State state) {
    if (!isEmpty()) {
      state.differences().markReported();
    }
  }
}
