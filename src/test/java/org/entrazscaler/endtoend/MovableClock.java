package org.entrazscaler.endtoend;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The system time plus the time by which a test has advanced it. Thread-safe. */
final class MovableClock extends Clock {

  private final Clock system = Clock.systemUTC();
  private volatile Duration offset = Duration.ZERO;

  /** Advances the clock for all commands that follow. */
  synchronized void advance(Duration duration) {
    offset = offset.plus(duration);
  }

  @Override
  public Instant instant() {
    return system.instant().plus(offset);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }
}
