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
 * The held part of updates that make the target replace an account: the name is held, and the other
 * values are written. Thread-safe.
 */
final class HeldReplacements {

  private final PlanStore plan;
  private final Map<ObjectKey, Change> held = new ConcurrentHashMap<>();

  HeldReplacements(PlanStore plan) {
    this.plan = plan;
  }

  /** Forgets the held parts of an earlier cycle. */
  void reset() {
    held.clear();
  }

  /** Splits planned replacements: the name is held, the other values stay planned. */
  void split() {
    Iterator<StoredChange> removals = plan.removals(ObjectType.USER);
    while (removals.hasNext()) {
      Change change = Change.of(removals.next());
      Change rest = change.withoutAccountReplacement();
      if (change.replacesAccount() && !rest.values().isEmpty()) {
        held.put(change.key(), change.accountReplacement());
        plan.put(rest.stored());
      }
    }
  }

  /**
   * Holds the name of an account after its other values were written.
   *
   * @param written the change that was carried out
   * @return false if no part of it is held
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
