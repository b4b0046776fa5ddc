package org.entrazscaler.source;

import org.entrazscaler.graph.Removal;

/** Whether Entra still has an object. */
public enum Presence {
  /** The object exists. */
  PRESENT,

  /** The object is in the recycle bin and can be restored (delta reason {@code changed}). */
  SOFT_DELETED,

  /** The object is permanently deleted (delta reason {@code deleted}). */
  DELETED,

  /**
   * A full round did not return the object, and Entra was not asked yet whether it is deleted.
   * Until then the members of such a group keep their scope and memberships.
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
