package org.entrazscaler.quarantine;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why no full cycle is run for now (Entra, "Application provisioning in quarantine status").
 *
 * @param reason why it began
 * @param system {@code ENTRA} or {@code ZSCALER}, whichever refuses; null if failures were too many
 * @param code Entra's code of what is refused, and the question where another one may be answered;
 *     empty if failures were too many. With reason and system it says whether a later failure is
 *     the same one
 * @param cause in words, with what to do
 * @param began when it began
 * @param cycle id of the cycle that began it
 * @param attempts how many cycles came to it so far, at least 1
 * @param nextAttempt when a full cycle is tried by itself
 * @param probe the question that was refused, to be asked again: a SCIM endpoint or a link to
 *     Graph; null if no single question shows whether the cause is gone
 * @param fingerprint salted fingerprint of the settings, secrets, mappings and filters it began
 *     with
 * @param told when a mail last told of it, or null
 */
public record Quarantine(
    Reason reason,
    @Nullable String system,
    String code,
    String cause,
    Instant began,
    long cycle,
    int attempts,
    Instant nextAttempt,
    @Nullable String probe,
    String fingerprint,
    @Nullable Instant reported) {

  /** Entra's reasons, by the names of its API ({@code quarantineReason}). */
  public enum Reason {
    /** Credentials or permissions are refused, or what answers is no SCIM service. */
    ENCOUNTERED_QUARANTINE_EXCEPTION("EncounteredQuarantineException"),
    /** Too large a share of what a cycle did has failed. */
    ENCOUNTERED_ESCROW_PROPORTION_THRESHOLD("EncounteredEscrowProportionThreshold"),
    /** Too many objects have failed, failures of references not counted. */
    ENCOUNTERED_BASE_ESCROW_THRESHOLD("EncounteredBaseEscrowThreshold"),
    /** Too much has failed, failures of references counted. */
    ENCOUNTERED_TOTAL_ESCROW_THRESHOLD("EncounteredTotalEscrowThreshold");

    private final String shown;

    Reason(String shown) {
      this.shown = shown;
    }

    /**
     * Entra's name.
     *
     * @return as in {@code synchronizationQuarantine}
     */
    public String shown() {
      return shown;
    }
  }

  /**
   * Whether another one is about the same.
   *
   * @param other another quarantine
   * @return true if reason, system and code are equal
   */
  public boolean hasSameCause(Quarantine other) {
    return reason == other.reason
        && code.equals(other.code)
        && (system == null ? other.system == null : system.equals(other.system));
  }

  /**
   * The same after one more cycle that came to it.
   *
   * @param next when a full cycle is tried again
   * @param trusted whether the probe is to be believed from now on; false after a cycle that met
   *     the cause although the probe had shown none
   * @param now fingerprint of what was in force in that cycle
   * @return a copy
   */
  public Quarantine repeated(Instant next, boolean trusted, String now) {
    return new Quarantine(
        reason,
        system,
        code,
        cause,
        began,
        cycle,
        attempts + 1,
        next,
        trusted ? probe : null,
        now,
        reported);
  }

  /**
   * The same with another time of the next full cycle.
   *
   * @param next the time
   * @return a copy
   */
  public Quarantine withNextAttempt(Instant next) {
    return new Quarantine(
        reason, system, code, cause, began, cycle, attempts, next, probe, fingerprint, reported);
  }

  /**
   * The same, told by a mail.
   *
   * @param when the time
   * @return a copy
   */
  public Quarantine reportedAt(Instant when) {
    return new Quarantine(
        reason, system, code, cause, began, cycle, attempts, nextAttempt, probe, fingerprint, when);
  }

  /**
   * What people are told of it.
   *
   * @return a sentence each: since when, why, and what happens next
   */
  public List<String> sentences() {
    return List.of(
        "In quarantine since "
            + shown(began)
            + " (cycle "
            + cycle
            + ", "
            + reason.shown()
            + "): no full cycle is run, and nothing reaches Zscaler.",
        cause,
        (probe == null
                ? "The next cycle is tried at "
                : "Each tick asks with one request whether this is mended; if it is, the cycle runs"
                    + " at once. Otherwise the next one is tried at ")
            + shown(nextAttempt)
            + ". A changed setting, secret, mapping or filter, the command \"retry\" and the command"
            + " \"restart\" each let a cycle run before that.");
  }

  private static String shown(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
