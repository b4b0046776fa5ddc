package org.entrazscaler.review;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.plan.Action;
import org.entrazscaler.write.Member;
import org.entrazscaler.write.Step;
import org.jspecify.annotations.Nullable;

/**
 * A step of a plan, as it may be shown and kept.
 *
 * @param type of the source object
 * @param id its object id
 * @param name what people call it
 * @param action what is to be done
 * @param reason why, in words
 * @param adopted whether the target object becomes ours by it, because it matches
 * @param held whether a safeguard would hold it
 * @param target SCIM {@code id}; null for an object that is to be made
 * @param attributes what changes; on creation all that is sent
 * @param joining who joins a group
 * @param leaving who leaves a group
 * @param warnings what else it brings about at this product, in words
 */
record PlannedStep(
    ObjectType type,
    String id,
    String name,
    Action action,
    String reason,
    boolean adopted,
    boolean held,
    @Nullable String target,
    List<PlannedValue> attributes,
    List<Member> joining,
    List<Member> leaving,
    List<String> warnings) {

  /** Checks the components. */
  public PlannedStep {
    Objects.requireNonNull(type, "type is missing");
    Objects.requireNonNull(id, "id is missing");
    Objects.requireNonNull(name, "name is missing");
    Objects.requireNonNull(action, "action is missing");
    Objects.requireNonNull(reason, "reason is missing");
    attributes = copy(attributes, "attributes");
    joining = copy(joining, "joining");
    leaving = copy(leaving, "leaving");
    warnings = copy(warnings, "warnings");
    if ((action == Action.CREATE) != (target == null)) {
      throw new IllegalArgumentException(
          "target has to be null for what is created, and the id in Zscaler for all else");
    }
  }

  private static <T> List<T> copy(@Nullable List<T> list, String name) {
    Objects.requireNonNull(list, name + " is missing");
    list.forEach(element -> Objects.requireNonNull(element, name + " has a null in it"));
    return List.copyOf(list);
  }

  static PlannedStep of(Step step, Set<String> hidden, Fingerprints fingerprints) {
    return new PlannedStep(
        step.key().type(),
        step.key().id(),
        step.name(),
        step.action(),
        step.reason(),
        step.adopted(),
        step.held(),
        step.action() == Action.CREATE ? null : step.targetId(),
        step.values().stream().map(value -> PlannedValue.of(value, hidden, fingerprints)).toList(),
        step.joining(),
        step.leaving(),
        step.warnings());
  }

  /**
   * The source object.
   *
   * @return its key
   */
  public ObjectKey key() {
    return new ObjectKey(type, id);
  }

  /** Whether the object is only adopted, and stays as it is. */
  boolean unchanged() {
    return adopted
        && action == Action.UPDATE
        && attributes.isEmpty()
        && joining.isEmpty()
        && leaving.isEmpty();
  }
}
