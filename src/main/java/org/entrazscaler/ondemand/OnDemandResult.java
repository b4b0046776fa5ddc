package org.entrazscaler.ondemand;

/**
 * The result of provisioning one object on demand.
 *
 * @param outcome how it ended
 * @param text the steps with their values, for people
 */
record OnDemandResult(Outcome outcome, String text) {

  /** How it ended. */
  public enum Outcome {
    /** It was written, or nothing was to be written. */
    DONE,
    /** It failed, and is parked with the reason. */
    FAILED,
    /** No object or several objects have the name. */
    NOT_FOUND,
    /** Microsoft Entra ID or Zscaler cannot be reached, or refuses the credentials. */
    CONNECTION
  }

  static OnDemandResult notFound(String text) {
    return new OnDemandResult(Outcome.NOT_FOUND, text);
  }
}
