package org.entrazscaler.cycle;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.entrazscaler.graph.ObjectKey;
import org.jspecify.annotations.Nullable;

/**
 * The locks on source objects. An object is locked before it is planned or written, so that no
 * other thread plans or writes it at the same time, whichever cycle or command it works for. A lock
 * belongs to the thread that takes it, or to another named owner: the lock of a write may be taken
 * by one thread while a second thread sends the write and a third one records it. Locks are
 * reentrant: the owner unlocks as often as it has locked. Thread-safe.
 */
public final class ObjectLocks {

  /** The longest time until a waiting thread notices a shutdown. */
  private static final long MAX_WAIT_MILLIS = 250;

  private static final class Lock {
    private final Object owner;
    private int times = 1;
    private boolean writing;
    private @Nullable Runnable onTakeover;

    private Lock(Object owner) {
      this.owner = owner;
    }
  }

  private final ReentrantLock monitor = new ReentrantLock();
  private final Condition changed = monitor.newCondition();
  private final Map<ObjectKey, Lock> locks = new HashMap<>();

  /**
   * Locks an object for this thread if it is free.
   *
   * @param key the source object
   * @return false if another owner holds the lock
   */
  public boolean tryLock(ObjectKey key) {
    return tryLock(key, Thread.currentThread());
  }

  private boolean tryLock(ObjectKey key, Object owner) {
    monitor.lock();
    try {
      Lock lock = locks.get(key);
      if (lock == null) {
        locks.put(key, new Lock(owner));
        return true;
      }
      if (lock.owner != owner) {
        return false;
      }
      lock.times++;
      return true;
    } finally {
      monitor.unlock();
    }
  }

  /**
   * Waits for the lock of an object for this thread.
   *
   * @param key the source object
   * @param isEnding ends the wait early
   * @return false if the wait was ended early, or by an interrupt, whose flag stays set
   */
  public boolean lock(ObjectKey key, BooleanSupplier isEnding) {
    return lock(key, Thread.currentThread(), isEnding, false);
  }

  /**
   * Waits for the lock while another thread evaluates or plans the object; this is short, and
   * otherwise neither thread would notice a change that is read at that time. Does not wait while
   * the object is being written: its writer checks it again afterwards.
   *
   * @param key the source object
   * @param isEnding ends the wait early
   * @return false if another thread writes the object, or if the wait was ended early, or by an
   *     interrupt, whose flag stays set
   */
  public boolean lockUnlessWriting(ObjectKey key, BooleanSupplier isEnding) {
    return lockUnlessWriting(key, Thread.currentThread(), isEnding);
  }

  /**
   * The same as {@link #lockUnlessWriting(ObjectKey, BooleanSupplier)} for an owner other than this
   * thread.
   *
   * @param key the source object
   * @param owner the new owner; compared by identity
   * @param isEnding ends the wait early
   * @return false if another owner writes the object, or if the wait was ended early
   */
  public boolean lockUnlessWriting(ObjectKey key, Object owner, BooleanSupplier isEnding) {
    return lock(key, owner, isEnding, true);
  }

  private boolean lock(
      ObjectKey key, Object owner, BooleanSupplier isEnding, boolean unlessWritten) {
    Runnable onTakeover = null;
    monitor.lock();
    try {
      while (!tryLock(key, owner)) {
        Lock other = Objects.requireNonNull(locks.get(key));
        if (other.onTakeover != null) {
          onTakeover = other.onTakeover;
          locks.put(key, new Lock(owner));
          break;
        }
        if ((unlessWritten && other.writing) || isEnding.getAsBoolean()) {
          return false;
        }
        changed.await(MAX_WAIT_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      monitor.unlock();
    }
    if (onTakeover != null) {
      runTakeover(key, owner, onTakeover);
    }
    return true;
  }

  private void runTakeover(ObjectKey key, Object owner, Runnable onTakeover) {
    try {
      onTakeover.run();
    } catch (RuntimeException e) {
      unlock(key, owner);
      throw e;
    }
  }

  /**
   * Allows waiting threads to take over the lock until {@link #beginWriting}, while nothing of the
   * object has been sent.
   *
   * @param key a locked object
   * @param owner its current owner
   * @param onTakeover is run by the thread that takes over the lock, before it works on the object
   * @throws IllegalStateException if the owner does not hold the lock
   */
  public void allowTakeover(ObjectKey key, Object owner, Runnable onTakeover) {
    monitor.lock();
    try {
      requireLock(key, owner).onTakeover = onTakeover;
      changed.signalAll();
    } finally {
      monitor.unlock();
    }
  }

  /**
   * Ends the possibility of a takeover and marks the object as being written until it is unlocked.
   *
   * @param key the source object
   * @param owner the owner that has locked it
   * @return false if another owner has taken over the lock
   */
  public boolean beginWriting(ObjectKey key, Object owner) {
    monitor.lock();
    try {
      Lock lock = locks.get(key);
      if (lock == null || lock.owner != owner) {
        return false;
      }
      lock.onTakeover = null;
      lock.writing = true;
      return true;
    } finally {
      monitor.unlock();
    }
  }

  /**
   * Marks an object as being written, which may take long, until it is next unlocked.
   *
   * @param key an object that this thread has locked
   * @throws IllegalStateException if it has not
   */
  public void markWriting(ObjectKey key) {
    markWriting(key, Thread.currentThread());
  }

  /**
   * The same as {@link #markWriting(ObjectKey)} for an owner other than this thread.
   *
   * @param key a locked object
   * @param owner its owner
   * @throws IllegalStateException if the owner does not hold the lock
   */
  public void markWriting(ObjectKey key, Object owner) {
    monitor.lock();
    try {
      requireLock(key, owner).writing = true;
      changed.signalAll();
    } finally {
      monitor.unlock();
    }
  }

  /**
   * Unlocks an object of this thread.
   *
   * @param key an object that this thread has locked
   * @throws IllegalStateException if it has not
   */
  public void unlock(ObjectKey key) {
    unlock(key, Thread.currentThread());
  }

  /**
   * Unlocks an object.
   *
   * @param key a locked object
   * @param owner its owner
   * @throws IllegalStateException if the owner does not hold the lock
   */
  public void unlock(ObjectKey key, Object owner) {
    monitor.lock();
    try {
      Lock lock = requireLock(key, owner);
      lock.writing = false;
      if (--lock.times == 0) {
        locks.remove(key);
        changed.signalAll();
      }
    } finally {
      monitor.unlock();
    }
  }

  private Lock requireLock(ObjectKey key, Object owner) {
    Lock lock = locks.get(key);
    if (lock == null || lock.owner != owner) {
      throw new IllegalStateException(key + " is not locked by this owner.");
    }
    return lock;
  }
}
