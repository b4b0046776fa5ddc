package org.entrazscaler.safeguard;

import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.StoredChange;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.PlanStore;

/**
 * What a safeguard holds of updates that make the target replace an account: the name waits, and
 * what else has changed goes on. Safe for use by several threads.
 */
final class HeldReplacements {

  private final PlanStore plan;
  private final Map<ObjectKey, Change> held = new ConcurrentHashMap<>();

  HeldReplacements(PlanStore plan) {
    this.plan = plan;
  }

  /** Forgets what an earlier cycle held. */
  void reset() {
    held.clear();
  }

  /** Lets go on what else than the name is planned for accounts that would be replaced. */
  void split() {
    Iterator<StoredChange> takings = plan.removals(ObjectType.USER);
    while (takings.hasNext()) {
      Change change = Change.of(takings.next());
      Change rest = change.withoutAccountReplacement();
      if (change.replacesAccount() && !rest.values().isEmpty()) {
        held.put(change.key(), change.accountReplacement());
        plan.put(rest.stored());
      }
    }
  }

  /**
   * Holds the name of an account of which the rest has been written.
   *
   * @param written the change that has been carried out
   * @return false if nothing of it waits
   */
  boolean hold(Change written) {
    Change name = held.remove(written.key());
    if (name == null) {
      return false;
    }
    plan.put(name.forExisting(written.knownTargetId(), written.written(), name.values()).stored());
    plan.hold(written.key());
    return true;
  }
}
