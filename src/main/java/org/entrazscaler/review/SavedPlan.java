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
 * A plan as it is shown, kept and given back. Nothing in it that the mapping redacts can be read.
 * Immutable.
 *
 * @param premise what it is for
 * @param made when it was made, in ISO 8601
 * @param cycle what the next cycle will be, {@code initial} or {@code incremental}
 * @param underWay which cycle was under way when it was made, in words; null if none was
 * @param salt of the fingerprints
 * @param steps what it would do, in its order
 * @param refused what it could not write
 * @param held what a safeguard would hold and why, in words; null if nothing
 * @param untouched what the target holds besides
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
      throw new IllegalArgumentException("made is no instant of ISO 8601", e);
    }
    Fingerprints.of(salt);
    steps = List.copyOf(steps);
    refused = List.copyOf(refused);
    held = held == null ? null : List.copyOf(held);
  }

  /**
   * Makes a plan of steps.
   *
   * @param premise what it is for
   * @param made when it was made
   * @param cycle what the next cycle will be
   * @param underWay which cycle is under way meanwhile, in words; null if none is
   * @param steps what it would do
   * @param hidden SCIM paths of which the values may not be shown, of users and of groups
   * @param refused what it could not write
   * @param held what a safeguard would hold and why; null if nothing
   * @param untouched what the target holds besides
   * @return the plan
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
    Fingerprints fingerprints = Fingerprints.fresh();
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
    return Fingerprints.of(salt);
  }

  /** Paths of which the values may not be shown, by the type of the object. */
  public interface HiddenPaths {

    /**
     * The paths of one type.
     *
     * @param type users or groups
     * @return SCIM paths
     */
    Set<String> of(ObjectType type);
  }
}
