package org.entrazscaler.review;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.write.Step;
import org.entrazscaler.write.Untouched;
import org.jspecify.annotations.Nullable;

/**
 * A plan as it is shown, saved and applied. Values that the mapping redacts cannot be read from it.
 * Immutable.
 *
 * @param premise the settings that it was made for
 * @param made when it was made, in ISO 8601
 * @param cycle kind of the next cycle, {@code initial} or {@code incremental}
 * @param underWay the cycle that was running when the plan was made, in words; null if none was
 * @param salt salt of the fingerprints
 * @param steps what the next cycle would do, in its order
 * @param refused what could not be written
 * @param held what a safeguard would hold and why, in words; null if nothing
 * @param untouched foreign objects in the target
 */
record SavedPlan(
    Premise premise,
    String made,
    String cycle,
    @Nullable String underWay,
    String salt,
    List<PlannedStep> steps,
    List<Refusal> refused,
    @Nullable List<String> held,
    Untouched untouched) {

  /** Checks the components. */
  public SavedPlan {
    Objects.requireNonNull(premise, "premise is missing");
    Objects.requireNonNull(made, "made is missing");
    Objects.requireNonNull(cycle, "cycle is missing");
    Objects.requireNonNull(salt, "salt is missing");
    Objects.requireNonNull(steps, "steps is missing");
    Objects.requireNonNull(refused, "refused is missing");
    Objects.requireNonNull(untouched, "untouched is missing");
    try {
      Instant.parse(made);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("made is not an ISO 8601 instant", e);
    }
    Fingerprints.withSalt(salt);
    steps = List.copyOf(steps);
    refused = List.copyOf(refused);
    held = held == null ? null : List.copyOf(held);
  }

  /**
   * Creates a plan from recorded steps.
   *
   * @param premise the settings that it is made for
   * @param made when it is made
   * @param cycle kind of the next cycle
   * @param underWay the running cycle, in words; null if none is running
   * @param steps what the next cycle would do
   * @param hidden SCIM paths of the redacted values of users and of groups
   * @param refused what could not be written
   * @param held what a safeguard would hold and why; null if nothing
   * @param untouched foreign objects in the target
   */
  public static SavedPlan of(
      Premise premise,
      Instant made,
      String cycle,
      @Nullable String underWay,
      List<Step> steps,
      HiddenPaths hidden,
      List<Refusal> refused,
      @Nullable List<String> held,
      Untouched untouched) {
    Fingerprints fingerprints = Fingerprints.create();
    return new SavedPlan(
        premise,
        made.toString(),
        cycle,
        underWay,
        fingerprints.salt(),
        steps.stream()
            .map(step -> PlannedStep.of(step, hidden.of(step.key().type()), fingerprints))
            .toList(),
        refused,
        held,
        untouched);
  }

  Fingerprints fingerprints() {
    return Fingerprints.withSalt(salt);
  }

  /** The SCIM paths of redacted values, by object type. */
  public interface HiddenPaths {

    /**
     * The paths of redacted values of one type.
     *
     * @param type users or groups
     */
    Set<String> of(ObjectType type);
  }
}
