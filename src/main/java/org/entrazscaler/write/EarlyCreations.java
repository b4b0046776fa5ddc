package org.entrazscaler.write;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.Body;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.StoredChange;
import org.entrazscaler.link.WishedNames;
import org.entrazscaler.outcome.Write;
import org.entrazscaler.review.PlanApplication;
import org.entrazscaler.store.State;
import org.entrazscaler.target.TargetReading;

/**
 * Users that are made while others are still being planned. Between the one who plans and those who
 * write there is the state, from which one window at a time is read: so planning need not wait for
 * the pace of the target, and what takes away, which waits until all is planned, does not either. A
 * chunk is handed on once the next one begins, so that one chunk alone is written in the order of
 * the whole. Safe for use by several threads.
 */
public final class EarlyCreations {

  /** So long, in milliseconds, those who write wait before they look again. */
  private static final long MAX_WAIT_MILLIS = 250;

  private final State state;
  private final CycleControl cycles;
  private final TargetReading target;
  private final PlanApplication planApplication;
  private final WriteWindows windows;
  private final boolean dryRun;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  private boolean planning;
  private WishedNames wishedNames;

  /** All objects before this one are planned. */
  private String plannedBefore = "";

  /** All objects up to this one are being written, or have to wait for all. */
  private String writtenUpTo = "";

  /**
   * None yet.
   *
   * @param dryRun whether nothing is sent: a plan is made
   */
  public EarlyCreations(
      State state,
      CycleControl cycles,
      TargetReading target,
      PlanApplication planApplication,
      WriteWindows windows,
      boolean dryRun) {
    this.state = state;
    this.cycles = cycles;
    this.target = target;
    this.planApplication = planApplication;
    this.windows = windows;
    this.dryRun = dryRun;
    this.wishedNames = state.names().wishedNames(ObjectType.USER);
  }

  /**
   * Whether users are made while others are planned.
   *
   * @return false if planning has to ask the target itself, whose limit of requests at a time is
   *     for those who write; and false in a plan and while a saved plan is carried out, because
   *     their steps must not depend on which of the two is faster
   */
  public boolean isPossible() {
    return !dryRun && !planApplication.isActive() && target.isComplete(ObjectType.USER);
  }

  /** Planning begins. */
  public void begin() {
    lock.lock();
    try {
      planning = true;
      wishedNames = state.names().wishedNames(ObjectType.USER);
      plannedBefore = "";
      writtenUpTo = "";
    } finally {
      lock.unlock();
    }
  }

  /**
   * Hands on what is planned, because there is more to plan. Of two that want one name the other
   * one is matched anew once the first has it.
   *
   * @param next the chunk that is planned next: all objects before it are planned
   */
  public void releasePlanned(@Body List<ObjectKey> next) {
    String before = next.get(0).id();
    lock.lock();
    try {
      if (planning && !before.equals(plannedBefore)) {
        wishedNames.laterDuplicates(before).forEach(state.plan()::drop);
        plannedBefore = before;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** All is planned, or planning has failed: what is not being written by now has its order. */
  public void end() {
    lock.lock();
    try {
      planning = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The users that are to be made, each claimed and recorded as begun.
   *
   * @return waits for what is being planned; ends once all is planned, or the cycle has to stop
   */
  public Iterator<Write> users() {
    return windows.iterate(this::nextWindow);
  }

  private List<StoredChange> nextWindow() {
    lock.lock();
    try {
      while (planning && cycles.canSend()) {
        List<StoredChange> window =
            state.plan().creations(ObjectType.USER, writtenUpTo, plannedBefore, windows.size());
        if (!window.isEmpty()) {
          if (writtenUpTo.isEmpty()) {
            cycles.reportPlanning(ObjectType.USER);
          }
          writtenUpTo = window.get(window.size() - 1).key().id();
          return window;
        }
        changed.await(MAX_WAIT_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    return List.of();
  }
}
