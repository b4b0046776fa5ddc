package org.entrazscaler.write;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.entrazscaler.link.MemberDifferences;
import org.entrazscaler.outcome.PlanLimit;
import org.jspecify.annotations.Nullable;

/**
 * The members that must be added to a group or removed from it: all differences or, while a saved
 * plan is applied, those that the plan contains. Thread-safe if only one thread works on a group.
 */
public final class DueMembers {

  private static final int ALL = Integer.MAX_VALUE;

  private final MemberDifferences differences;
  private final PlanLimit planLimit;
  private final Map<String, Planned> loaded = new ConcurrentHashMap<>();

  public DueMembers(MemberDifferences differences, PlanLimit planLimit) {
    this.differences = differences;
    this.planLimit = planLimit;
  }

  /**
   * The changes of one group in the saved plan that are not carried out yet, in the order of the
   * chunks.
   */
  private record Planned(Set<String> joining, Set<String> leaving) {}

  /**
   * Reads the members of a group from the saved plan, before the group is written or when more is
   * known about it; its chunks then come from this copy. Without a saved plan, each chunk comes
   * from the state.
   */
  public void load(String group) {
    if (planLimit.isActive()) {
      loaded.put(group, readPlan(group));
    }
  }

  /** Plans the removal of all managed members after the planned deletion was refused. */
  void loadLeaving(String group) {
    if (planLimit.isActive()) {
      loaded.put(
          group,
          new Planned(new LinkedHashSet<>(), new LinkedHashSet<>(differences.leaving(group, ALL))));
    }
  }

  /** Records a chunk that was carried out. */
  void recordCarriedOut(String group, Collection<String> joined, Collection<String> left) {
    Planned planned = loaded.get(group);
    if (planned != null) {
      planned.joining.removeAll(joined);
      planned.leaving.removeAll(left);
    }
  }

  /** Forgets a group that has been written. */
  void forget(String group) {
    loaded.remove(group);
  }

  /** SCIM ids of members to add, at most {@code limit}. */
  public List<String> joining(String group, int limit) {
    return planLimit.isActive()
        ? first(plannedMembers(group).joining, limit)
        : differences.joining(group, limit);
  }

  /** SCIM ids of members to remove, at most {@code limit}. */
  public List<String> leaving(String group, int limit) {
    return planLimit.isActive()
        ? first(plannedMembers(group).leaving, limit)
        : differences.leaving(group, limit);
  }

  /** Whether there are members to add or to remove. */
  public boolean hasAny(String group) {
    return !leaving(group, 1).isEmpty() || !joining(group, 1).isEmpty();
  }

  private Planned plannedMembers(String group) {
    @Nullable Planned planned = loaded.get(group);
    return planned == null ? readPlan(group) : planned;
  }

  private Planned readPlan(String group) {
    return new Planned(
        intersection(differences.joining(group, ALL), planLimit.joining(group)),
        intersection(differences.leaving(group, ALL), planLimit.leaving(group)));
  }

  private static Set<String> intersection(List<String> all, Set<String> allowed) {
    Set<String> intersection = new LinkedHashSet<>(all);
    intersection.retainAll(allowed);
    return intersection;
  }

  private static List<String> first(Set<String> ids, int limit) {
    return ids.stream().limit(limit).toList();
  }
}
