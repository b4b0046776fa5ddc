package org.entrazscaler.source;

import java.util.Collection;
import org.entrazscaler.store.Batches;
import org.jdbi.v3.core.Handle;

/**
 * A user or group is a member of a group.
 *
 * @param group object id
 * @param member object id
 */
record Membership(String group, String member) {

  /** Executes a statement with {@code :group} and {@code :member} for each membership. */
  static void executeEach(Handle h, Collection<Membership> memberships, String statement) {
    Batches.executeEach(
        h,
        statement,
        memberships,
        (batch, membership) ->
            batch.bind("group", membership.group()).bind("member", membership.member()));
  }
}
