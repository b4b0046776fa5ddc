package org.entrazscaler.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the provisioning log are wanted.
 *
 * @param since not older than this, or null
 * @param status {@code success}, {@code failure} or {@code skipped}, or null for any
 * @param object object id or name of the source, or id or name of the target; null for any
 * @param cycleId of this cycle, or null for any
 */
public record LogQuery(
    @Nullable Instant since,
    @Nullable String status,
    @Nullable String object,
    @Nullable String cycleId) {}
