package org.entrazscaler.write;

import java.util.List;
import java.util.function.Predicate;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.cycle.ObjectLocks;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.link.StoredChange;
import org.entrazscaler.outcome.DueChange;
import org.entrazscaler.outcome.PlanLimit;
import org.entrazscaler.outcome.RemovalHold;
import org.entrazscaler.outcome.Write;
import org.entrazscaler.source.StoredObject;
import org.entrazscaler.store.State;
import org.jspecify.annotations.Nullable;

/**
 * Locks an object before it is written or compared, and checks that its planned change is not
 * outdated. An object that cannot be locked, or whose change is outdated, stays pending.
 */
final class LockSteps {

  private final ObjectLocks locks;
  private final CycleControl cycles;
  private final State state;
  private final RemovalHold removalHold;
  private final PlanValidity validity;
  private final Predicate<ObjectKey> isOutdated;
  private final AccountHandover handover;
  private final PlanLimit planLimit;

  LockSteps(WriteContext context, PlanValidity validity, AccountHandover handover) {
    this.locks = context.cycle().locks();
    this.cycles = context.cycles();
    this.state = context.state();
    this.removalHold = context.removalHold();
    this.validity = validity;
    this.isOutdated = context.isOutdated();
    this.handover = handover;
    this.planLimit = context.planLimit();
  }

  /**
   * Whether a planned change may be written now.
   *
   * @param change the planned change; null if it waits for a name
   * @return false if the cycle must stop, or if a saved plan does not contain the change
   */
  public boolean isDue(@Body @Nullable StoredChange change) {
    return change != null && cycles.canSend() && planLimit.allows(change);
  }

  /**
   * Locks an object that is not written by windows; waits while another thread plans it.
   *
   * @param change the planned change
   * @return the locked object; null if another thread writes it, or if it has been written, held or
   *     changed in Entra since it was planned
   */
  public @Nullable ObjectKey lockForWrite(@Body StoredChange change) {
    ObjectKey key = change.key();
    boolean due =
        lock(key)
            && unlockUnless(
                key,
                (change.changed() == StoredChange.NO_SOURCE
                        || state.source().isPending(key, change.changed()))
                    && !removalHold.blocks(change)
                    && !handover.isHeld(change));
    if (due) {
      locks.markWriting(key);
    }
    return due ? key : null;
  }

  /**
   * Reads what is needed to write an object that is not part of a window.
   *
   * @param change the planned change
   * @return the write
   */
  public Write loadWrite(@Body StoredChange change) {
    DueChange due = state.due().load(List.of(change)).get(0);
    return new Write(due, Thread.currentThread(), () -> state.links().find(change.key()));
  }

  /**
   * Locks an object that is compared with the target copy.
   *
   * @param object as it was read from the state
   * @return the locked object; null if another thread writes it, or has written it since the target
   *     was read
   */
  public @Nullable ObjectKey lockForComparison(@Body StoredObject object) {
    ObjectKey key = object.key();
    return lock(key) && unlockUnless(key, !isOutdated.test(key)) ? key : null;
  }

  /**
   * Locks a group from which members are removed.
   *
   * @param change the planned change
   * @return the locked group; null if it cannot be written now, or if the cycle must stop
   */
  public @Nullable ObjectKey lockForRemovals(@Body StoredChange change) {
    return cycles.canSend() ? lockForWrite(change) : null;
  }

  /**
   * Whether the current change is still valid: writing a large group takes long, and an urgent pass
   * may have read a change of it in the meantime.
   *
   * @param write the current write
   * @return false if the object must be planned again first
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
   * Unlocks an object.
   *
   * @param locked the object
   */
  public void unlock(@Variable(ExchangeVariables.LOCKED_OBJECT) ObjectKey locked) {
    locks.unlock(locked);
  }
}
