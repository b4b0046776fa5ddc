package org.entrazscaler.deadletter;

import java.time.Instant;
import org.entrazscaler.graph.ObjectKey;
import org.jspecify.annotations.Nullable;

/**
 * An object that could not be written, in the dead-letter store.
 *
 * @param key the source object
 * @param name what people call it
 * @param action what was to be done
 * @param cause what groups it with others that failed for the same reason
 * @param code Entra's code of the error
 * @param reason in words
 * @param advice what a person can do
 * @param request what was sent, without credentials, or null if nothing was
 * @param answer what the target answered, in its own words: one short line without credentials;
 *     null if it was not asked or did not answer
 * @param firstFailed when it failed first
 * @param attempts how often it was tried, at least 1
 * @param nextAttempt when it is tried again by itself
 * @param cycleId cycle of the last attempt
 * @param notified whether it has been in a mail
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

  /**
   * Why it failed, with the target's own words.
   *
   * @return the reason alone if there was no answer
   */
  public String explanation() {
    return answer == null ? reason : reason + " (Zscaler answered: " + answer + ")";
  }
}
