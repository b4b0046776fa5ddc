package org.entrazscaler.outcome;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.ValueChange;

/**
 * The portions in which the attributes of one change are sent. One for each change; not
 * thread-safe.
 */
public final class AttributePortions {

  private final Deque<List<ValueChange>> remaining = new ArrayDeque<>();
  private Change planned;
  private boolean unanswered;

  /** Starts with one portion that contains all values, even if there are none. */
  public AttributePortions(Change change) {
    remaining.add(change.values());
    planned = change.withValues(List.of());
  }

  /** The portions that are still to be sent, in order. */
  public Deque<List<ValueChange>> remaining() {
    return remaining;
  }

  /** The planned change without values, with the current values of the target. */
  public Change planned() {
    return planned;
  }

  public void setPlanned(Change change) {
    planned = change;
  }

  /** Whether the target was asked for its values and did not answer. */
  public boolean isUnanswered() {
    return unanswered;
  }

  public void setUnanswered(boolean isUnanswered) {
    unanswered = isUnanswered;
  }
}
