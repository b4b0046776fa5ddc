package org.entrazscaler.write;

import org.entrazscaler.cycle.CycleContext;
import org.entrazscaler.cycle.UrgentPassGate;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.outcome.Write;
import org.entrazscaler.plan.Change;
import org.entrazscaler.store.State;

/**
 * Checks whether an object that is being written has changed since it was planned. Only an urgent
 * pass can read such a change; without one, the state is not queried.
 */
final class PlanValidity {

  private final State state;
  private final UrgentPassGate gate;

  PlanValidity(CycleContext context) {
    this.state = context.state();
    this.gate = context.gate();
  }

  /**
   * Whether the planned change is current.
   *
   * @param write the write
   * @return true also if there is no change any more because the target object is gone
   */
  boolean isCurrent(Write write) {
    Change change = write.change();
    return change == null || isCurrent(change.key(), change.changed());
  }

  /**
   * Whether a plan for an object is current.
   *
   * @param key the source object
   * @param changed the number of its change when it was planned
   * @return false if the object must be planned again
   */
  boolean isCurrent(ObjectKey key, long changed) {
    return !gate.hasReadEntra() || state.source().isPending(key, changed);
  }
}
