package org.entrazscaler.zscaler;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The even pace at which requests go to Zscaler, for all that send. A slot is given when it is due
 * and not before, to the first of the highest {@link Lane} that somebody waits in: who is urgent
 * waits at most for one slot, however many wait already. A Retry-After moves the next slot for
 * everybody; after a 429 the pace is halved and recovers slowly. Safe for use by several threads.
 */
public final class Pace {

  /** Of so many slots at most one goes to the background. */
  static final int BACKGROUND_SHARE = 2;

  /** After so many slots that others took while it waited, the background is given one. */
  static final int BACKGROUND_PATIENCE = 20;

  /** A program that ends waits no longer than this, in nanoseconds. */
  private static final long LONGEST_SLEEP = 250_000_000;

  private static final double SLOWEST = 16;
  private static final double RECOVERY = 0.98;

  /** One who waits. */
  static final class Ticket {
    private final Lane lane;
    private final long entered;

    private Ticket(Lane lane, long entered) {
      this.lane = lane;
      this.entered = entered;
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final Map<Lane, Deque<Ticket>> lanes = new EnumMap<>(Lane.class);
  private final LongSupplier nanoTime;
  private final long interval;
  private long nextSlot;
  private long nextBackground;
  private int passedOver;
  private double slowdown = 1;

  /**
   * A pace.
   *
   * @param perSecond requests in a second, above 0
   */
  public Pace(double perSecond) {
    this(perSecond, System::nanoTime);
  }

  /**
   * A pace by another time.
   *
   * @param perSecond requests in a second, above 0
   * @param nanoTime nanoseconds since whenever
   */
  Pace(double perSecond, LongSupplier nanoTime) {
    this.interval = (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
    this.nanoTime = nanoTime;
    this.nextSlot = nanoTime.getAsLong();
    this.nextBackground = nextSlot;
    for (Lane lane : Lane.values()) {
      lanes.put(lane, new ArrayDeque<>());
    }
  }

  /**
   * Waits for a slot.
   *
   * @param lane who goes first among those that wait
   * @param ending ends the wait early
   */
  void await(Lane lane, BooleanSupplier ending) {
    Ticket ticket = enter(lane);
    try {
      for (long wait = take(ticket); wait > 0; wait = take(ticket)) {
        if (!sleep(wait) || ending.getAsBoolean()) {
          return;
        }
      }
    } finally {
      leave(ticket);
    }
  }

  /** False if the thread was interrupted, which it then still is. */
  private boolean sleep(long nanos) {
    lock.lock();
    try {
      moved.awaitNanos(Math.min(nanos, LONGEST_SLEEP));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Begins to wait. */
  Ticket enter(Lane lane) {
    lock.lock();
    try {
      Ticket ticket = new Ticket(lane, nanoTime.getAsLong());
      lanes.get(lane).add(ticket);
      return ticket;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the next slot, if it is due and nobody goes first.
   *
   * @return 0 if it is taken, else in how many nanoseconds to ask again, unless something moves
   */
  long take(Ticket ticket) {
    lock.lock();
    try {
      long now = nanoTime.getAsLong();
      long wait = due(ticket) - now;
      if (wait > 0) {
        return wait;
      }
      if (first(now) != ticket) {
        return LONGEST_SLEEP;
      }
      give(ticket, now);
      return 0;
    } finally {
      lock.unlock();
    }
  }

  private long due(Ticket ticket) {
    return ticket.lane == Lane.BACKGROUND ? later(nextSlot, nextBackground) : nextSlot;
  }

  private void give(Ticket ticket, long now) {
    // Who waited has his slot from when it was due, however late the thread woke up.
    long slot = later(due(ticket), ticket.entered);
    long step = (long) (interval * slowdown);
    if (ticket.lane == Lane.BACKGROUND) {
      nextBackground = slot + step * BACKGROUND_SHARE;
      passedOver = 0;
    } else if (backgroundDue(now)) {
      passedOver++;
    }
    nextSlot = slot + step;
    slowdown = Math.max(1, slowdown * RECOVERY);
    lanes.get(ticket.lane).remove(ticket);
    moved.signalAll();
  }

  private @Nullable Ticket first(long now) {
    Ticket urgent = lanes.get(Lane.URGENT).peek();
    if (urgent != null) {
      return urgent;
    }
    Ticket normal = lanes.get(Lane.NORMAL).peek();
    boolean background =
        backgroundDue(now) && (normal == null || passedOver >= BACKGROUND_PATIENCE);
    return background ? lanes.get(Lane.BACKGROUND).peek() : normal;
  }

  private boolean backgroundDue(long now) {
    return !lanes.get(Lane.BACKGROUND).isEmpty() && nextBackground - now <= 0;
  }

  private static long later(long one, long other) {
    return one - other > 0 ? one : other;
  }

  /** Waits no longer, whether or not a slot was taken. */
  void leave(Ticket ticket) {
    lock.lock();
    try {
      if (lanes.get(ticket.lane).remove(ticket)) {
        moved.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Slows down because the target said so.
   *
   * @param pause how long it wants to be left alone
   */
  void slowDown(Duration pause) {
    lock.lock();
    try {
      slowdown = Math.min(SLOWEST, slowdown * 2);
      nextSlot = later(nextSlot, nanoTime.getAsLong() + Math.max(pause.toNanos(), interval));
    } finally {
      lock.unlock();
    }
  }
}
