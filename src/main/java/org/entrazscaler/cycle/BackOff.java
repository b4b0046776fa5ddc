package org.entrazscaler.cycle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * When a failed object or cycle is retried automatically: 6, 12 and 24 hours after the first
 * failure, then daily (Entra, "Application provisioning in quarantine status"). Entra gives up
 * after 28 days; this program does not.
 */
public final class BackOff {

  private static final List<Duration> WAITS =
      List.of(Duration.ofHours(6), Duration.ofHours(12), Duration.ofHours(24));

  private BackOff() {}

  /**
   * The next attempt.
   *
   * @param firstFailure time of the first failure
   * @param now the current time
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
