package org.entrazscaler.outcome;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.ValueChange;

/**
 * In which portions the attributes of one change are sent. One object for each change; not safe for
 * use by several threads.
 */
public final class AttributePortions {

  private final Deque<List<ValueChange>> remaining = new ArrayDeque<>();
  private Change planned;
  private boolean unanswered;

  /** All values of a change are one portion, also if there are none. */
  public AttributePortions(Change change) {
    remaining.add(change.values());
    planned = change.withValues(List.of());
  }

  /** What is still to be sent, in order. */
  public Deque<List<ValueChange>> remaining() {
    return remaining;
  }

  /** What was planned, without values, with what the target holds by now. */
  public Change planned() {
    return planned;
  }

  public void setPlanned(Change otherwise) {
    planned = otherwise;
  }

  /** Whether the target was asked what it holds, and has not answered. */
  public boolean isUnanswered() {
    return unanswered;
  }

  public void setUnanswered(boolean refused) {
    unanswered = refused;
  }
}
