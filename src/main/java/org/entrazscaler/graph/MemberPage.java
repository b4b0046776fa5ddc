package org.entrazscaler.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a group's direct members.
 *
 * @param members in Graph's order; may be empty on any page
 * @param nextLink the link to the next page, or null on the last page
 */
public record MemberPage(List<Member> members, @Nullable String nextLink) {

  /** Copies the list. */
  public MemberPage {
    members = List.copyOf(members);
  }
}
