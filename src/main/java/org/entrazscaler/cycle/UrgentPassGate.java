package org.entrazscaler.cycle;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * When leavers may overtake the cycle under way: once it has read Entra and has counted what it is
 * going to take away, until it ends. One at a time overtakes, so that there are never two readers;
 * a cycle that ends waits for the one who is at it. Safe for use by several threads.
 */
public final class UrgentPassGate {

  private static final long NOTHING = Long.MAX_VALUE;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();
  private boolean open;
  private boolean entered;
  private volatile long readAfter = NOTHING;

  /** From now on the cycle under way may be overtaken. */
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
   * Whether the cycle under way may be overtaken.
   *
   * @return false while it reads, and where none runs
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
   * Begins to overtake.
   *
   * @return false if the cycle under way does not allow it, or if somebody is at it already
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

  /** Has overtaken. */
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
   * Notes that Entra was read beside the cycle under way.
   *
   * @param before the latest number of a change in the state before that; higher ones are of what
   *     was read
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
   * Whether something was read of Entra while the cycle under way was writing.
   *
   * @return false for most cycles
   */
  public boolean hasReadEntra() {
    return readAfter != NOTHING;
  }

  /**
   * Whether a change in the state came after what the cycle under way has read itself.
   *
   * @param changed its number
   * @return false as long as nothing was read beside it
   */
  public boolean isFromUrgentPass(long changed) {
    return changed > readAfter;
  }

  /** From now on nobody overtakes; waits for the one who does. */
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
