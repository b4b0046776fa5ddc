package org.entrazscaler.quarantine;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why no full cycle runs for now (Entra, "Application provisioning in quarantine status").
 *
 * @param reason Entra's reason
 * @param system {@code ENTRA} or {@code ZSCALER}, whichever refuses; null if failures were too many
 * @param code Entra's code of what is refused, and the request if another one may be answered;
 *     empty if failures were too many. Reason, system and code decide whether a later failure is
 *     the same
 * @param cause the cause in words, with what to do
 * @param began when it began
 * @param cycle id of the cycle that caused it
 * @param attempts how many cycles had this result so far, at least 1
 * @param nextAttempt when the next full cycle runs
 * @param probe the refused request, to be sent again: a SCIM endpoint or a link to Graph; null if
 *     no single request shows whether the cause is gone
 * @param fingerprint salted fingerprint of the settings, secrets, mappings and filters at that time
 * @param reported when a mail last reported it, or null
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
    /** Credentials or permissions are refused, or the server is not a SCIM service. */
    ENCOUNTERED_QUARANTINE_EXCEPTION("EncounteredQuarantineException"),
    /** Too large a share of the objects has failed. */
    ENCOUNTERED_ESCROW_PROPORTION_THRESHOLD("EncounteredEscrowProportionThreshold"),
    /** Too many objects have failed, without failures of references. */
    ENCOUNTERED_BASE_ESCROW_THRESHOLD("EncounteredBaseEscrowThreshold"),
    /** Too many failures, including those of references. */
    ENCOUNTERED_TOTAL_ESCROW_THRESHOLD("EncounteredTotalEscrowThreshold");

    private final String shown;

    Reason(String shown) {
      this.shown = shown;
    }

    /** The name in Entra's {@code synchronizationQuarantine}. */
    public String shown() {
      return shown;
    }
  }

  /** Whether another quarantine has the same cause: reason, system and code. */
  public boolean hasSameCause(Quarantine other) {
    return reason == other.reason
        && code.equals(other.code)
        && (system == null ? other.system == null : system.equals(other.system));
  }

  /**
   * Returns a copy after another cycle with the same cause.
   *
   * @param next when the next full cycle runs
   * @param trusted whether the probe is trusted from now on; false after a cycle that met the cause
   *     although the probe had succeeded
   * @param now fingerprint of the settings, mappings and filters of that cycle
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
   * Returns a copy with another time of the next full cycle.
   *
   * @param next the time
   */
  public Quarantine withNextAttempt(Instant next) {
    return new Quarantine(
        reason, system, code, cause, began, cycle, attempts, next, probe, fingerprint, reported);
  }

  /**
   * Returns a copy that a mail has reported.
   *
   * @param when the time of the mail
   */
  public Quarantine reportedAt(Instant when) {
    return new Quarantine(
        reason, system, code, cause, began, cycle, attempts, nextAttempt, probe, fingerprint, when);
  }

  /** The quarantine in sentences: since when, why, and what happens next. */
  public List<String> sentences() {
    return List.of(
        "In quarantine since "
            + shown(began)
            + " (cycle "
            + cycle
            + ", "
            + reason.shown()
            + "): no full cycle runs, and nothing is written to Zscaler.",
        cause,
        (probe == null
                ? "The next full cycle runs at "
                : "Each tick sends one request to check whether the cause is gone; if it is, the"
                    + " cycle runs at once. Otherwise the next full cycle runs at ")
            + shown(nextAttempt)
            + ". A changed setting, secret, mapping or filter, and the commands \"retry\" and"
            + " \"restart\", let a cycle run before that.");
  }

  private static String shown(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
