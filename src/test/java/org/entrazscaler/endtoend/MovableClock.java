package org.entrazscaler.endtoend;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The system's time, and what a test has moved it on. Safe for use by several threads. */
final class MovableClock extends Clock {

  private final Clock system = Clock.systemUTC();
  private volatile Duration moved = Duration.ZERO;

  /** Moves it on; every command that follows sees the later time. */
  synchronized void advance(Duration duration) {
    moved = moved.plus(duration);
  }

  @Override
  public Instant instant() {
    return system.instant().plus(moved);
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
