package org.entrazscaler.entra;

import java.util.ArrayList;
import java.util.List;
import org.entrazscaler.source.StoredAssignment;
import org.jspecify.annotations.Nullable;

/**
 * The assignments of the enterprise application as far as they are read. Nothing follows from them
 * before all are.
 */
final class AssignmentList extends GraphList {

  private final List<StoredAssignment> assignments = new ArrayList<>();
  private final @Nullable GatheredChanges gathered;

  /** Begins at a link; beside a cycle all is kept in what is gathered. */
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

  /** Where it goes beside a cycle; null if it goes into the state. */
  @Nullable GatheredChanges gathered() {
    return gathered;
  }
}
