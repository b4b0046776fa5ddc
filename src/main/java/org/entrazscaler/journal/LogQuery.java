package org.entrazscaler.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Selects entries of the provisioning log.
 *
 * @param since entries from this time on, or null for all
 * @param status {@code success}, {@code failure} or {@code skipped}, or null for any
 * @param object object id or name of the source object, or id or name of the target object; null
 *     for any
 * @param cycleId id of the cycle, or null for any
 */
public record LogQuery(
    @Nullable Instant since,
    @Nullable String status,
    @Nullable String object,
    @Nullable String cycleId) {}
