package org.entrazscaler.reconcile;

import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.scim.PagedRead;
import org.jspecify.annotations.Nullable;

/**
 * What the last reconciliation has read in Zscaler.
 *
 * @param cycle id of the reconciliation
 * @param fix whether it was to repair differences
 * @param users null if the list was not read
 * @param groups null if the list was not read
 * @param memberships why the memberships are unknown; null if they are known
 */
record TargetLists(
    long cycle,
    boolean fix,
    @Nullable ReadList users,
    @Nullable ReadList groups,
    @Nullable String memberships) {

  /**
   * A list of Zscaler.
   *
   * @param received number of objects that were read
   * @param announced number of objects that Zscaler says that it has
   * @param partial whether the list is a partial list
   */
  record ReadList(int received, int announced, boolean partial) {

    static @Nullable ReadList of(@Nullable PagedRead read) {
      return read == null
          ? null
          : new ReadList(read.received(), read.totalResults(), read.isPartial());
    }
  }

  /** The list of users or of groups; null if it was not read. */
  @Nullable ReadList list(ObjectType type) {
    return type == ObjectType.USER ? users : groups;
  }

  /** Whether a list is a partial list. */
  boolean partial() {
    return (users != null && users.partial()) || (groups != null && groups.partial());
  }
}
