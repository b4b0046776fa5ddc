package org.entrazscaler.journal;

import org.jspecify.annotations.Nullable;

/**
 * Why an action of the provisioning log failed or was skipped (Graph resource type {@code
 * provisioningErrorInfo}); its reason in words is the entry's.
 *
 * @param code Entra's code of the error
 * @param additionalDetails what the target said, or null
 * @param category whose fault it is: {@code failure} of the target or the network, {@code
 *     nonServiceFailure} of the data or the settings
 * @param recommendedAction what a person can do, or null
 */
public record LogError(
    String code,
    @Nullable String additionalDetails,
    String category,
    @Nullable String recommendedAction) {

  /** The target or the network could not do what it should. */
  public static final String SERVICE = "failure";

  /** What was to be written, or what is set, is at fault. */
  public static final String NON_SERVICE = "nonServiceFailure";

  /** An error of which nothing more is known. */
  public static LogError of(String code) {
    return new LogError(code, null, NON_SERVICE, null);
  }
}
