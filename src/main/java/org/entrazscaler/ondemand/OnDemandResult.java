package org.entrazscaler.ondemand;

import java.util.List;

/**
 * What came of provisioning one object on demand.
 *
 * @param outcome how it ended
 * @param text the steps with their values, for people
 */
record OnDemandResult(Outcome outcome, String text) {

  /** How it ended. */
  public enum Outcome {
    /** It was done, or nothing was to be done. */
    DONE,
    /** It failed, and is parked with the reason. */
    FAILED,
    /** There is no such object, or several are called so. */
    NOT_FOUND,
    /** Microsoft Entra ID or Zscaler is out of reach or refuses the credentials. */
    CONNECTION
  }

  static OnDemandResult notFound(List<String> lines) {
    return new OnDemandResult(Outcome.NOT_FOUND, String.join("\n", lines) + "\n");
  }
}
