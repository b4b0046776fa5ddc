package org.entrazscaler.program;

import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.cycle.CycleKind;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.outcome.WriteObserver;
import org.entrazscaler.planning.MemberPlanning;
import org.entrazscaler.quarantine.QuarantineSteps;
import org.entrazscaler.reconcile.ReconcileBeans;
import org.entrazscaler.review.PlanApplication;
import org.entrazscaler.safeguard.Safeguard;
import org.entrazscaler.target.TargetReading;
import org.entrazscaler.write.WriteBeans;

/** The steps of {@code cycle.camel.yaml}. */
final class CycleSteps {

  private final CycleControl cycles;
  private final TargetReading target;
  private final Safeguard safeguard;
  private final QuarantineSteps quarantine;
  private final MemberPlanning members;
  private final PlanApplication planApplication;
  private final WriteObserver observer;
  private final ReconcileBeans reconciliation;
  private final WriteBeans writing;

  CycleSteps(
      CycleControl cycles,
      TargetReading target,
      Safeguard safeguard,
      QuarantineSteps quarantine,
      MemberPlanning members,
      PlanApplication planApplication,
      WriteObserver observer,
      ReconcileBeans reconciliation,
      WriteBeans writing) {
    this.cycles = cycles;
    this.target = target;
    this.safeguard = safeguard;
    this.quarantine = quarantine;
    this.members = members;
    this.planApplication = planApplication;
    this.observer = observer;
    this.reconciliation = reconciliation;
    this.writing = writing;
  }

  /**
   * Begins a cycle.
   *
   * @return false if another cycle is running, or if provisioning is off
   */
  public boolean begin(CycleKind kind) {
    boolean begun = cycles.begin(kind);
    if (begun) {
      target.reset();
      safeguard.reset();
      quarantine.reset();
      reconciliation.reset();
      writing.reset();
      planApplication.reset();
    }
    return begun;
  }

  /**
   * Waits until no other cycle is running, and begins a cycle.
   *
   * @return false if the program is ending
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public boolean beginInTurn(CycleKind kind) throws InterruptedException {
    while (!cycles.isEnding()) {
      cycles.awaitIdle();
      if (begin(kind)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Begins the first or a further pass over the pending users or groups.
   *
   * @return false if nothing is pending, or if nothing more may be done
   */
  public boolean nextPass(ObjectType type) {
    if (type == ObjectType.GROUP) {
      members.retryLeftOut();
    }
    return cycles.nextPass(type);
  }

  /** Whether a cycle of any kind is running, also while it ends. */
  public boolean isRunning() {
    return cycles.isRunning();
  }

  /** Whether changes may be sent. False after the cycle had to stop. */
  public boolean sending() {
    return cycles.canSend();
  }

  /** Records the end of the cycle. */
  public void end() {
    safeguard.updateHold();
    members.count();
    observer.cycleEnding(target.isReadToEnd(ObjectType.USER), target.isReadToEnd(ObjectType.GROUP));
    cycles.end();
    target.reset();
  }

  /** Lets the next cycle begin. */
  public void release() {
    cycles.release();
  }
}
