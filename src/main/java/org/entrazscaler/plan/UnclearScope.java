package org.entrazscaler.plan;

import java.util.List;

/**
 * What is done about an object of which it cannot be said where it stands: nothing is given to it,
 * and what takes access away by what is known all the same is carried out.
 */
final class UnclearScope {

  private UnclearScope() {}

  /**
   * Of a decision about an object what takes access away.
   *
   * @param decision about the object as far as it is known
   * @param leavers whether it is a group that members leave
   * @param why what keeps from saying more
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
    // Of a group only who leaves it is left to be written.
    List<ValueChange> standing =
        change.values().stream()
            .filter(value -> leaving && value.path().equals(ValueComparison.ACTIVE.toString()))
            .toList();
    return new Decision.Write(change.withValues(standing).withRefused(List.of(why)));
  }
}
