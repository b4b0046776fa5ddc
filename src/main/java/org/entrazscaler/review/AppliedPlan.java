package org.entrazscaler.review;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.plan.Action;
import org.entrazscaler.plan.Change;
import org.entrazscaler.write.Member;
import org.jspecify.annotations.Nullable;

/**
 * A saved plan while it is carried out: which step a planned change equals, what was done, and what
 * was left out and why. Thread-safe.
 */
final class AppliedPlan {

  private static final class Entry {
    private final PlannedStep step;
    private boolean admitted;
    private boolean done;

    private Entry(PlannedStep step) {
      this.step = step;
    }
  }

  /**
   * A change that was left out.
   *
   * @param type type of the source object
   * @param name name of the object for people
   * @param what action of the change
   * @param reason why it was not carried out
   */
  public record LeftOut(ObjectType type, String name, String what, String reason) {}

  private final StepComparison comparison;
  private final Map<ObjectKey, List<Entry>> entries = new LinkedHashMap<>();
  private final Map<ObjectKey, LeftOut> leftOut = new LinkedHashMap<>();
  private final Map<ObjectKey, LeftOut> membersLeftOut = new LinkedHashMap<>();
  private final List<PlannedStep> alreadyDone = new ArrayList<>();
  private UnaryOperator<@Nullable String> accounts = id -> null;

  public AppliedPlan(SavedPlan plan) {
    this.comparison = new StepComparison(plan.fingerprints());
    for (PlannedStep step : plan.steps()) {
      entries.computeIfAbsent(step.key(), key -> new ArrayList<>()).add(new Entry(step));
    }
  }

  /**
   * Sets how the accounts of users are found.
   *
   * @param lookup returns the SCIM {@code id} of the account of an Entra user, or null
   */
  public synchronized void useAccounts(UnaryOperator<@Nullable String> lookup) {
    this.accounts = lookup;
  }

  /**
   * Whether a planned change may be carried out because it equals a step of the plan. If not, it is
   * recorded as left out.
   *
   * @param change the change as it is planned now
   * @param adopted whether the change adopts the target object
   * @return false if the change waits for the next cycle
   */
  public synchronized boolean allows(Change change, boolean adopted) {
    List<Entry> planned = entries.getOrDefault(change.key(), List.of());
    String reason = planned.isEmpty() ? "is not in the plan" : null;
    for (Entry entry : planned) {
      if (!entry.done) {
        String difference = comparison.difference(entry.step, change, adopted, accounts);
        if (difference == null) {
          entry.admitted = true;
          leftOut.remove(change.key());
          return true;
        }
        reason = reason == null ? difference : reason;
      }
    }
    if (changesMembersOnly(change, adopted) && planned.stream().anyMatch(AppliedPlan::hasMembers)) {
      return true;
    }
    leaveOut(
        change,
        reason == null ? "is new: the steps of the plan for it are already carried out" : reason);
    return false;
  }

  private static boolean changesMembersOnly(Change change, boolean adopted) {
    return change.group()
        && change.action() == Action.UPDATE
        && change.values().isEmpty()
        && !adopted;
  }

  private static boolean hasMembers(Entry entry) {
    return !entry.step.joining().isEmpty() || !entry.step.leaving().isEmpty();
  }

  /**
   * Records that a change is left out.
   *
   * @param reason why, as the end of a sentence that begins with the object's name
   */
  public synchronized void leaveOut(Change change, String reason) {
    leftOut.put(
        change.key(),
        new LeftOut(change.key().type(), change.name(), change.action().word(), reason));
  }

  /** The accounts that may join a group by the plan, as SCIM ids. */
  public synchronized Set<String> joining(ObjectKey group) {
    return accounts(group, PlannedStep::joining);
  }

  /** The accounts that may leave a group by the plan, as SCIM ids. */
  public synchronized Set<String> leaving(ObjectKey group) {
    return accounts(group, PlannedStep::leaving);
  }

