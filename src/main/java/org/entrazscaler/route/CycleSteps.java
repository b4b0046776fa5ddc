package org.entrazscaler.route;

import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.cycle.CycleKind;
import org.entrazscaler.entra.ObjectType;

/** The steps of {@code cycle.camel.yaml}. */
public final class CycleSteps {

  private final CycleControl cycles;
  private final TargetReading target;
  private final Safeguard safeguard;
  private final Quarantining quarantine;
  private final MemberPlanning members;
  private final Applying applying;
  private final WriteObserver observer;
  private final Reconciliation reconciliation;
  private final LostAccounts lost;

  CycleSteps(
      CycleControl cycles,
      TargetReading target,
      Safeguard safeguard,
      Quarantining quarantine,
      MemberPlanning members,
      Applying applying,
      WriteObserver observer,
      Reconciliation reconciliation,
      LostAccounts lost) {
    this.cycles = cycles;
    this.target = target;
    this.safeguard = safeguard;
    this.quarantine = quarantine;
    this.members = members;
    this.applying = applying;
    this.observer = observer;
    this.reconciliation = reconciliation;
    this.lost = lost;
  }

  /**
   * Begins a cycle.
   *
   * @param kind name of a {@link CycleKind}
   * @return false if another one runs, or if provisioning is off
   */
  public boolean begin(String kind) {
    boolean begun = cycles.begin(CycleKind.valueOf(kind));
    if (begun) {
      target.reset();
      safeguard.reset();
      quarantine.reset();
      reconciliation.reset();
      lost.reset();
      applying.reset();
    }
    return begun;
  }

  /**
   * Begins a cycle once no other one runs.
   *
   * @param kind name of a {@link CycleKind}
   * @return false if the program is ending
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public boolean beginInTurn(String kind) throws InterruptedException {
    while (!cycles.ending()) {
      cycles.awaitIdle();
      if (begin(kind)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether objects are to be planned and written, once more if the last pass made others possible.
   *
   * @param type {@code USER} or {@code GROUP}
   * @return true for another pass
   */
  public boolean nextPass(String type) {
    if (ObjectType.valueOf(type) == ObjectType.GROUP) {
      members.retryLeftOut();
    }
    return cycles.nextPass(type);
  }

  /**
   * Whether a cycle runs, of whatever kind.
   *
   * @return true also while it ends
   */
  public boolean runs() {
    return cycles.runs();
  }

  /**
   * Whether changes may be sent.
   *
   * @return false once the cycle had to stop
   */
  public boolean sending() {
    return cycles.sending();
  }

  /** Records the end of the cycle. */
  public void end() {
    safeguard.conclude();
    members.count();
    observer.ending(target.isWhole(ObjectType.USER), target.isWhole(ObjectType.GROUP));
    cycles.end();
    target.reset();
  }

  /** Lets the next cycle begin. */
  public void release() {
    cycles.release();
  }
}
