package org.entrazscaler.cycle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * When what has failed is tried again by itself: 6, 12 and 24 hours after it failed first, then
 * daily (Entra, "Application provisioning in quarantine status"). Entra gives up after 28 days;
 * here it goes on.
 */
public final class BackOff {

  private static final List<Duration> WAITS =
      List.of(Duration.ofHours(6), Duration.ofHours(12), Duration.ofHours(24));

  private BackOff() {}

  /**
   * The next attempt.
   *
   * @param firstFailure when it failed first
   * @param now the present
   * @return later than now
   */
  public static Instant next(Instant firstFailure, Instant now) {
    for (Duration wait : WAITS) {
      if (firstFailure.plus(wait).isAfter(now)) {
        return firstFailure.plus(wait);
      }
    }
    return now.plus(Duration.ofDays(1));
  }
}
