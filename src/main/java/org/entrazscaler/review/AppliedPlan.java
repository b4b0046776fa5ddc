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
 * A saved plan while it is carried out: which of its steps a planned change equals, what was done,
 * and what is left out and why. Safe for use by several threads.
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
   * Something that was left out.
   *
   * @param type of the source object
   * @param name what people call it
   * @param what what was to be done, or would be now
   * @param reason why it was not done
   */
  public record LeftOut(ObjectType type, String name, String what, String reason) {}

  private final StepComparison comparison;
  private final Map<ObjectKey, List<Entry>> entries = new LinkedHashMap<>();
  private final Map<ObjectKey, LeftOut> leftOut = new LinkedHashMap<>();
  private final Map<ObjectKey, LeftOut> membersLeftOut = new LinkedHashMap<>();
  private final List<PlannedStep> alreadyDone = new ArrayList<>();
  private UnaryOperator<@Nullable String> accounts = id -> null;

  /**
   * A plan of which nothing is carried out yet.
   *
   * @param plan the plan
   */
  public AppliedPlan(SavedPlan plan) {
    this.comparison = new StepComparison(plan.fingerprints());
    for (PlannedStep step : plan.steps()) {
      entries.computeIfAbsent(step.key(), key -> new ArrayList<>()).add(new Entry(step));
    }
  }

  /**
   * Tells which accounts users have got.
   *
   * @param known gives the SCIM {@code id} of the account of an Entra user, or null
   */
  public synchronized void useAccounts(UnaryOperator<@Nullable String> known) {
    this.accounts = known;
  }

  /**
   * Whether a planned change may be carried out: it equals a step of the plan. If not, it is noted
   * as left out.
   *
   * @param change what is to be done now
   * @param adopted whether the target object becomes ours by it
   * @return false if it has to wait for the next cycle
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
    if (membersAlone(change, adopted) && planned.stream().anyMatch(AppliedPlan::hasMembers)) {
      return true;
    }
    leaveOut(change, reason == null ? "is new: what the plan has is carried out already" : reason);
    return false;
  }

  private static boolean membersAlone(Change change, boolean adopted) {
    return change.group()
        && change.action() == Action.UPDATE
        && change.values().isEmpty()
        && !adopted;
  }

  private static boolean hasMembers(Entry entry) {
    return !entry.step.joining().isEmpty() || !entry.step.leaving().isEmpty();
  }

  /**
   * Notes that a change is not carried out.
   *
   * @param change what was to be done
   * @param reason why not, as the end of a sentence that begins with its name
   */
  public synchronized void leaveOut(Change change, String reason) {
    leftOut.put(
        change.key(),
        new LeftOut(change.key().type(), change.name(), change.action().word(), reason));
  }

  /**
   * Accounts that the plan lets join a group.
   *
   * @param group the group
   * @return SCIM ids
   */
  public synchronized Set<String> joining(ObjectKey group) {
    return accounts(group, PlannedStep::joining);
  }

  /**
   * Accounts that the plan lets leave a group.
   *
   * @param group the group
   * @return SCIM ids
   */
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
   * The account of a member, which may have been made since the plan.
   *
   * @param member of a step
   * @return SCIM {@code id}
   */
  public synchronized String account(Member member) {
    String account = member.id() == null ? null : accounts.apply(member.id());
    return account == null ? member.targetId() : account;
  }

  /**
   * Whether a target object holds what a step wants.
   *
   * @param step of the plan
   * @param holds SCIM path to value
   * @return true if nothing of its attributes is left to be done
   */
  public synchronized boolean isFulfilled(PlannedStep step, ObjectNode holds) {
    return comparison.isFulfilled(step, holds, accounts);
  }

  /**
   * Notes which members of a group are left out, because the plan does not have them.
   *
   * @param change the group's change
   * @param names what they are called, each with a sign for joining or leaving
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

  /**
   * Notes that a change was carried out.
   *
   * @param change what was done
   */
  public synchronized void markDone(Change change) {
    for (Entry entry : entries.getOrDefault(change.key(), List.of())) {
      if (entry.admitted && !entry.done && entry.step.action() == change.action()) {
        entry.done = true;
        return;
      }
    }
  }

  /**
   * Notes that members of a group have joined or left, which is all that some steps are about.
   *
   * @param change the group's change
   */
  public synchronized void markMembersDone(Change change) {
    for (Entry entry : entries.getOrDefault(change.key(), List.of())) {
      if (entry.admitted && entry.step.attributes().isEmpty() && !entry.step.adopted()) {
        entry.done = true;
      }
    }
  }

  /**
   * Closes the books: what was not reached is left out too, or was so already.
   *
   * @param held source objects that a safeguard holds
   * @param so whether things already are as a step wants them
   * @param cycle the cycle's name
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
                : "is no longer needed, or no longer possible, as things are now";
    PlannedStep step = entry.step;
    return new LeftOut(step.type(), step.name(), step.action().word(), reason);
  }

  /**
   * What was left out.
   *
   * @return in the order in which it was noted
   */
  public synchronized List<LeftOut> leftOut() {
    List<LeftOut> all = new ArrayList<>(leftOut.values());
    all.addAll(membersLeftOut.values());
    return all;
  }

  /**
   * Steps that had nothing to do, because things were so already.
   *
   * @return in the order of the plan
   */
  public synchronized List<PlannedStep> alreadyDone() {
    return List.copyOf(alreadyDone);
  }

  /**
   * How many steps were carried out.
   *
   * @return at least 0
   */
  public synchronized int doneCount() {
    return (int)
        entries.values().stream().flatMap(List::stream).filter(entry -> entry.done).count();
  }

  /**
   * How many steps the plan has.
   *
   * @return at least 0
   */
  public synchronized int stepCount() {
    return entries.values().stream().mapToInt(List::size).sum();
  }
}
