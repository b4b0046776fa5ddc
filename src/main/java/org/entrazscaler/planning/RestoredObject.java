package org.entrazscaler.planning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.Origin;
import org.entrazscaler.plan.Action;
import org.entrazscaler.plan.Candidate;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.Decision;
import org.entrazscaler.plan.RestoredValue;
import org.entrazscaler.plan.ValueChange;
import org.entrazscaler.source.StoredObject;
import org.jspecify.annotations.Nullable;

/**
 * An object whose deletion was undone, or whose creation was undone where disabling means deleting.
 * The target keeps the restored state as long as the object has the same status in Entra.
 */
public final class RestoredObject {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private RestoredObject() {}

  /** An object that must not be created again as long as its status is the same. */
  public static RestoredValue keepAbsent(SourceStatus status, String cycle) {
    return new RestoredValue(status.key(), RestoredValue.OBJECT, status.node(), null, cycle);
  }

  /** An object that must not be deleted again as long as its status is the same. */
  public static RestoredValue keepPresent(SourceStatus status, ObjectNode values, String cycle) {
    return new RestoredValue(status.key(), RestoredValue.OBJECT, status.node(), values, cycle);
  }

  /**
   * The status of an object in Entra that decides whether the target has it.
   *
   * @param text the status as text
   */
  public record SourceStatus(org.entrazscaler.graph.ObjectKey key, String text) {

    public static SourceStatus of(StoredObject stored, boolean inScope) {
      return new SourceStatus(
          stored.key(),
          stored.presence()
              + (inScope ? " in scope" : " out of scope")
              + (stored.properties().path("accountEnabled").asBoolean(true) ? "" : ", blocked"));
    }

    JsonNode node() {
      return NODES.textNode(text);
    }
  }

  /** Whether an object has the same status in Entra as when its change was undone. */
  static boolean isUnchanged(RestoredValue held, Candidate candidate) {
    return SourceStatus.of(candidate.stored(), candidate.inScope()).node().equals(held.undone());
  }

  /**
   * Plans a restored object.
   *
   * @param link its link, or null
   * @return no change if the target is as it was restored
   */
  public static Decision plan(RestoredValue held, Candidate candidate, @Nullable Link link) {
    boolean there = link != null && link.targetId() != null;
    boolean started = link != null && link.intent() != null;
    if (held.restored() instanceof ObjectNode values && (!there || started)) {
      return new Decision.Write(creation(candidate, values, held.cycleId()));
    }
    if (held.restored() == null && link != null && there) {
      return new Decision.Write(deletion(candidate, link, held.cycleId()));
    }
    return new Decision.Nothing(
        "Cycle "
            + held.cycleId()
            + " undid its "
            + (held.restored() == null ? "creation" : "deletion")
            + "; this is kept until it changes in Entra.",
        "HeldByUndo");
  }

  private static Change creation(Candidate candidate, ObjectNode values, String cycle) {
    return creation(
        new Change(
            candidate.key(),
            candidate.name(),
            Action.CREATE,
            "Undone by cycle " + cycle,
            candidate.inScope(),
            candidate.inScope(),
            false,
            candidate.stored().changed(),
            null,
            Origin.CREATED,
            NODES.objectNode(),
            List.of()),
        values);
  }

  /** A copy of a creation with these values. */
  public static Change creation(Change bare, ObjectNode values) {
    List<ValueChange> sent = new ArrayList<>();
    values
        .properties()
        .forEach(value -> sent.add(new ValueChange(value.getKey(), null, value.getValue())));
    return bare.withValues(sent).withDisabled();
  }

  private static Change deletion(Candidate candidate, Link link, String cycle) {
    return new Change(
        candidate.key(),
        candidate.name(),
        Action.DELETE,
        "Undone by cycle " + cycle,
        candidate.inScope(),
        candidate.inScope(),
        link.disabled(),
        candidate.stored().changed(),
        link.targetId(),
        link.origin(),
        link.written(),
        List.of());
  }
}
