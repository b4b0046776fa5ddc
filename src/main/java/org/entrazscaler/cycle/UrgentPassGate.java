package org.entrazscaler.cycle;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Allows urgent passes during a cycle: from the time when the cycle has read Entra and counted its
 * removals, until it ends. Only one urgent pass runs at a time, so that there are never two readers
 * of Entra; the end of the cycle waits for it. Thread-safe.
 */
public final class UrgentPassGate {

  private static final long NOTHING = Long.MAX_VALUE;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();
  private boolean open;
  private boolean entered;
  private volatile long readAfter = NOTHING;

  /** Allows urgent passes. */
  public void open() {
    lock.lock();
    try {
      open = true;
      readAfter = NOTHING;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether urgent passes are allowed.
   *
   * @return false while the cycle reads, and if no cycle is running
   */
  public boolean isOpen() {
    lock.lock();
    try {
      return open;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Begins an urgent pass.
   *
   * @return false if it is not allowed, or if another urgent pass is running
   */
  public boolean tryEnter() {
    lock.lock();
    try {
      if (!open || entered) {
        return false;
      }
      entered = true;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the urgent pass. */
  public void leave() {
    lock.lock();
    try {
      entered = false;
      idle.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Records that an urgent pass has read Entra.
   *
   * @param before the highest change number in the state before the reading; higher numbers come
   *     from the reading
   */
  public void recordReading(long before) {
    lock.lock();
    try {
      readAfter = Math.min(readAfter, before);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether an urgent pass has read Entra during the running cycle.
   *
   * @return false for most cycles
   */
  public boolean hasReadEntra() {
    return readAfter != NOTHING;
  }

  /**
   * Whether an urgent pass has read a change, and not the cycle itself.
   *
   * @param changed the number of the change in the state
   * @return false as long as no urgent pass has read Entra
   */
  public boolean isFromUrgentPass(long changed) {
    return changed > readAfter;
  }

  /** Ends the permission and waits for a running urgent pass. */
  public void close() {
    lock.lock();
    try {
      open = false;
      while (entered) {
        idle.awaitUninterruptibly();
      }
      readAfter = NOTHING;
    } finally {
      lock.unlock();
    }
  }
}
