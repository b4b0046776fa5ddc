package org.entrazscaler.deadletter;

import java.time.Instant;

/**
 * Why some objects are parked.
 *
 * @param cause what they have in common
 * @param number how many they are, at least 1
 * @param code Entra's code of the error
 * @param reason of one of them, in words
 * @param advice what a person can do
 * @param nextAttempt when the first of them is tried again by itself
 */
public record ParkedCause(
    String cause, int number, String code, String reason, String advice, Instant nextAttempt) {}
