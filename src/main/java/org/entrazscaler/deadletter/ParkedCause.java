package org.entrazscaler.deadletter;

import java.time.Instant;

/**
 * A cause for which objects are parked.
 *
 * @param cause text by which the objects are grouped
 * @param number number of objects, at least 1
 * @param code Entra's error code
 * @param reason reason of one of them, in words
 * @param advice what a person can do
 * @param nextAttempt when the first of them is tried again automatically
 */
public record ParkedCause(
    String cause, int number, String code, String reason, String advice, Instant nextAttempt) {}
