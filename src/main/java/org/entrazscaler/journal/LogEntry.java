package org.entrazscaler.journal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Instant;
import org.entrazscaler.graph.ObjectKey;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the provisioning log, with the fields of Entra's provisioning log (Graph resource
 * type {@code provisioningObjectSummary}).
 *
 * @param id id of the entry; 0 before it is recorded
 * @param at when the action ended
 * @param cycleId cycle in which it happened
 * @param changeId id of the change; a large change has several entries
 * @param action {@code create}, {@code update}, {@code disable}, {@code delete}, {@code
 *     stageddelete} or {@code other}
 * @param status {@code success}, {@code failure} or {@code skipped}
 * @param key source object
 * @param source names of the source object
 * @param target id and names of the target object
 * @param durationMillis from the first request to the last answer, in milliseconds
 * @param error the error, or null
 * @param reason the reason in words, or null
 * @param modified objects with {@code displayName}, {@code oldValue} and {@code newValue} of any
 *     type; for members and groups also with "sourceId" of the other object
 * @param steps objects with {@code name}, {@code provisioningStepType}, {@code status}, {@code
 *     description} and {@code details}
 */
public record LogEntry(
    long id,
    Instant at,
    String cycleId,
    String changeId,
    String action,
    String status,
    ObjectKey key,
    LogIdentity source,
    LogIdentity target,
    long durationMillis,
    @Nullable LogError error,
    @Nullable String reason,
    ArrayNode modified,
    ArrayNode steps) {

  /** It was done. */
  public static final String SUCCESS = "success";

  /** It failed. */
  public static final String FAILURE = "failure";

  /** It was skipped intentionally. */
  public static final String SKIPPED = "skipped";

  /** A safeguard holds it (Entra, accidental deletions prevention). */
  public static final String STAGED_DELETE = "stageddelete";

  /** Returns a copy with the id under which it was recorded. */
  public LogEntry withId(long number) {
    return new LogEntry(
        number,
        at,
        cycleId,
        changeId,
        action,
        status,
        key,
        source,
        target,
        durationMillis,
        error,
        reason,
        modified,
        steps);
  }

  /** Returns a copy with other modified properties. */
  public LogEntry withModified(ArrayNode properties) {
    return new LogEntry(
        id,
        at,
        cycleId,
        changeId,
        action,
        status,
        key,
        source,
        target,
        durationMillis,
        error,
        reason,
        properties,
        steps);
  }
}
