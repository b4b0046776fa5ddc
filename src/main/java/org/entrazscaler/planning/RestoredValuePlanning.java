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
 * What undo took back, while objects are planned: it stays as it was restored, until Entra or the
 * mapping wishes something else than was undone.
 */
final class RestoredValuePlanning {

  private final State state;

  RestoredValuePlanning(State state) {
    this.state = state;
  }

  /**
   * A mapped object with the restored values in their places. What is wished otherwise by now is
   * held no longer, a group's members among it.
   *
   * @param held what undo holds of the object
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
   * A group that undo has planned, and of which more is known once its accounts are written, is
   * written for the reason of the undoing still.
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

  /** The decision about an object that undo made anew or took away; null for all others. */
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
