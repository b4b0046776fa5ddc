package org.entrazscaler.outcome;

import java.util.List;
import org.entrazscaler.plan.Change;

/** Is told what was written, once it is recorded. Called from several threads. */
public interface WriteObserver {

  /** Takes notice of nothing. */
  WriteObserver NONE = new WriteObserver() {};

  /**
   * Has two of them told.
   *
   * @param first is told first
   * @param second is told next
   * @return both as one
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
   * An object was made, changed, disabled, emptied or adopted.
   *
   * @param change what was done; without values if it was adopted as it is
   * @param targetId SCIM {@code id}
   * @param adopted whether it has become ours by it though it was there already
   */
  default void written(Change change, String targetId, boolean adopted) {}

  /**
   * An object was deleted.
   *
   * @param change what was done
   */
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
   * The cycle is about to end: what it has read, and what it leaves, is still in the state.
   *
   * @param usersRead whether all users of the target were read
   * @param groupsRead whether all groups of the target were read
   */
  default void cycleEnding(boolean usersRead, boolean groupsRead) {}
}
