package org.entrazscaler.simulation.http;

/** A planned fault and how often it was used. Safe for use by several threads. */
public final class PlannedFault {

  private int toSkip;
  private int left;
  private int fired;

  PlannedFault(int toSkip, int left) {
    this.toSkip = toSkip;
    this.left = left;
  }

  /** The number of requests that had this fault so far. */
  public synchronized int fired() {
    return fired;
  }

  /** Whether no further request has this fault. */
  public synchronized boolean exhausted() {
    return left == 0;
  }

  /** No further request has this fault. */
  public synchronized void stop() {
    left = 0;
  }

  /** Whether a matching request has this fault. */
  synchronized boolean fires() {
    if (left == 0) {
      return false;
    }
    if (toSkip > 0) {
      toSkip--;
      return false;
    }
    left--;
    fired++;
    return true;
  }
}
