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
 * An object of which undo took back that it was made, where disabling means deleting, or that it
 * was deleted. As long as it stands in Entra as it stood then, the target keeps what was restored.
 */
public final class RestoredObject {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private RestoredObject() {}

  /** An object that is not to be made again as long as it stands as it does. */
  public static RestoredValue keepAbsent(SourceStatus standing, String cycle) {
    return new RestoredValue(standing.key(), RestoredValue.OBJECT, standing.node(), null, cycle);
  }

  /** An object that is not to be deleted again as long as it stands as it does. */
  public static RestoredValue keepPresent(SourceStatus standing, ObjectNode values, String cycle) {
    return new RestoredValue(standing.key(), RestoredValue.OBJECT, standing.node(), values, cycle);
  }

  /**
   * Where an object stands in Entra, as far as it decides whether the target has it.
   *
   * @param key the source object
   * @param text in one word
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

  /**
   * Whether an object still stands as it stood when it was undone.
   *
   * @param held the held object
   * @param candidate where it stands now
   * @return false if it is held no longer
   */
  public static boolean isUnchanged(RestoredValue held, Candidate candidate) {
    return SourceStatus.of(candidate.stored(), candidate.inScope()).node().equals(held.wish());
  }

  /**
   * Decides about an object that is held.
   *
   * @param held the held object
   * @param candidate where it stands
   * @param link its target object, or null
   * @return nothing once it is as it was restored; until then what is left to be done
   */
  public static Decision plan(RestoredValue held, Candidate candidate, @Nullable Link link) {
    boolean there = link != null && link.targetId() != null;
    boolean begun = link != null && link.intent() != null;
    if (held.restored() instanceof ObjectNode values && (!there || begun)) {
      return new Decision.Write(creation(candidate, values, held.cycleId()));
    }
    if (held.restored() == null && there) {
      return new Decision.Write(deletion(candidate, link, held.cycleId()));
    }
    return new Decision.Nothing(
        "Cycle "
            + held.cycleId()
            + " undid that it was "
            + (held.restored() == null ? "made" : "deleted")
            + "; this is held until it changes in Entra.",
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

  /** The same creation with these values. */
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
