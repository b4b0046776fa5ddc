package org.entrazscaler.source;

import org.entrazscaler.graph.Removal;

/** Whether Entra still has an object. */
public enum Presence {
  /** It is there. */
  PRESENT,

  /** It lies in the recycle bin and can come back (delta reason {@code changed}). */
  SOFT_DELETED,

  /** It is gone for good (delta reason {@code deleted}). */
  DELETED,

  /**
   * A full round did not bring it; whether it is gone for good is to be asked. Until that is known
   * a group hands on what it handed on before.
   */
  VANISHED;

  static Presence of(Removal removal) {
    return switch (removal) {
      case NONE -> PRESENT;
      case CHANGED -> SOFT_DELETED;
      case DELETED -> DELETED;
    };
  }
}
