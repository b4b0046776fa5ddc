package org.entrazscaler.state;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the provisioning log, with the fields of Entra's own (Graph resource type {@code
 * provisioningObjectSummary}).
 *
 * @param at when the action ended
 * @param cycleId cycle in which it happened, or {@code on-demand}
 * @param changeId names this change
 * @param action {@code create}, {@code update}, {@code disable}, {@code delete} or {@code other}
 * @param status {@code success}, {@code failure} or {@code skipped}
 * @param key source object
 * @param sourceName what people call it
 * @param targetId SCIM {@code id}, or null if there is none
 * @param targetName what the target calls it, or null
 * @param durationMillis from the first request to the last answer, in milliseconds
 * @param errorCode Entra's code of the error, or null
 * @param reason in words, or null
 * @param modified objects with {@code displayName}, {@code oldValue} and {@code newValue}
 * @param steps objects with {@code name}, {@code provisioningStepType}, {@code status} and {@code
 *     description}
 */
public record LogEntry(
    Instant at,
    String cycleId,
    String changeId,
    String action,
    String status,
    ObjectKey key,
    String sourceName,
    @Nullable String targetId,
    @Nullable String targetName,
    long durationMillis,
    @Nullable String errorCode,
    @Nullable String reason,
    ArrayNode modified,
    ArrayNode steps) {}
