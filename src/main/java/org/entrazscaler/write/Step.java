package org.entrazscaler.write;

import java.util.List;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.plan.Action;
import org.entrazscaler.plan.ValueChange;
import org.jspecify.annotations.Nullable;

/**
 * One change that was made, or would be made, to a target object. Values are not redacted here, but
 * only where a step is shown or stored.
 *
 * @param key the source object
 * @param name display name
 * @param action the action
 * @param reason in words
 * @param held whether a safeguard holds it
 * @param adopted whether this step adopts a matching target object
 * @param targetId SCIM {@code id}; a placeholder for an object that is only planned
 * @param values attributes that change; on creation all that are sent
 * @param joining members that are added to a group
 * @param leaving members that are removed from a group
 * @param warnings side effects, in words
 */
public record Step(
    ObjectKey key,
    String name,
    Action action,
    String reason,
    boolean held,
    boolean adopted,
    @Nullable String targetId,
    List<ValueChange> values,
    List<Member> joining,
    List<Member> leaving,
    List<String> warnings) {

  /** Copies the lists. */
  public Step {
    values = List.copyOf(values);
    joining = List.copyOf(joining);
    leaving = List.copyOf(leaving);
    warnings = List.copyOf(warnings);
  }
}
