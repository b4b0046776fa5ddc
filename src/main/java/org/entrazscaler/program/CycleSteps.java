package org.entrazscaler.program;

import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.cycle.CycleKind;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.outcome.WriteObserver;
import org.entrazscaler.planning.MemberPlanning;
import org.entrazscaler.quarantine.QuarantineSteps;
import org.entrazscaler.reconcile.Reconciliation;
import org.entrazscaler.review.PlanApplication;
import org.entrazscaler.safeguard.Safeguard;
import org.entrazscaler.target.TargetReading;
import org.entrazscaler.write.LostAccounts;

/** The steps of {@code cycle.camel.yaml}. */
final class CycleSteps {

  private final CycleControl cycles;
  private final TargetReading target;
  private final Safeguard safeguard;
  private final QuarantineSteps quarantine;
  private final MemberPlanning members;
  private final PlanApplication planApplication;
  private final WriteObserver observer;
  private final Reconciliation reconciliation;
  private final LostAccounts lost;

  CycleSteps(
      CycleControl cycles,
      TargetReading target,
      Safeguard safeguard,
      QuarantineSteps quarantine,
      MemberPlanning members,
      PlanApplication planApplication,
      WriteObserver observer,
      Reconciliation reconciliation,
      LostAccounts lost) {
    this.cycles = cycles;
    this.target = target;
    this.safeguard = safeguard;
    this.quarantine = quarantine;
    this.members = members;
    this.planApplication = planApplication;
    this.observer = observer;
    this.reconciliation = reconciliation;
    this.lost = lost;
  }

  /**
   * Begins a cycle.
   *
   * @param kind what it is for
   * @return false if another one runs, or if provisioning is off
   */
  public boolean begin(CycleKind kind) {
    boolean begun = cycles.begin(kind);
    if (begun) {
      target.reset();
      safeguard.reset();
      quarantine.reset();
      reconciliation.reset();
      lost.clear();
      planApplication.reset();
    }
    return begun;
  }

  /**
   * Begins a cycle once no other one runs.
   *
   * @param kind what it is for
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
   * Begins a pass over the objects of one type, or another one if the last pass made more possible.
   *
   * @param type users or groups
   * @return false if nothing is left to do, or may be done
   */
  public boolean nextPass(ObjectType type) {
    if (type == ObjectType.GROUP) {
      members.retryLeftOut();
    }
    return cycles.nextPass(type);
  }

  /**
   * Whether a cycle runs, of whatever kind.
   *
   * @return true also while it ends
   */
  public boolean isRunning() {
    return cycles.isRunning();
  }

  /**
   * Whether changes may be sent.
   *
   * @return false once the cycle had to stop
   */
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
