package org.entrazscaler.write;

import java.util.List;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.plan.Action;
import org.entrazscaler.plan.ValueChange;
import org.jspecify.annotations.Nullable;

/**
 * What is done, or would be done, to one target object. Values are plain: what the mapping redacts
 * is hidden only where a step is shown or kept.
 *
 * @param key the source object
 * @param name what people call it
 * @param action what is done
 * @param reason why, in words
 * @param held whether a safeguard holds it
 * @param adopted whether the target object becomes ours by this step, because it matches
 * @param targetId SCIM {@code id}; fabricated for an object that is only planned
 * @param values attributes that change; on creation all that are sent
 * @param joining who joins a group
 * @param leaving who leaves a group
 * @param warnings what else it brings about, in words
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

  /**
   * Whether something is sent to the target, and not only remembered.
   *
   * @return false for an object that is adopted as it is
   */
  public boolean hasWrites() {
    return action != Action.UPDATE || !values.isEmpty() || !joining.isEmpty() || !leaving.isEmpty();
  }
}
