package org.entrazscaler.planning;

import java.util.List;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Link;
import org.entrazscaler.mapping.MappedObject;
import org.entrazscaler.plan.Action;
import org.entrazscaler.plan.Candidate;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.Decision;
import org.entrazscaler.plan.Planner;
import org.entrazscaler.plan.RestoredRows;
import org.entrazscaler.plan.RestoredValue;
import org.entrazscaler.store.State;
import org.jspecify.annotations.Nullable;

/**
 * Applies restored values when objects are planned. A restored value stays until Entra or the
 * mapping requires something else than what was undone.
 */
final class RestoredValuePlanning {

  private final State state;

  RestoredValuePlanning(State state) {
    this.state = state;
  }

  /**
   * Replaces mapped values by restored ones, and releases those that no longer apply, including
   * members of a group.
   *
   * @param held the restored values of the object
   */
  RestoredRows withRestored(
      Candidate candidate, MappedObject mapped, Planner planner, List<RestoredValue> held) {
    if (candidate.key().type() == ObjectType.GROUP) {
      releaseMembers(candidate);
    }
    RestoredRows rows = planner.withRestored(mapped, held);
    rows.released().forEach(state.undo()::release);
    return rows;
  }

  private void releaseMembers(Candidate group) {
    if (state.undo().memberCount() == 0) {
      return;
    }
    if (group.inScope() == group.stored().inScope()) {
      state.undo().releaseMembers(group.key().id(), group.inScope());
    } else {
      state.undo().releaseMembers(group.key().id());
    }
  }

  /**
   * A group that undo has planned keeps the reason of the undo when it is planned again after its
   * accounts are written.
   */
  Decision withUndoReason(Decision decision) {
    if (decision instanceof Decision.Write write
        && write.change().group()
        && write.change().action() == Action.UPDATE) {
      return state
          .plan()
          .find(write.change().key())
          .map(planned -> Change.of(planned).reason())
          .<Decision>map(reason -> new Decision.Write(write.change().withReason(reason)))
          .orElse(decision);
    }
    return decision;
  }

  /** The decision for an object that undo has created or deleted; null for all others. */
  @Nullable Decision planObject(
      Candidate candidate, @Nullable Link link, List<RestoredValue> held) {
    RestoredValue object =
        held.stream()
            .filter(value -> value.path().equals(RestoredValue.OBJECT))
            .findFirst()
            .orElse(null);
    if (object != null && !RestoredObject.isUnchanged(object, candidate)) {
      state.undo().release(object);
      return null;
    }
    return object == null ? null : RestoredObject.plan(object, candidate, link);
  }
}
