package org.entrazscaler.review;

import java.util.List;
import java.util.function.Predicate;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.plan.Action;

/**
 * A plan in numbers. Held steps are counted separately.
 *
 * @param users numbers of users
 * @param groups numbers of groups
 * @param joining memberships to add
 * @param leaving memberships to remove
 * @param refused objects that cannot be written
 * @param held steps that a safeguard would hold
 */
record Summary(Numbers users, Numbers groups, int joining, int leaving, int refused, int held) {

  /**
   * The steps for one object type.
   *
   * @param create creations
   * @param adoptUnchanged adoptions without a change
   * @param adoptChanged adoptions with a change
   * @param update updates
   * @param disable accounts to disable
   * @param empty groups to empty
   * @param delete deletions
   */
  record Numbers(
      int create,
      int adoptUnchanged,
      int adoptChanged,
      int update,
      int disable,
      int empty,
      int delete) {}

  static Summary of(SavedPlan plan) {
    List<PlannedStep> steps = plan.steps().stream().filter(step -> !step.held()).toList();
    return new Summary(
        numbers(steps, ObjectType.USER),
        numbers(steps, ObjectType.GROUP),
        steps.stream().mapToInt(step -> step.joining().size()).sum(),
        steps.stream().mapToInt(step -> step.leaving().size()).sum(),
        plan.refused().size(),
        plan.steps().size() - steps.size());
  }

  private static Numbers numbers(List<PlannedStep> all, ObjectType type) {
    List<PlannedStep> steps = all.stream().filter(step -> step.type() == type).toList();
    return new Numbers(
        count(steps, step -> step.action() == Action.CREATE),
        count(steps, PlannedStep::unchanged),
        count(steps, step -> updates(step) && step.adopted() && !step.unchanged()),
        count(steps, step -> updates(step) && !step.adopted()),
        count(steps, step -> step.action() == Action.DISABLE),
        count(steps, step -> step.action() == Action.EMPTY),
        count(steps, step -> step.action() == Action.DELETE));
  }

  private static boolean updates(PlannedStep step) {
    return step.action() == Action.UPDATE;
  }

  private static int count(List<PlannedStep> steps, Predicate<PlannedStep> which) {
    return (int) steps.stream().filter(which).count();
  }
}
