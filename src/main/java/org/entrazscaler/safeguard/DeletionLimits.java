package org.entrazscaler.safeguard;

import java.util.ArrayList;
import java.util.List;
import org.entrazscaler.text.Count;

/**
 * The limits above which removals are held (Entra, "Enable accidental deletions prevention in the
 * Microsoft Entra provisioning service"). Exactly at a limit is allowed. Immutable.
 *
 * @param threshold users and groups disabled, deleted, replaced or emptied in one cycle; 0: no such
 *     limit
 * @param share the same in percent of the managed users, of the managed groups, and of one group's
 *     members; 0: no such limit
 */
record DeletionLimits(int threshold, int share) {

  /** A percentage of fewer objects is not meaningful. */
  static final int FEWEST_FOR_A_SHARE = 50;

  private static final String THRESHOLD = "provisioning.accidental-deletion-threshold";
  private static final String SHARE = "provisioning.accidental-deletion-share";

  /**
   * The limits that are exceeded.
   *
   * @param removals the removals of one cycle
   * @param assignmentsEmptied whether the list of assignments is empty and was not empty before
   * @return a sentence for each; empty if all removals may be carried out
   */
  List<String> exceeded(RemovalCount removals, boolean assignmentsEmptied) {
    List<String> reasons = new ArrayList<>();
    if (assignmentsEmptied && !removals.numbers().isEmpty()) {
      reasons.add(
          "The list of assignments was not empty before and came back empty: that is always held.");
    }
    long objects = (long) removals.users() + removals.groups();
    if (threshold > 0 && objects > threshold) {
      reasons.add(
          Count.of(removals.users(), "user")
              + " would be disabled, deleted or replaced and "
              + Count.of(removals.groups(), "group")
              + " emptied or deleted; "
              + THRESHOLD
              + " allows "
              + threshold
              + " together in one cycle.");
    }
    if (above(removals.users(), removals.managedUsers())) {
      reasons.add(
          of(
              removals.users(),
              removals.managedUsers(),
              "managed users would be disabled, deleted or replaced"));
    }
    if (above(removals.groups(), removals.managedGroups())) {
      reasons.add(
          of(
              removals.groups(),
              removals.managedGroups(),
              "managed groups would be emptied or deleted"));
    }
    for (RemovalCount.GroupLoss loss : removals.losses()) {
      if (above(loss.removed(), loss.members())) {
        reasons.add(
            of(
                loss.removed(),
                loss.members(),
                "members of the group " + loss.name() + " would be removed"));
      }
    }
    return reasons;
  }

  private boolean above(int removed, int managed) {
    return share > 0 && managed >= FEWEST_FOR_A_SHARE && removed * 100L > (long) share * managed;
  }

  private String of(int removed, int managed, String what) {
    return removed
        + " of "
        + managed
        + " "
        + what
        + "; "
        + SHARE
        + " allows "
        + share
        + " percent.";
  }
}
