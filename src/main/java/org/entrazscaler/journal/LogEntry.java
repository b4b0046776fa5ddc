package org.entrazscaler.journal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Instant;
import org.entrazscaler.graph.ObjectKey;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the provisioning log, with the fields of Entra's own (Graph resource type {@code
 * provisioningObjectSummary}).
 *
 * @param id names the entry; 0 before it is recorded
 * @param at when the action ended
 * @param cycleId cycle in which it happened
 * @param changeId names the change; a large one has several entries
 * @param action {@code create}, {@code update}, {@code disable}, {@code delete}, {@code
 *     stageddelete} or {@code other}
 * @param status {@code success}, {@code failure} or {@code skipped}
 * @param key source object
 * @param source the source object by its names
 * @param target the target object by its id and names
 * @param durationMillis from the first request to the last answer, in milliseconds
 * @param error what was wrong, or null
 * @param reason in words, or null
 * @param modified objects with {@code displayName}, {@code oldValue} and {@code newValue} of any
 *     type; those of members and groups also with the other object's {@code sourceId}
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

  /** Something was done, or could be done. */
  public static final String SUCCESS = "success";

  /** It could not be done. */
  public static final String FAILURE = "failure";

  /** It was left alone on purpose. */
  public static final String SKIPPED = "skipped";

  /** What a safeguard holds (Entra, accidental deletions prevention). */
  public static final String STAGED_DELETE = "stageddelete";

  /**
   * The same entry as it was recorded.
   *
   * @param number its id
   * @return a copy
   */
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

  /**
   * The same entry about other properties.
   *
   * @param properties what was modified
   * @return a copy
   */
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
