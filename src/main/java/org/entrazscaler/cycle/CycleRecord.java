package org.entrazscaler.cycle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A cycle as it is remembered.
 *
 * @param id grows by one with each cycle
 * @param kind {@code initial} or {@code incremental}
 * @param began when it began
 * @param ended when it ended, or null while it runs or if its process died
 * @param result {@link #RUNNING}, {@link #SUCCESS}, {@link #FAILURES}, {@link #HELD}, {@link
 *     #STOPPED}, {@link #INTERRUPTED} or {@link #FAILED}
 * @param reason why it did not succeed, in words, or null
 * @param counts what was done, by action
 * @param requests how many requests were sent, by system
 */
public record CycleRecord(
    long id,
    String kind,
    Instant began,
    @Nullable Instant ended,
    String result,
    @Nullable String reason,
    ObjectNode counts,
    ObjectNode requests) {

  /** It has not ended. */
  public static final String RUNNING = "running";

  /** All is as it should be. */
  public static final String SUCCESS = "success";

  /** Some objects could not be written. */
  public static final String FAILURES = "failures";

  /** All that takes away is held by a safeguard; the rest is done. */
  public static final String HELD = "held";

  /** A system was out of reach, or refused the credentials. */
  public static final String STOPPED = "stopped";

  /** The program was told to end; the next cycle goes on where it was. */
  public static final String INTERRUPTED = "interrupted";

  /** The program itself failed. */
  public static final String FAILED = "failed";
}
