package org.entrazscaler.cycle;

import java.util.Locale;

/** What a cycle is for. Only one runs at a time, of whatever kind. */
public enum CycleKind {
  /** Reads Entra, whole or by its changes, and makes the target true to it. */
  PROVISIONING,

  /** Carries out a saved plan. */
  APPLY,

  /** Takes back what an earlier cycle wrote. */
  UNDO,

  /** Compares the target with what it should hold. */
  RECONCILE;

  /**
   * The word in {@code status}, in the log and in mails.
   *
   * @param initial whether everything has to be read, as nothing was read to its end before
   * @return {@code initial} or {@code incremental} for provisioning, else the kind in lower case
   */
  public String word(boolean initial) {
    if (this == PROVISIONING) {
      return initial ? "initial" : "incremental";
    }
    return name().toLowerCase(Locale.ROOT);
  }
}
