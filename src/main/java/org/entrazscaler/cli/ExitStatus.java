package org.entrazscaler.cli;

/** The exit status of the program. If several apply, it is the highest of them. */
public enum ExitStatus {
  /** Done. */
  DONE,
  /** Something failed, is parked, left out or different, or was not found. */
  LEFT,
  /** An error in the usage, the settings, the routes or the mappings. */
  USAGE,
  /** A connection failed, or its credentials were refused. */
  CONNECTION,
  /** A safeguard holds removals, or a quarantine stops the cycles. */
  HELD,
  /** Another instance uses the state. */
  BUSY;

  /**
   * The exit code of the process.
   *
   * @return 0 to 5
   */
  public int code() {
    return ordinal();
  }

  /**
   * The higher one of two statuses.
   *
   * @param other another status
   * @return this status or the other one
   */
  public ExitStatus and(ExitStatus other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
