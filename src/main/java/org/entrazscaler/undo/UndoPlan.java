package org.entrazscaler.undo;

import java.util.List;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.RestoredValue;
import org.jspecify.annotations.Nullable;

/**
 * How the writes of a cycle to one object are undone.
 *
 * @param change the change to write, or null for none
 * @param values restored values to keep
 * @param members restored memberships to keep; perhaps of other groups, when an account is created
 *     again
 * @param leftOut what is not undone, and why
 */
record UndoPlan(
    @Nullable Change change,
    List<RestoredValue> values,
    List<RestoredMembership> members,
    List<LeftOut> leftOut) {

  /** Copies the lists. */
  public UndoPlan {
    values = List.copyOf(values);
    members = List.copyOf(members);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Something that is not undone.
   *
   * @param key the source object
   * @param name its name for people
   * @param what the attribute or member, or null for the whole object
   * @param reason why, in words
   */
  public record LeftOut(ObjectKey key, String name, @Nullable String what, String reason) {}
}
