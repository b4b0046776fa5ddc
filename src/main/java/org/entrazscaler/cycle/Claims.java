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
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition released = lock.newCondition();
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
    lock.lock();
    try {
      while (!take(key)) {
        if (ending.getAsBoolean()) {
          return false;
        }
        released.await(LONGEST_SLEEP, TimeUnit.MILLISECONDS);
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
   * Gives an object back.
   *
   * @param key one that this thread has claimed
   * @throws IllegalStateException if it has not
   */
  public void release(ObjectKey key) {
    lock.lock();
    try {
      Claim claim = claims.get(key);
      if (claim == null || claim.owner != Thread.currentThread()) {
        throw new IllegalStateException(key + " was not claimed.");
      }
      if (--claim.times == 0) {
        claims.remove(key);
        released.signalAll();
      }
    } finally {
      lock.unlock();
    }
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
