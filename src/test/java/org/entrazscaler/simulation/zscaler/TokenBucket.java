package org.entrazscaler.simulation.zscaler;

/** A token bucket that holds one second's worth of requests; real time, as at a real server. */
final class TokenBucket {

  private static final double NANOS = 1_000_000_000.0;

  private double rate;
  private double tokens;
  private long filledAt;

  /**
   * Takes one token at the rate that holds now; false when none is left. A rate of 0 never runs
   * out.
   */
  synchronized boolean take(double requestsPerSecond, long nanoTime) {
    if (requestsPerSecond <= 0) {
      rate = 0;
      return true;
    }
    double size = Math.max(1, requestsPerSecond);
    if (rate == requestsPerSecond) {
      tokens = Math.min(size, tokens + (nanoTime - filledAt) / NANOS * rate);
    } else {
      rate = requestsPerSecond;
      tokens = size;
    }
    filledAt = nanoTime;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
