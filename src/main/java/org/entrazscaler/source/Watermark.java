package org.entrazscaler.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the delta query of users or of groups has been read.
 *
 * @param deltaLink link for the next round; null before the first round has ended
 * @param nextLink link to the next page of the current round; null between rounds
 * @param round number of full rounds that were started, from 1
 * @param fullRound whether the current or last round reads everything
 * @param moved when the watermark last moved
 */
public record Watermark(
    @Nullable String deltaLink,
    @Nullable String nextLink,
    long round,
    boolean fullRound,
    Instant moved) {}
