package org.entrazscaler.safeguard;

import java.util.List;

/**
 * The removals of one cycle, compared with the managed objects.
 *
 * @param users accounts disabled, deleted or replaced
 * @param managedUsers managed accounts before the cycle
 * @param groups groups emptied or deleted
 * @param managedGroups managed groups before the cycle
 * @param losses groups that stay and lose members
 */
record RemovalCount(
    int users, int managedUsers, int groups, int managedGroups, List<GroupLoss> losses) {

  /**
   * A group that stays and loses members.
   *
   * @param name the name shown in messages
   * @param removed managed members that leave it
   * @param members managed members before the cycle
   */
  record GroupLoss(String name, int removed, int members) {}

  /** Copies the list. */
  public RemovalCount {
    losses = List.copyOf(losses);
  }

  /** The numbers that are shown, with the members of all groups together. */
  Hold.Numbers numbers() {
    return new Hold.Numbers(users, groups, losses.stream().mapToInt(GroupLoss::removed).sum());
  }
}
