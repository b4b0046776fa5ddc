package org.entrazscaler.write;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.entrazscaler.link.MemberDifferences;
import org.entrazscaler.review.PlanApplication;
import org.jspecify.annotations.Nullable;

/**
 * Which members of a group are to join and to leave: all that differ or, while a saved plan is
 * carried out, those of them that the plan has. Safe for use by several threads, one for each
 * group.
 */
public final class DueMembers {

  private static final int ALL = Integer.MAX_VALUE;

  private final MemberDifferences differences;
  private final PlanApplication planApplication;
  private final Map<String, Planned> loaded = new ConcurrentHashMap<>();

  public DueMembers(MemberDifferences differences, PlanApplication planApplication) {
    this.differences = differences;
    this.planApplication = planApplication;
  }

  /** What the plan has of one group and is not carried out yet, in the order of the chunks. */
  private record Planned(Set<String> joining, Set<String> leaving) {}

  /**
   * Looks once, before a group is written or when more is known of it, at what the plan has of its
   * members: its chunks are then taken from that. Without a plan the state gives each chunk.
   */
  public void load(String group) {
    if (planApplication.isActive()) {
      loaded.put(group, readPlan(group));
    }
  }

  /** All of ours are to leave: what the plan has is a deletion that was refused. */
  void loadLeaving(String group) {
    if (planApplication.isActive()) {
      loaded.put(
          group,
          new Planned(new LinkedHashSet<>(), new LinkedHashSet<>(differences.leaving(group, ALL))));
    }
  }

  /** Takes notice of a chunk that was carried out. */
  void recordCarriedOut(String group, Collection<String> joined, Collection<String> left) {
    Planned planned = loaded.get(group);
    if (planned != null) {
      planned.joining.removeAll(joined);
      planned.leaving.removeAll(left);
    }
  }

  /** The group has been written. */
  void forget(String group) {
    loaded.remove(group);
  }

  /** SCIM ids of at most so many who are to join. */
  public List<String> joining(String group, int limit) {
    return planApplication.isActive()
        ? first(plannedMembers(group).joining, limit)
        : differences.joining(group, limit);
  }

  /** SCIM ids of at most so many who are to leave. */
  public List<String> leaving(String group, int limit) {
    return planApplication.isActive()
        ? first(plannedMembers(group).leaving, limit)
        : differences.leaving(group, limit);
  }

  /** Whether anybody is to join or to leave. */
  public boolean hasAny(String group) {
    return !leaving(group, 1).isEmpty() || !joining(group, 1).isEmpty();
  }

  /** Whether anybody differs, in the plan or not. */
  boolean hasDifferences(String group) {
    return !differences.leaving(group, 1).isEmpty() || !differences.joining(group, 1).isEmpty();
  }

  private Planned plannedMembers(String group) {
    @Nullable Planned planned = loaded.get(group);
    return planned == null ? readPlan(group) : planned;
  }

  private Planned readPlan(String group) {
    return new Planned(
        within(differences.joining(group, ALL), planApplication.joining(group)),
        within(differences.leaving(group, ALL), planApplication.leaving(group)));
  }

  private static Set<String> within(List<String> all, Set<String> allowed) {
    Set<String> within = new LinkedHashSet<>(all);
    within.retainAll(allowed);
    return within;
  }

  private static List<String> first(Set<String> ids, int limit) {
    return ids.stream().limit(limit).toList();
  }
}
