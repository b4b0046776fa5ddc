package org.entrazscaler.undo;

import java.util.List;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.RestoredValue;
import org.jspecify.annotations.Nullable;

/**
 * How what a cycle did to one object is taken back.
 *
 * @param change what is written, or null if nothing is
 * @param values what is held from then on
 * @param members memberships that are taken back and held; perhaps of other groups, when an account
 *     is made anew
 * @param leftOut what is not taken back, and why
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
   * Something that is not taken back.
   *
   * @param key the source object
   * @param name what people call it
   * @param what the attribute or member, or null for the whole object
   * @param reason why, in words
   */
  public record LeftOut(ObjectKey key, String name, @Nullable String what, String reason) {}
}
