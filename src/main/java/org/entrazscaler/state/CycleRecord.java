package org.entrazscaler.state;

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
 * @param result {@code running}, {@code success}, {@code failures}, {@code stopped} or {@code
 *     failed}
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
    ObjectNode requests) {}