  private Set<String> accounts(ObjectKey group, Function<PlannedStep, List<Member>> members) {
    Set<String> ids = new HashSet<>();
    for (Entry entry : entries.getOrDefault(group, List.of())) {
      for (Member member : members.apply(entry.step)) {
        ids.add(member.targetId());
        String account = member.id() == null ? null : accounts.apply(member.id());
        if (account != null) {
          ids.add(account);
        }
      }
    }
    return ids;
  }

  /**
   * The SCIM {@code id} of the account of a member. It may have been created since the plan was
   * made.
   *
   * @param member member of a step
   */
  public synchronized String account(Member member) {
    String account = member.id() == null ? null : accounts.apply(member.id());
    return account == null ? member.targetId() : account;
  }

  /**
   * Whether a target object already has the values of a step.
   *
   * @param step step of the plan
   * @param values current values by SCIM path
   */
  public synchronized boolean isFulfilled(PlannedStep step, ObjectNode values) {
    return comparison.isFulfilled(step, values, accounts);
  }

  /**
   * Records which members of a group are left out because the plan does not contain them.
   *
   * @param change the change of the group
   * @param names names of the members, each with {@code +} for joining or {@code -} for leaving
   */
  public synchronized void leaveOutMembers(Change change, Collection<String> names) {
    if (!names.isEmpty()) {
      membersLeftOut.put(
          change.key(),
          new LeftOut(
              change.key().type(),
              change.name(),
              "members",
              "also has members to change that are not in the plan: " + String.join(", ", names)));
    }
  }

  /** Records that a change was carried out. */
  public synchronized void markDone(Change change) {
    for (Entry entry : entries.getOrDefault(change.key(), List.of())) {
      if (entry.admitted && !entry.done && entry.step.action() == change.action()) {
        entry.done = true;
        return;
      }
    }
  }

  /**
   * Records that members of a group joined or left; this completes steps that have nothing else.
   *
   * @param change the change of the group
   */
  public synchronized void markMembersDone(Change change) {
    for (Entry entry : entries.getOrDefault(change.key(), List.of())) {
      if (entry.admitted && entry.step.attributes().isEmpty() && !entry.step.adopted()) {
        entry.done = true;
      }
    }
  }

  /**
   * Records every step that was not carried out: as left out, or as already done.
   *
   * @param held source objects that a safeguard holds
   * @param isDone whether the target already is as a step requires
   * @param cycle name of the cycle
   */
  public synchronized void finish(
      Set<ObjectKey> held, Predicate<PlannedStep> isDone, String cycle) {
    for (Map.Entry<ObjectKey, List<Entry>> object : entries.entrySet()) {
      for (Entry entry : object.getValue()) {
        if (entry.done || leftOut.containsKey(object.getKey())) {
          continue;
        }
        if (!entry.admitted && !held.contains(object.getKey()) && isDone.test(entry.step)) {
          alreadyDone.add(entry.step);
        } else {
          leftOut.put(object.getKey(), unreached(entry, held.contains(object.getKey()), cycle));
        }
      }
    }
    leftOut.forEach((key, left) -> membersLeftOut.remove(key));
  }

  private static LeftOut unreached(Entry entry, boolean held, String cycle) {
    String reason =
        held
            ? "is held by a safeguard"
            : entry.admitted
                ? "could not be carried out; see logs --cycle " + cycle
                : "is no longer needed or no longer possible";
    PlannedStep step = entry.step;
    return new LeftOut(step.type(), step.name(), step.action().word(), reason);
  }

  /** What was left out, in the order in which it was recorded. */
  public synchronized List<LeftOut> leftOut() {
    List<LeftOut> all = new ArrayList<>(leftOut.values());
    all.addAll(membersLeftOut.values());
    return all;
  }

  /** Steps that were already done, in the order of the plan. */
  public synchronized List<PlannedStep> alreadyDone() {
    return List.copyOf(alreadyDone);
  }

  public synchronized int doneCount() {
    return (int)
        entries.values().stream().flatMap(List::stream).filter(entry -> entry.done).count();
  }

  public synchronized int stepCount() {
    return entries.values().stream().mapToInt(List::size).sum();
  }
}
