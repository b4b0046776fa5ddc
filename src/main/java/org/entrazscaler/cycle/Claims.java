package org.entrazscaler.cycle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.entrazscaler.state.ObjectKey;

/**
 * Who works on which source object. A thread claims an object before it plans or writes it, so that
 * nobody else does so meanwhile, whichever cycle or command it works for. A claim is the thread's:
 * it may claim again what it has, and gives it back as often. Safe for use by several threads.
 */
public final class Claims {

  /** A program that ends waits no longer than this, in milliseconds. */
  private static final long LONGEST_SLEEP = 250;

  private static final class Claim {
    private final Thread owner = Thread.currentThread();
    private int times = 1;
    private boolean writing;
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<ObjectKey, Claim> claims = new HashMap<>();

  /**
   * Claims an object if nobody else has.
   *
   * @param key the source object
   * @return false if another thread works on it
   */
  public boolean take(ObjectKey key) {
    lock.lock();
    try {
      Claim claim = claims.get(key);
      if (claim == null) {
        claims.put(key, new Claim());
        return true;
      }
      if (claim.owner != Thread.currentThread()) {
        return false;
      }
      claim.times++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Claims an object once nobody else has it.
   *
   * @param key the source object
   * @param ending ends the wait early
   * @return false if it was ended, also by an interrupt, which the thread then still has
   */
  public boolean await(ObjectKey key, BooleanSupplier ending) {
    return await(key, ending, false);
  }

  /**
   * Claims an object once nobody else looks at it or plans it: that takes a moment, and what was
   * read of the object meanwhile must not be passed over by both. One that is being written is not
   * waited for; the thread that writes it looks at it again.
   *
   * @param key the source object
   * @param ending ends the wait early
   * @return false if another thread writes it, or if the wait was ended, also by an interrupt,
   *     which the thread then still has
   */
  public boolean awaitLook(ObjectKey key, BooleanSupplier ending) {
    return await(key, ending, true);
  }

  private boolean await(ObjectKey key, BooleanSupplier ending, boolean unlessWritten) {
    lock.lock();
    try {
      while (!take(key)) {
        if ((unlessWritten && claims.get(key).writing) || ending.getAsBoolean()) {
          return false;
        }
        changed.await(LONGEST_SLEEP, TimeUnit.MILLISECONDS);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /**
   * From now on, until it is next given back, an object is being written: that may take long.
   *
   * @param key one that this thread has claimed
   * @throws IllegalStateException if it has not
   */
  public void writing(ObjectKey key) {
    lock.lock();
    try {
      own(key).writing = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Gives an object back.
   *
   * @param key one that this thread has claimed
   * @throws IllegalStateException if it has not
   */
  public void release(ObjectKey key) {
    lock.lock();
    try {
      Claim claim = own(key);
      claim.writing = false;
      if (--claim.times == 0) {
        claims.remove(key);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private Claim own(ObjectKey key) {
    Claim claim = claims.get(key);
    if (claim == null || claim.owner != Thread.currentThread()) {
      throw new IllegalStateException(key + " was not claimed.");
    }
    return claim;
  }

  /**
   * What others work on at this moment.
   *
   * @return a copy
   */
  public List<ObjectKey> ofOthers() {
    lock.lock();
    try {
      return claims.entrySet().stream()
          .filter(claim -> claim.getValue().owner != Thread.currentThread())
          .map(Map.Entry::getKey)
          .toList();
    } finally {
      lock.unlock();
    }
  }
}
