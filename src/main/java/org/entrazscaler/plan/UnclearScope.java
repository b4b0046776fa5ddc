package org.entrazscaler.plan;

import java.util.List;

/**
 * Plans an object whose scope could not be evaluated: it gets no access, but the removals that are
 * certain are carried out.
 */
final class UnclearScope {

  private UnclearScope() {}

  /**
   * The removals of a decision.
   *
   * @param decision the decision for what is known of the object
   * @param leavers whether members leave the group
   * @param why why the scope could not be evaluated
   * @return a change after which the object is parked, or the refusal
   */
  static Decision removalsOnly(Decision decision, boolean leavers, Decision.Refuse why) {
    if (!(decision instanceof Decision.Write write)) {
      return why;
    }
    Change change = write.change();
    if (change.action() == Action.DELETE) {
      return write;
    }
    boolean removesAccess = change.action() != Action.UPDATE;
    if (!removesAccess && !leavers) {
      return why;
    }
    // For a group only its removesAccess members are written.
    List<ValueChange> removals =
        change.values().stream()
            .filter(
                value -> removesAccess && value.path().equals(ValueComparison.ACTIVE.toString()))
            .toList();
    return new Decision.Write(change.withValues(removals).withRefused(List.of(why)));
  }
}
