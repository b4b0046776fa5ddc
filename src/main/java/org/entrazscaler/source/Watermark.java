package org.entrazscaler.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the changes of one type are read.
 *
 * @param deltaLink where the next round begins, or null before the first round has ended
 * @param nextLink page with which the round under way goes on, or null between rounds
 * @param round number of full rounds begun, from 1
 * @param fullRound whether the round under way, or the last one, reads everything
 * @param moved when the watermark last moved
 */
public record Watermark(
    @Nullable String deltaLink,
    @Nullable String nextLink,
    long round,
    boolean fullRound,
    Instant moved) {}
