package org.entrazscaler.safeguard;

import java.util.List;

/**
 * What one cycle takes away, against what there is.
 *
 * @param users accounts disabled, deleted or replaced
 * @param managedUsers accounts of ours before
 * @param groups groups emptied or deleted
 * @param managedGroups groups of ours before
 * @param losses groups that stay and lose members
 */
record RemovalCount(
    int users, int managedUsers, int groups, int managedGroups, List<GroupLoss> losses) {

  /**
   * A group that stays and loses members.
   *
   * @param name what people call it
   * @param removed members of ours who leave it
   * @param members members of ours before
   */
  public record GroupLoss(String name, int removed, int members) {}

  /** Copies the list. */
  public RemovalCount {
    losses = List.copyOf(losses);
  }

  /**
   * The numbers that people are shown.
   *
   * @return with the members of all groups together
   */
  public Hold.Numbers numbers() {
    return new Hold.Numbers(users, groups, losses.stream().mapToInt(GroupLoss::removed).sum());
  }
}
