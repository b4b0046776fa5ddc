package org.entrazscaler.zscaler;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The even rate at which all threads together send requests to Zscaler. A slot is given when it is
 * due, to the first waiting request of the highest {@link Lane}. So an urgent request waits for at
 * most one slot, however many others wait. A Retry-After moves the next slot of all lanes. After a
 * 429 the rate is halved, and then recovers slowly. Safe for use by several threads.
 */
final class Pace {

  /** The background lane gets at most one of so many slots. */
  static final int BACKGROUND_SHARE = 2;

  /** After so many slots for the normal lane, a waiting background request gets one. */
  static final int BACKGROUND_PATIENCE = 20;

  /** The longest delay, in nanoseconds, before a waiting thread sees that the program ends. */
  private static final long MAX_SLEEP = 250_000_000;

  private static final double MAX_SLOWDOWN = 16;
  private static final double RECOVERY = 0.98;

  /** A waiting request. */
  static final class Ticket {
    private final Lane lane;
    private final long entered;

    private Ticket(Lane lane, long entered) {
      this.lane = lane;
      this.entered = entered;
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Lane, Deque<Ticket>> lanes = new EnumMap<>(Lane.class);
  private final LongSupplier nanoTime;
  private final long interval;
  private long nextSlot;
  private long nextBackground;
  private int passedOver;
  private double slowdown = 1;

  /**
   * Creates a pace.
   *
   * @param perSecond requests per second, above 0
   */
  public Pace(double perSecond) {
    this(perSecond, System::nanoTime);
  }

  /** For tests, with their own {@link System#nanoTime}. */
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
   * @param ending true ends the wait early
   */
  void await(Lane lane, BooleanSupplier ending) {
    Ticket ticket = enter(lane);
    try {
      for (long wait = tryTake(ticket); wait > 0; wait = tryTake(ticket)) {
        if (!sleep(wait) || ending.getAsBoolean()) {
          return;
        }
      }
    } finally {
      leave(ticket);
    }
  }

  /** False if the thread was interrupted; its interrupt status is then set. */
  private boolean sleep(long nanos) {
    lock.lock();
    try {
      changed.awaitNanos(Math.min(nanos, MAX_SLEEP));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Enters the queue. */
  Ticket enter(Lane lane) {
    lock.lock();
    try {
      Ticket ticket = new Ticket(lane, nanoTime.getAsLong());
      lane(lane).add(ticket);
      return ticket;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the next slot, if it is due and no other request comes first.
   *
   * @return 0 if the slot was taken; otherwise the nanoseconds until the next attempt, which may be
   *     earlier if the queue changes
   */
  long tryTake(Ticket ticket) {
    lock.lock();
    try {
      long now = nanoTime.getAsLong();
      long wait = due(ticket) - now;
      if (wait > 0) {
        return wait;
      }
      if (first(now) != ticket) {
        return MAX_SLEEP;
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
    // The slot counts from when it was due, even if the thread woke up late.
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
    lane(ticket.lane).remove(ticket);
    changed.signalAll();
  }

  private Deque<Ticket> lane(Lane lane) {
    return Objects.requireNonNull(lanes.get(lane));
  }

  private @Nullable Ticket first(long now) {
    Ticket urgent = lane(Lane.URGENT).peek();
    if (urgent != null) {
      return urgent;
    }
    Ticket normal = lane(Lane.NORMAL).peek();
    boolean background =
        backgroundDue(now) && (normal == null || passedOver >= BACKGROUND_PATIENCE);
    return background ? lane(Lane.BACKGROUND).peek() : normal;
  }

  private boolean backgroundDue(long now) {
    return !lane(Lane.BACKGROUND).isEmpty() && nextBackground - now <= 0;
  }

  private static long later(long one, long other) {
    return one - other > 0 ? one : other;
  }

  /** Leaves the queue, whether or not a slot was taken. */
  void leave(Ticket ticket) {
    lock.lock();
    try {
      if (lane(ticket.lane).remove(ticket)) {
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Slows down after a 429.
   *
   * @param pause how long Zscaler asks to wait
   */
  void slowDown(Duration pause) {
    lock.lock();
    try {
      slowdown = Math.min(MAX_SLOWDOWN, slowdown * 2);
      nextSlot = later(nextSlot, nanoTime.getAsLong() + Math.max(pause.toNanos(), interval));
    } finally {
      lock.unlock();
    }
  }
}
