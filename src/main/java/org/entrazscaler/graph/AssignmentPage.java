package org.entrazscaler.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of {@code appRoleAssignedTo}.
 *
 * @param assignments in Graph's order; may be empty on any page
 * @param nextLink the link to the next page, or null on the last page
 */
public record AssignmentPage(List<Assignment> assignments, @Nullable String nextLink) {

  /** Copies the list. */
  public AssignmentPage {
    assignments = List.copyOf(assignments);
  }
}
