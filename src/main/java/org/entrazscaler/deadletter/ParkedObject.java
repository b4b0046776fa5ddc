package org.entrazscaler.deadletter;

import java.time.Instant;
import org.entrazscaler.graph.ObjectKey;
import org.jspecify.annotations.Nullable;

/**
 * An object on the dead-letter list.
 *
 * @param key the source object
 * @param name its name for people
 * @param action the action that failed
 * @param cause text by which it is grouped with others that failed for the same reason
 * @param code Entra's error code
 * @param reason the reason in words
 * @param advice what a person can do
 * @param request the request, without credentials, or null if nothing was sent
 * @param answer the target's answer as one short line without credentials; null if there was none
 * @param firstFailed when it failed first
 * @param attempts number of attempts, at least 1
 * @param nextAttempt when it is tried again automatically
 * @param cycleId cycle of the last attempt
 * @param notified whether a mail has reported it
 */
public record ParkedObject(
    ObjectKey key,
    String name,
    String action,
    String cause,
    String code,
    String reason,
    String advice,
    @Nullable String request,
    @Nullable String answer,
    Instant firstFailed,
    int attempts,
    Instant nextAttempt,
    String cycleId,
    boolean notified) {

  /** Why it failed: the reason, with the target's answer if there is one. */
  public String explanation() {
    return answer == null ? reason : reason + " (Zscaler answered: " + answer + ")";
  }
}
