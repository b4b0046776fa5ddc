package org.entrazscaler.cli;

/** What the program says to the shell when it ends; the highest that applies. */
public enum ExitStatus {
  /** Done. */
  DONE,
  /** Something is left: failed, parked, left out, different, not found. */
  LEFT,
  /** Usage, settings, routes or mappings are wrong. */
  USAGE,
  /** A connection failed, or its credentials. */
  CONNECTION,
  /** A safeguard holds something: deletions, quarantine. */
  HELD,
  /** Another instance has the state. */
  BUSY;

  /**
   * The number for the shell.
   *
   * @return 0 to 5
   */
  public int code() {
    return ordinal();
  }

  /**
   * The higher of two.
   *
   * @param other another status
   * @return this one or the other
   */
  public ExitStatus and(ExitStatus other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
