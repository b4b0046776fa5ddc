package org.entrazscaler.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a group's direct members.
 *
 * @param members in the order in which they came; may be empty on any page
 * @param nextLink where the list goes on, or null on its last page
 */
public record MemberPage(List<Member> members, @Nullable String nextLink) {

  /** Takes an immutable copy. */
  public MemberPage {
    members = List.copyOf(members);
  }
}
