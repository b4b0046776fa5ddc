package org.entrazscaler.benchmark;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Watches the size of the state on disk while the program works. */
final class GrowthOfState implements AutoCloseable {

  private static final long EVERY_MILLIS = 200;

  private final AtomicLong most = new AtomicLong();
  private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();

  private GrowthOfState() {}

  /** Starts watching. */
  static GrowthOfState of(Workplace place) {
    GrowthOfState growth = new GrowthOfState();
    growth.watch.scheduleWithFixedDelay(
        () -> growth.most.accumulateAndGet(place.stateBytes(), Math::max),
        0,
        EVERY_MILLIS,
        TimeUnit.MILLISECONDS);
    return growth;
  }

  /** The largest size seen, in bytes. */
  long mostBytes() {
    return most.get();
  }

  @Override
  public void close() {
    watch.shutdownNow();
  }
}
