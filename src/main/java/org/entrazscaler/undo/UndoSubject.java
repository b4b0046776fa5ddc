package org.entrazscaler.undo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.journal.LogEntry;
import org.entrazscaler.link.Link;
import org.entrazscaler.planning.RestoredObject;
import org.entrazscaler.source.StoredObject;
import org.jspecify.annotations.Nullable;

/**
 * An object that a cycle has written, and its current state.
 *
 * @param undone id of the cycle
 * @param cycle id of the cycle that undoes it
 * @param done what the cycle wrote to the object
 * @param later what was written to the object after that
 * @param stored the source copy of the object, or null if Entra no longer has it
 * @param pending whether another cycle has something to write for it
 * @param link its link, or null if there is none
 * @param resource the target object as read now, or null if it was not read
 * @param rejoined whether the cycle wrote a user's membership of this group again because Zscaler
 *     may have dropped it: the user was a member before
 * @param present object ids of the managed members of a group
 * @param names returns the name of an object
 */
record UndoSubject(
    String undone,
    String cycle,
    CycleWrites done,
    List<LogEntry> later,
    @Nullable StoredObject stored,
    boolean pending,
    @Nullable Link link,
    @Nullable ObjectNode resource,
    Predicate<String> rejoined,
    Supplier<List<String>> present,
    Function<ObjectKey, String> names) {

  boolean inScope() {
    return stored != null && stored.inScope();
  }

  RestoredObject.@Nullable SourceStatus standing() {
    return stored == null ? null : RestoredObject.SourceStatus.of(stored, stored.inScope());
  }
}
