package org.entrazscaler.safeguard;

import java.util.Iterator;
import java.util.List;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.StoredChange;
import org.entrazscaler.outcome.ProvisioningRecords;
import org.entrazscaler.plan.Action;
import org.entrazscaler.plan.Change;
import org.entrazscaler.store.State;

/**
 * Logs held removals, as Entra logs a {@code stageddelete}: each object once for a hold, even if it
 * is active for many cycles.
 */
final class StagedDeletions {

  /** The maximum number of members in an entry. */
  private static final int MOST_MEMBERS = 1000;

  private final State state;
  private final ProvisioningRecords records;

  StagedDeletions(State state, ProvisioningRecords records) {
    this.state = state;
    this.records = records;
  }

  /**
   * Logs the held removals that are not logged yet.
   *
   * @param hold the active hold
   * @param because the reason in the entries
   * @param members whether members of groups are removed too
   */
  void log(Hold hold, String because, boolean members) {
    for (ObjectType type : ObjectType.values()) {
      Iterator<StoredChange> removals = state.plan().removals(type);
      removals.forEachRemaining(change -> log(hold, because, change, List.of()));
    }
    Iterator<StoredChange> groups = state.plan().inOrder(ObjectType.GROUP);
    while (members && groups.hasNext()) {
      StoredChange group = groups.next();
      if (group.urgency() == Action.UPDATE.urgency()) {
        List<String> leaving = state.memberDifferences().leaving(group.key().id(), MOST_MEMBERS);
        if (!leaving.isEmpty()) {
          log(hold, because, group, leaving);
        }
      }
    }
  }

  private void log(Hold hold, String because, StoredChange stored, List<String> leaving) {
    if (!state.log().hasStagedDelete(stored.key(), hold.since())) {
      Change change = Change.of(stored);
      state.log().add(records.log().staged(change, leaving, because + ": " + change.reason()));
    }
  }
}
