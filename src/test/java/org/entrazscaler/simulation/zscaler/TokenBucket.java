package org.entrazscaler.simulation.zscaler;

/** A token bucket with the requests of one second; it uses real time, as a real server does. */
final class TokenBucket {

  private static final double NANOS = 1_000_000_000.0;

  private double rate;
  private double tokens;
  private long filledAt;

  /** Takes one token at the current rate; false if none is left. A rate of 0 means no limit. */
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
