package org.entrazscaler.write;

import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.cycle.ObjectLocks;
import org.entrazscaler.cycle.UrgentPassGate;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.link.StoredChange;
import org.entrazscaler.outcome.DueChange;
import org.entrazscaler.outcome.Write;
import org.entrazscaler.reconcile.Reconciliation;
import org.entrazscaler.review.PlanApplication;
import org.entrazscaler.safeguard.Safeguard;
import org.entrazscaler.source.StoredObject;
import org.entrazscaler.store.State;
import org.jspecify.annotations.Nullable;

/**
 * Before an object is written or compared: nobody else may be at it, and what was planned must
 * still be about the object as it is. What is left alone for that stays pending.
 */
public final class LockSteps {

  private final ObjectLocks locks;
  private final CycleControl cycles;
  private final State state;
  private final Safeguard safeguard;
  private final PlanValidity validity;
  private final Reconciliation reconciliation;
  private final AccountHandover passingOn;
  private final PlanApplication planApplication;

  public LockSteps(
      ObjectLocks locks,
      CycleControl cycles,
      State state,
      Safeguard safeguard,
      UrgentPassGate gate,
      Reconciliation reconciliation,
      AccountHandover passingOn,
      PlanApplication planApplication) {
    this.locks = locks;
    this.cycles = cycles;
    this.state = state;
    this.safeguard = safeguard;
    this.validity = new PlanValidity(state, gate);
    this.reconciliation = reconciliation;
    this.passingOn = passingOn;
    this.planApplication = planApplication;
  }

  /**
   * Whether a planned change may be written now.
   *
   * @param change as it was planned; null if it waits for a name
   * @return false once the cycle has to stop, and if a saved plan does not have the change
   */
  public boolean isDue(@Body @Nullable StoredChange change) {
    return change != null && cycles.canSend() && planApplication.allows(change);
  }

  /**
   * Claims an object that is to be written by itself, once nobody else plans it.
   *
   * @param change as it was planned
   * @return what is claimed; null if somebody else writes it, or has written or held it meanwhile,
   *     or if the source object has changed since, so that it has to be planned anew
   */
  public @Nullable ObjectKey lockForWrite(@Body StoredChange change) {
    ObjectKey key = change.key();
    boolean due =
        lock(key)
            && unlockUnless(
                key,
                (change.changed() == StoredChange.NO_SOURCE
                        || state.source().isPending(key, change.changed()))
                    && !safeguard.blocks(change)
                    && !passingOn.isHeld(change));
    if (due) {
      locks.markWriting(key);
    }
    return due ? key : null;
  }

  /**
   * Reads what writing needs of an object that is claimed by itself.
   *
   * @param change as it was planned
   * @return the change on its way
   */
  public Write loadWrite(@Body StoredChange change) {
    DueChange due = state.due().load(List.of(change)).get(0);
    return new Write(due, Thread.currentThread(), () -> state.links().find(change.key()));
  }

  /**
   * Claims an object that is to be compared with what the target was seen to hold.
   *
   * @param object as it was read from the state
   * @return what is claimed; null if somebody else writes it, or has written it since the target
   *     was read
   */
  public @Nullable ObjectKey lockForComparison(@Body StoredObject object) {
    ObjectKey key = object.key();
    return lock(key) && unlockUnless(key, !reconciliation.isOutdated(key)) ? key : null;
  }

  /**
   * Claims a group of which members are to be removed.
   *
   * @param change as it was planned
   * @return what is claimed; null if it cannot be written, or once the cycle has to stop
   */
  public @Nullable ObjectKey lockForRemovals(@Body StoredChange change) {
    return cycles.canSend() ? lockForWrite(change) : null;
  }

  /**
   * Whether the object of a change at hand is still as it was planned, as far as was read beside
   * the cycle: a large group takes long to fill.
   *
   * @param write the write at hand
   * @return false if it is to be planned anew before more is written
   */
  public boolean isCurrent(@Variable(ExchangeVariables.WRITE) Write write) {
    return validity.isCurrent(write);
  }

  private boolean lock(ObjectKey key) {
    return locks.lockUnlessWriting(key, cycles::isEnding);
  }

  private boolean unlockUnless(ObjectKey key, boolean wanted) {
    if (!wanted) {
      locks.unlock(key);
    }
    return wanted;
  }

  /**
   * Gives an object back.
   *
   * @param locked what was claimed
   */
  public void unlock(@Variable(ExchangeVariables.LOCKED_OBJECT) ObjectKey locked) {
    locks.unlock(locked);
  }
}
