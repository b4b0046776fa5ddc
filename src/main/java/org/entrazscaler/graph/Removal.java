package org.entrazscaler.graph;

/**
 * The {@code @removed} of an object in an answer to a delta query (Graph documentation, "Use delta
 * query to track changes", resource representation).
 */
public enum Removal {
  /** No {@code @removed}: the object exists, or was restored. */
  NONE,
  /** Reason {@code changed}: soft-deleted, can be restored for 30 days. */
  CHANGED,
  /** Reason {@code deleted}: permanently deleted. */
  DELETED
}
