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
  private static final long LONGEST_SLEEP = 250;

  private static final class Claim {
    private final Object owner;
    private int times = 1;
    private boolean writing;
    private @Nullable Runnable givenUp;

    private Claim(Object owner) {
      this.owner = owner;
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<ObjectKey, Claim> claims = new HashMap<>();

  /**
   * Claims an object for this thread if nobody else has.
   *
   * @param key the source object
   * @return false if another owner has it
   */
  public boolean take(ObjectKey key) {
    return take(key, Thread.currentThread());
  }

  private boolean take(ObjectKey key, Object owner) {
    lock.lock();
    try {
      Claim claim = claims.get(key);
      if (claim == null) {
        claims.put(key, new Claim(owner));
        return true;
      }
      if (claim.owner != owner) {
        return false;
      }
      claim.times++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Claims an object for this thread once nobody else has it.
   *
   * @param key the source object
   * @param ending ends the wait early
   * @return false if it was ended, also by an interrupt, which the thread then still has
   */
  public boolean await(ObjectKey key, BooleanSupplier ending) {
    return await(key, Thread.currentThread(), ending, false);
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
    return awaitLook(key, Thread.currentThread(), ending);
  }

  /**
   * The same for another owner than this thread.
   *
   * @param key the source object
   * @param owner who has it from then on; compared by identity
   * @param ending ends the wait early
   * @return false if another owner writes it, or if the wait was ended
   */
  public boolean awaitLook(ObjectKey key, Object owner, BooleanSupplier ending) {
    return await(key, owner, ending, true);
  }

  private boolean await(
      ObjectKey key, Object owner, BooleanSupplier ending, boolean unlessWritten) {
    Runnable givenUp = null;
    lock.lock();
    try {
      while (!take(key, owner)) {
        Claim other = claims.get(key);
        if (other.givenUp != null) {
          givenUp = other.givenUp;
          claims.put(key, new Claim(owner));
          break;
        }
        if ((unlessWritten && other.writing) || ending.getAsBoolean()) {
          return false;
        }
        changed.await(LONGEST_SLEEP, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
    if (givenUp != null) {
      giveUp(key, owner, givenUp);
    }
    return true;
  }

  private void giveUp(ObjectKey key, Object owner, Runnable givenUp) {
    try {
      givenUp.run();
    } catch (RuntimeException e) {
      release(key, owner);
      throw e;
    }
  }

  /**
   * From now on an object waits for its turn to be written: until {@link #begin} others may claim
   * it all the same, if they wait for it, since nothing of it is sent.
   *
   * @param key one that was claimed
   * @param owner who has it until then
   * @param givenUp is run by the thread that claims it, before it works on the object
   * @throws IllegalStateException if it was not claimed for that owner
   */
  public void waiting(ObjectKey key, Object owner, Runnable givenUp) {
    lock.lock();
    try {
      own(key, owner).givenUp = givenUp;
      changed.signalAll();
    } finally {
      lock.unlock();
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
  public boolean begin(ObjectKey key, Object owner) {
    lock.lock();
    try {
      Claim claim = claims.get(key);
      if (claim == null || claim.owner != owner) {
        return false;
      }
      claim.givenUp = null;
      claim.writing = true;
      return true;
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
    writing(key, Thread.currentThread());
  }

  /**
   * The same of an object of another owner than this thread.
   *
   * @param key one that was claimed
   * @param owner who has it
   * @throws IllegalStateException if it was not claimed for that owner
   */
  public void writing(ObjectKey key, Object owner) {
    lock.lock();
    try {
      own(key, owner).writing = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Gives an object of this thread back.
   *
   * @param key one that this thread has claimed
   * @throws IllegalStateException if it has not
   */
  public void release(ObjectKey key) {
    release(key, Thread.currentThread());
  }

  /**
   * Gives an object back.
   *
   * @param key one that was claimed
   * @param owner who has it
   * @throws IllegalStateException if it was not claimed for that owner
   */
  public void release(ObjectKey key, Object owner) {
    lock.lock();
    try {
      Claim claim = own(key, owner);
      claim.writing = false;
      if (--claim.times == 0) {
        claims.remove(key);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private Claim own(ObjectKey key, Object owner) {
    Claim claim = claims.get(key);
    if (claim == null || claim.owner != owner) {
      throw new IllegalStateException(key + " was not claimed.");
    }
    return claim;
  }
}
