package org.entrazscaler.history;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that only a history advances. Safe for use by several threads. */
final class HistoryClock extends Clock {

  private static final Instant BEGINNING = Instant.parse("2026-03-02T08:00:00Z");

  private volatile Instant now = BEGINNING;

  void reset() {
    now = BEGINNING;
  }

  void advance(Duration duration) {
    now = now.plus(duration);
  }

  @Override
  public Instant instant() {
    return now;
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
