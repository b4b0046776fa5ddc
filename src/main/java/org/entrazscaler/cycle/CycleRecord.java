package org.entrazscaler.cycle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A cycle as the state records it.
 *
 * @param id grows by one with each cycle
 * @param kind as {@link CycleKind#word} returns it
 * @param began start time
 * @param ended end time; null while it runs or if its process died
 * @param result {@link #RUNNING}, {@link #SUCCESS}, {@link #FAILURES}, {@link #HELD}, {@link
 *     #STOPPED}, {@link #INTERRUPTED} or {@link #FAILED}
 * @param reason why it did not succeed, in words, or null
 * @param counts numbers by {@link Counter#jsonName()}
 * @param requests numbers of requests by {@link TargetSystem#jsonName()}
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

  /** Nothing failed and nothing is parked. */
  public static final String SUCCESS = "success";

  /** Some objects could not be written. */
  public static final String FAILURES = "failures";

  /** A safeguard holds the removals; everything else is done. */
  public static final String HELD = "held";

  /** A system could not be reached, or refused the credentials. */
  public static final String STOPPED = "stopped";

  /** The program was shut down; the next cycle continues. */
  public static final String INTERRUPTED = "interrupted";

  /** The program itself failed. */
  public static final String FAILED = "failed";
}
