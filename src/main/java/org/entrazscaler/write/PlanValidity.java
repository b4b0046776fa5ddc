package org.entrazscaler.write;

import org.entrazscaler.cycle.UrgentPassGate;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.outcome.Write;
import org.entrazscaler.plan.Change;
import org.entrazscaler.store.State;

/**
 * Whether an object that is being written is still as it was planned. It can change only by what
 * was read of Entra beside the cycle: as long as nothing was, the state is not asked.
 */
public final class PlanValidity {

  private final State state;
  private final UrgentPassGate gate;

  public PlanValidity(State state, UrgentPassGate gate) {
    this.state = state;
    this.gate = gate;
  }

  /**
   * Whether the object of a change on its way is.
   *
   * @param write the change
   * @return true also if no change is at hand any more, because its target object is gone
   */
  boolean isCurrent(Write write) {
    Change change = write.change();
    return change == null || isCurrent(change.key(), change.changed());
  }

  /**
   * Whether it is.
   *
   * @param key the source object
   * @param changed its number of the change when it was planned
   * @return false if it is to be planned anew
   */
  boolean isCurrent(ObjectKey key, long changed) {
    return !gate.hasReadEntra() || state.source().isPending(key, changed);
  }
}
