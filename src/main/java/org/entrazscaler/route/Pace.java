package org.entrazscaler.route;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The even pace at which requests go to Zscaler, for all that send. The next free slot is kept in
 * nanoseconds; a Retry-After moves it for everybody. After a 429 the pace is halved and recovers
 * slowly. Safe for use by several threads.
 */
final class Pace {

  /** A program that ends waits no longer than this, in nanoseconds. */
  private static final long LONGEST_SLEEP = 250_000_000;

  private static final double SLOWEST = 16;
  private static final double RECOVERY = 0.98;

  private final long interval;
  private long nextSlot;
  private double slowdown = 1;

  /**
   * A pace.
   *
   * @param perSecond requests in a second, above 0
   */
  Pace(double perSecond) {
    this.interval = (long) (1_000_000_000L / perSecond);
    this.nextSlot = System.nanoTime();
  }

  /**
   * Waits for the next free slot.
   *
   * @param ending ends the wait early
   */
  void await(BooleanSupplier ending) {
    long slot = reserve();
    for (long wait = slot - System.nanoTime(); wait > 0; wait = slot - System.nanoTime()) {
      LockSupport.parkNanos(Math.min(wait, LONGEST_SLEEP));
      if (Thread.currentThread().isInterrupted() || ending.getAsBoolean()) {
        return;
      }
    }
  }

  private synchronized long reserve() {
    long now = System.nanoTime();
    long slot = nextSlot - now > 0 ? nextSlot : now;
    nextSlot = slot + (long) (interval * slowdown);
    slowdown = Math.max(1, slowdown * RECOVERY);
    return slot;
  }

  /**
   * Slows down because the target said so.
   *
   * @param pause how long it wants to be left alone
   */
  synchronized void slowDown(Duration pause) {
    slowdown = Math.min(SLOWEST, slowdown * 2);
    long earliest = System.nanoTime() + Math.max(pause.toNanos(), interval);
    if (earliest - nextSlot > 0) {
      nextSlot = earliest;
    }
  }
}
