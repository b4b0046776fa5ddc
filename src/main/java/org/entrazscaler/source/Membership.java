package org.entrazscaler.source;

import java.util.Collection;
import org.entrazscaler.store.Batches;
import org.jdbi.v3.core.Handle;

/**
 * That somebody belongs to a group.
 *
 * @param group object id
 * @param member object id
 */
record Membership(String group, String member) {

  /** Carries out a statement with {@code :group} and {@code :member} for each of them. */
  static void each(Handle h, Collection<Membership> memberships, String statement) {
    Batches.each(
        h,
        statement,
        memberships,
        (batch, membership) ->
            batch.bind("group", membership.group()).bind("member", membership.member()));
  }
}
