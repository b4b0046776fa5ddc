package org.entrazscaler.outcome;

import java.util.List;

/**
 * Members that one request adds to a group or removes from it.
 *
 * @param added SCIM ids
 * @param removed SCIM ids
 */
public record MemberChunk(List<String> added, List<String> removed) {

  /** No members. */
  public static final MemberChunk NONE = new MemberChunk(List.of(), List.of());

  /** Whether its members join. */
  public boolean isAddition() {
    return removed.isEmpty();
  }

  /** Those who join, or those who leave. */
  public List<String> ids() {
    return isAddition() ? added : removed;
  }

  /** The same for others, who join or leave as these do. */
  public MemberChunk withIds(List<String> others) {
    return isAddition() ? new MemberChunk(others, List.of()) : new MemberChunk(List.of(), others);
  }

  /**
   * Whether there is nothing to send.
   *
   * @return true if neither anybody joins nor leaves
   */
  public boolean isEmpty() {
    return added.isEmpty() && removed.isEmpty();
  }
}
