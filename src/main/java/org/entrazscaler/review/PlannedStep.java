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
 * A step of a plan, as it is shown and saved.
 *
 * @param type type of the source object
 * @param id its object id
 * @param name its name for people
 * @param action the action
 * @param reason why, in words
 * @param adopted whether the step adopts the target object, because it matches
 * @param held whether a safeguard would hold the step
 * @param target SCIM {@code id}; null for an object to create
 * @param attributes the attributes that change; on creation all that are sent
 * @param joining members that join a group
 * @param leaving members that leave a group
 * @param warnings what else the change causes in this product, in words
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
          "target must be null for a creation, and the id in Zscaler for every other action");
    }
  }

  private static <T> List<T> copy(@Nullable List<T> list, String name) {
    Objects.requireNonNull(list, name + " is missing");
    list.forEach(element -> Objects.requireNonNull(element, name + " contains null"));
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

  public ObjectKey key() {
    return new ObjectKey(type, id);
  }

  /** Whether the object is adopted without any change. */
  boolean unchanged() {
    return adopted
        && action == Action.UPDATE
        && attributes.isEmpty()
        && joining.isEmpty()
        && leaving.isEmpty();
  }
}
