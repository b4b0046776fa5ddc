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

  /** Whether it adds members. */
  public boolean isAddition() {
    return removed.isEmpty();
  }

  /** The members that are added, or those that are removed. */
  public List<String> ids() {
    return isAddition() ? added : removed;
  }

  /** A chunk of the same kind with other members. */
  public MemberChunk withIds(List<String> ids) {
    return isAddition() ? new MemberChunk(ids, List.of()) : new MemberChunk(List.of(), ids);
  }

  public boolean isEmpty() {
    return added.isEmpty() && removed.isEmpty();
  }
}
