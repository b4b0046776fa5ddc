package org.entrazscaler.outcome;

import java.util.List;
import org.entrazscaler.plan.Change;

/** Observes recorded writes. Called by several threads. */
public interface WriteObserver {

  /** Does nothing. */
  WriteObserver NONE = new WriteObserver() {};

  /**
   * Joins two observers.
   *
   * @param first is called first
   * @param second is called second
   */
  static WriteObserver both(WriteObserver first, WriteObserver second) {
    return new WriteObserver() {
      @Override
      public void written(Change change, String targetId, boolean adopted) {
        first.written(change, targetId, adopted);
        second.written(change, targetId, adopted);
      }

      @Override
      public void deleted(Change change) {
        first.deleted(change);
        second.deleted(change);
      }

      @Override
      public void members(Change change, List<String> joined, List<String> left) {
        first.members(change, joined, left);
        second.members(change, joined, left);
      }

      @Override
      public void cycleEnding(boolean usersRead, boolean groupsRead) {
        first.cycleEnding(usersRead, groupsRead);
        second.cycleEnding(usersRead, groupsRead);
      }
    };
  }

  /**
   * An object was created, changed, disabled, emptied or adopted.
   *
   * @param change the change; without values if the object was adopted unchanged
   * @param targetId SCIM {@code id}
   * @param adopted whether the object existed before and was adopted
   */
  default void written(Change change, String targetId, boolean adopted) {}

  /** An object was deleted. */
  default void deleted(Change change) {}

  /**
   * Members of a group have joined or left.
   *
   * @param change the group's change
   * @param joined SCIM ids of accounts
   * @param left SCIM ids of accounts
   */
  default void members(Change change, List<String> joined, List<String> left) {}

  /**
   * The cycle is about to end; the target copy and the remaining plan are still in the state.
   *
   * @param usersRead whether all users of the target were read
   * @param groupsRead whether all groups of the target were read
   */
  default void cycleEnding(boolean usersRead, boolean groupsRead) {}
}
