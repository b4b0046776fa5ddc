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
    boolean leaving = change.action() != Action.UPDATE;
    if (!leaving && !leavers) {
      return why;
    }
    // For a group only its leaving members are written.
    List<ValueChange> standing =
        change.values().stream()
            .filter(value -> leaving && value.path().equals(ValueComparison.ACTIVE.toString()))
            .toList();
    return new Decision.Write(change.withValues(standing).withRefused(List.of(why)));
  }
}
