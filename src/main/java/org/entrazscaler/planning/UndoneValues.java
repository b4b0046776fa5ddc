package org.entrazscaler.planning;

import java.util.List;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Link;
import org.entrazscaler.mapping.MappedObject;
import org.entrazscaler.plan.Action;
import org.entrazscaler.plan.Candidate;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.Decision;
import org.entrazscaler.plan.HeldRows;
import org.entrazscaler.plan.HeldValue;
import org.entrazscaler.plan.Planner;
import org.entrazscaler.store.State;
import org.jspecify.annotations.Nullable;

/**
 * What undo took back, while objects are planned: it stays as it was restored, until Entra or the
 * mapping wishes something else than was undone.
 */
final class UndoneValues {

  private final State state;

  UndoneValues(State state) {
    this.state = state;
  }

  /**
   * A mapped object with the restored values in their places. What is wished otherwise by now is
   * held no longer, a group's members among it.
   *
   * @param held what undo holds of the object
   */
  HeldRows rows(Candidate candidate, MappedObject mapped, Planner planner, List<HeldValue> held) {
    if (candidate.key().type() == ObjectType.GROUP) {
      releaseMembers(candidate);
    }
    HeldRows rows = planner.holding(mapped, held);
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
  Decision reasoned(Decision decision) {
    if (decision instanceof Decision.Write write
        && write.change().group()
        && write.change().action() == Action.UPDATE) {
      return state
          .plan()
          .find(write.change().key())
          .map(planned -> Change.of(planned).reason())
          .<Decision>map(reason -> new Decision.Write(write.change().because(reason)))
          .orElse(decision);
    }
    return decision;
  }

  /** The decision about an object that undo made anew or took away; null for all others. */
  @Nullable Decision object(Candidate candidate, @Nullable Link link, List<HeldValue> held) {
    HeldValue object =
        held.stream()
            .filter(value -> value.path().equals(HeldValue.OBJECT))
            .findFirst()
            .orElse(null);
    if (object != null && !HeldObject.stands(object, candidate)) {
      state.undo().release(object);
      return null;
    }
    return object == null ? null : HeldObject.decide(object, candidate, link);
  }
}
