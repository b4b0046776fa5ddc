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
 * An object that a cycle has written, and how things are now.
 *
 * @param undone the cycle
 * @param cycle the one that takes it back
 * @param done what it did to the object
 * @param later what was done to the object after that
 * @param stored its last read copy, or null if Entra has it no longer
 * @param pending whether another cycle is to write it
 * @param link its target object, or null if there is none
 * @param resource the target object as it was read now, or null if it was not asked for
 * @param rejoined whether a user's membership of this group was written anew by the cycle, because
 *     Zscaler may have dropped it: he was a member before
 * @param present object ids of a group's members of ours
 * @param names what people call an object
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
