package org.entrazscaler.graph;

/**
 * What {@code @removed} says of an object in a delta answer (Graph documentation, "Use delta query
 * to track changes", resource representation).
 */
public enum Removal {
  /** No {@code @removed}: the object exists. Also what a restored object looks like. */
  NONE,
  /** Reason {@code changed}: soft-deleted, can be restored for 30 days. */
  CHANGED,
  /** Reason {@code deleted}: gone for good. */
  DELETED
}
