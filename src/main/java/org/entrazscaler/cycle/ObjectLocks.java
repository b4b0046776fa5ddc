package org.entrazscaler.cycle;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.entrazscaler.graph.ObjectKey;
import org.jspecify.annotations.Nullable;

/**
 * Who works on which source object. An object is claimed before it is planned or written, so that
 * nobody else does so meanwhile, whichever cycle or command it is for. A claim belongs to the
 * thread that takes it, or to another owner that is named: a write that is claimed by one thread,
 * sent by a second one and recorded by a third one. An owner may claim again what it has, and gives
 * it back as often. Safe for use by several threads.
 */
public final class ObjectLocks {

  /** A program that ends waits no longer than this, in milliseconds. */
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
   * Claims an object for this thread if nobody else has.
   *
   * @param key the source object
   * @return false if another owner has it
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
   * Claims an object for this thread once nobody else has it.
   *
   * @param key the source object
   * @param isEnding ends the wait early
   * @return false if it was ended, also by an interrupt, which the thread then still has
   */
  public boolean lock(ObjectKey key, BooleanSupplier isEnding) {
    return lock(key, Thread.currentThread(), isEnding, false);
  }

  /**
   * Claims an object once nobody else looks at it or plans it: that takes a moment, and what was
   * read of the object meanwhile must not be passed over by both. One that is being written is not
   * waited for; the thread that writes it looks at it again.
   *
   * @param key the source object
   * @param isEnding ends the wait early
   * @return false if another thread writes it, or if the wait was ended, also by an interrupt,
   *     which the thread then still has
   */
  public boolean lockUnlessWriting(ObjectKey key, BooleanSupplier isEnding) {
    return lockUnlessWriting(key, Thread.currentThread(), isEnding);
  }

  /**
   * The same for another owner than this thread.
   *
   * @param key the source object
   * @param owner who has it from then on; compared by identity
   * @param isEnding ends the wait early
   * @return false if another owner writes it, or if the wait was ended
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
        Lock other = locks.get(key);
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
   * From now on an object waits for its turn to be written: until {@link #beginWriting} others may
   * claim it all the same, if they wait for it, since nothing of it is sent.
   *
   * @param key one that was claimed
   * @param owner who has it until then
   * @param onTakeover is run by the thread that claims it, before it works on the object
   * @throws IllegalStateException if it was not claimed for that owner
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
   * The turn of an object that waited has come: from now on, until it is given back, it is being
   * written.
   *
   * @param key the source object
   * @param owner for whom it was claimed
   * @return false if another owner has claimed it meanwhile: then it is not this one's any more
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
   * From now on, until it is next given back, an object is being written: that may take long.
   *
   * @param key one that this thread has claimed
   * @throws IllegalStateException if it has not
   */
  public void markWriting(ObjectKey key) {
    markWriting(key, Thread.currentThread());
  }

  /**
   * The same of an object of another owner than this thread.
   *
   * @param key one that was claimed
   * @param owner who has it
   * @throws IllegalStateException if it was not claimed for that owner
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
   * Gives an object of this thread back.
   *
   * @param key one that this thread has claimed
   * @throws IllegalStateException if it has not
   */
  public void unlock(ObjectKey key) {
    unlock(key, Thread.currentThread());
  }

  /**
   * Gives an object back.
   *
   * @param key one that was claimed
   * @param owner who has it
   * @throws IllegalStateException if it was not claimed for that owner
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
      throw new IllegalStateException(key + " was not claimed.");
    }
    return lock;
  }
}
