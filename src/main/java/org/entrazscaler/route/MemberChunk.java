package org.entrazscaler.route;

import java.util.List;

/**
 * Members that one request adds to a group or removes from it.
 *
 * @param added SCIM ids
 * @param removed SCIM ids
 */
public record MemberChunk(List<String> added, List<String> removed) {

  /** No members. */
  static final MemberChunk NONE = new MemberChunk(List.of(), List.of());

  /**
   * Whether there is nothing to send.
   *
   * @return true if neither anybody joins nor leaves
   */
  public boolean isEmpty() {
    return added.isEmpty() && removed.isEmpty();
  }
}
