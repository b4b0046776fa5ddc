package org.entrazscaler.cycle;

import java.util.Locale;

/** The purpose of a cycle. Only one cycle of any kind runs at a time. */
public enum CycleKind {
  /** Reads all of Entra or its changes, and updates the target to match. */
  PROVISIONING,

  /** Carries out a saved plan. */
  APPLY,

  /** Undoes the writes of an earlier cycle. */
  UNDO,

  /** Compares the target with what it should contain. */
  RECONCILE;

  /**
   * The word in {@code status}, in the log and in mails.
   *
   * @param initial whether everything must be read because no reading has been completed yet
   * @return {@code initial} or {@code incremental} for provisioning, else the kind in lower case
   */
  public String word(boolean initial) {
    if (this == PROVISIONING) {
      return initial ? "initial" : "incremental";
    }
    return name().toLowerCase(Locale.ROOT);
  }
}
