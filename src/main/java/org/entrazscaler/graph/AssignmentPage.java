package org.entrazscaler.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of {@code appRoleAssignedTo}.
 *
 * @param assignments in the order in which they came; may be empty on any page
 * @param nextLink where the list goes on, or null on its last page
 */
public record AssignmentPage(List<Assignment> assignments, @Nullable String nextLink) {

  /** Takes an immutable copy. */
  public AssignmentPage {
    assignments = List.copyOf(assignments);
  }
}
