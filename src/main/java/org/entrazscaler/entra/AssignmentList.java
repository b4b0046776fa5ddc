package org.entrazscaler.entra;

import java.util.ArrayList;
import java.util.List;
import org.entrazscaler.source.StoredAssignment;
import org.jspecify.annotations.Nullable;

/**
 * The assignments of the enterprise application that were read so far. They are used only when all
 * are read.
 */
final class AssignmentList extends GraphList {

  private final List<StoredAssignment> assignments = new ArrayList<>();
  private final @Nullable GatheredChanges gathered;

  /**
   * An empty list.
   *
   * @param first link to the first page
   * @param gathered takes the assignments in an urgent pass; null if they go into the state
   */
  AssignmentList(String first, @Nullable GatheredChanges gathered) {
    super(first, null);
    this.gathered = gathered;
  }

  void add(StoredAssignment assignment) {
    assignments.add(assignment);
  }

  List<StoredAssignment> assignments() {
    return List.copyOf(assignments);
  }

  /** Takes the assignments in an urgent pass; null if they go into the state. */
  @Nullable GatheredChanges gathered() {
    return gathered;
  }
}
