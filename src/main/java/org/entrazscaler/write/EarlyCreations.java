package org.entrazscaler.write;

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
import org.entrazscaler.outcome.PlanLimit;
import org.entrazscaler.store.State;
import org.entrazscaler.target.TargetReading;

/**
 * Creates users while others are still being planned. The buffer between planning and writing is
 * the state, from which one window at a time is read: so neither planning nor the removals, which
 * wait until all users are planned, have to wait for the pace of the target. A chunk is released
 * when the next one begins, so that a single chunk is never released early. Thread-safe.
 */
final class EarlyCreations {

  /** How long writers wait before they check again. */
  private static final long MAX_WAIT_MILLIS = 250;

  private final State state;
  private final CycleControl cycles;
  private final TargetReading target;
  private final PlanLimit planLimit;
  private final WriteWindows windows;
  private final boolean dryRun;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  private boolean planning;
  private WishedNames wishedNames;

  /** The id before which all objects are planned. */
  private String plannedBefore = "";

  /** The id up to which all objects are being written, or wait for the end of planning. */
  private String writtenUpTo = "";

  EarlyCreations(WriteContext context, WriteWindows windows) {
    this.state = context.state();
    this.cycles = context.cycles();
    this.target = context.target();
    this.planLimit = context.planLimit();
    this.windows = windows;
    this.dryRun = context.cycle().dryRun();
    this.wishedNames = context.state().names().wishedNames(ObjectType.USER);
  }

  /**
   * Whether users can be created while others are planned.
   *
   * @return false if planning sends requests itself, because the limit of concurrent requests
   *     belongs to the writers; also false in a dry run and while a saved plan is applied, because
   *     their steps must not depend on which side is faster
   */
  public boolean isPossible() {
    return !dryRun && !planLimit.isActive() && target.isComplete(ObjectType.USER);
  }

  /** Begins planning. */
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
   * Releases the planned creations because there is more to plan. If two changes want the same
   * name, the later one is dropped and matched again when the first has the name.
   *
   * @param next the chunk that is planned next; all objects before it are planned
   */
  public void releasePlanned(@Body List<ObjectKey> next) {
    String before = next.get(0).id();
    lock.lock();
    try {
      if (planning && !before.equals(plannedBefore)) {
        wishedNames.laterDuplicates(plannedBefore, before).forEach(state.plan()::drop);
        plannedBefore = before;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends planning, also if it has failed: the remaining creations are written in their usual turn.
   */
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
   * The planned creations of users, each locked and recorded as started.
   *
   * @return an iterator that waits for planning, and ends when planning is complete or the cycle
   *     must stop
   */
  public WriteWindows.Windows users() {
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
