package org.entrazscaler.safeguard;

import java.util.ArrayList;
import java.util.List;

/**
 * The limits above which what takes away is held (Entra, "Enable accidental deletions prevention in
 * the Microsoft Entra provisioning service"). Exactly at a limit is allowed. Immutable.
 *
 * @param threshold users and groups disabled, deleted, replaced or emptied in one cycle; 0: no such
 *     limit
 * @param share the same in percent of the managed users, of the managed groups, and of one group's
 *     members; 0: no such limit
 */
record DeletionLimits(int threshold, int share) {

  /** A share says little of a few. */
  static final int FEWEST_FOR_A_SHARE = 50;

  private static final String THRESHOLD = "provisioning.accidental-deletion-threshold";
  private static final String SHARE = "provisioning.accidental-deletion-share";

  /**
   * What is above a limit.
   *
   * @param takings what one cycle takes away
   * @param assignmentsEmptied whether the assignments came back empty and were not before
   * @return a sentence each; empty if all may be carried out
   */
  public List<String> exceeded(RemovalCount takings, boolean assignmentsEmptied) {
    List<String> reasons = new ArrayList<>();
    if (assignmentsEmptied && !takings.numbers().isEmpty()) {
      reasons.add(
          "The list of assignments was not empty before and came back empty: that is always held.");
    }
    long objects = (long) takings.users() + takings.groups();
    if (threshold > 0 && objects > threshold) {
      reasons.add(
          takings.users()
              + " users would be disabled, deleted or replaced and "
              + takings.groups()
              + " groups emptied or deleted; "
              + THRESHOLD
              + " allows "
              + threshold
              + " together in one cycle.");
    }
    if (above(takings.users(), takings.managedUsers())) {
      reasons.add(
          of(
              takings.users(),
              takings.managedUsers(),
              "users of ours would be disabled, deleted or replaced"));
    }
    if (above(takings.groups(), takings.managedGroups())) {
      reasons.add(
          of(
              takings.groups(),
              takings.managedGroups(),
              "groups of ours would be emptied or deleted"));
    }
    for (RemovalCount.GroupLoss loss : takings.losses()) {
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

  private boolean above(int taken, int managed) {
    return share > 0 && managed >= FEWEST_FOR_A_SHARE && taken * 100L > (long) share * managed;
  }

  private String of(int taken, int managed, String what) {
    return taken + " of " + managed + " " + what + "; " + SHARE + " allows " + share + " percent.";
  }
}
