package org.entrazscaler.journal;

import org.jspecify.annotations.Nullable;

/**
 * Why an action of the provisioning log failed or was skipped (Graph resource type {@code
 * provisioningErrorInfo}); the reason in words is in the entry.
 *
 * @param code Entra's error code
 * @param additionalDetails the target's answer, or null
 * @param category {@code failure} if the target or the network is the cause, {@code
 *     nonServiceFailure} if data or settings are
 * @param recommendedAction what a person can do, or null
 */
public record LogError(
    String code,
    @Nullable String additionalDetails,
    String category,
    @Nullable String recommendedAction) {

  /** Caused by the target or the network. */
  public static final String SERVICE = "failure";

  /** Caused by data or settings. */
  public static final String NON_SERVICE = "nonServiceFailure";

  /** An error with nothing but a code. */
  public static LogError of(String code) {
    return new LogError(code, null, NON_SERVICE, null);
  }
}
