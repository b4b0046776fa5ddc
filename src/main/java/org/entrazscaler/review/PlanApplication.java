package org.entrazscaler.review;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.cycle.CycleContext;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.cycle.UrgentPassGate;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.Origin;
import org.entrazscaler.link.StoredChange;
import org.entrazscaler.outcome.PlanLimit;
import org.entrazscaler.outcome.Write;
import org.entrazscaler.outcome.WriteObserver;
import org.entrazscaler.plan.Action;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.Planners;
import org.entrazscaler.scim.ScimAnswers;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.store.State;
import org.entrazscaler.write.MemberNames;
import org.jspecify.annotations.Nullable;

/** The steps of {@code apply.camel.yaml}: they limit a cycle to a saved plan. */
public final class PlanApplication implements WriteObserver, PlanLimit {

  private static final int ALL = Integer.MAX_VALUE;

  private final State state;
  private final CycleControl cycles;
  private final UrgentPassGate urgentPass;
  private final Planners planners;
  private final ScimAnswers answers;
  private final Map<ObjectKey, Change> reduced = new ConcurrentHashMap<>();
  private volatile @Nullable AppliedPlan appliedPlan;

  public PlanApplication(CycleContext context, Planners planners, Product product) {
    this.state = context.state();
    this.cycles = context.cycles();
    this.urgentPass = context.gate();
    this.planners = planners;
    this.answers = new ScimAnswers(product);
  }

  /** Removes the plan of an earlier cycle. */
  public void reset() {
    appliedPlan = null;
    reduced.clear();
  }

  @Override
  public boolean isActive() {
    return appliedPlan != null && !cycles.isSeparateWork();
  }

  /**
   * Sets the plan that limits the cycle from here on.
   *
   * @param plan the plan
   */
  public void usePlan(@Body AppliedPlan plan) {
    plan.useAccounts(id -> state.links().find(ObjectKey.user(id)).map(Link::targetId).orElse(null));
    appliedPlan = plan;
  }

  private AppliedPlan plan() {
    return Objects.requireNonNull(appliedPlan, "No plan is carried out.");
  }

  /** Holds every planned change that the plan does not contain, for a later cycle. */
  public void keepToPlan() {
    holdOthers(this::reduceToRemovals);
  }

  private void holdOthers(Predicate<Change> reducible) {
    for (ObjectType type : ObjectType.values()) {
      Iterator<StoredChange> planned = state.plan().inOrder(type);
      while (planned.hasNext()) {
        Change change = Change.of(planned.next());
        if (!isUrgent(change)
            && !plan().allows(change, isAdoption(change))
            && !reducible.test(change)) {
          state.plan().hold(change.key());
        }
      }
    }
  }

  @Override
  public boolean allows(StoredChange planned) {
    if (!isActive()) {
      return true;
    }
    Change change = Change.of(planned);
    return isUrgent(change) || plan().allows(change, isAdoption(change));
  }

  /**
   * Reduces a change to the removals that the plan contains: a removal does not wait because
   * another value is different by now. The rest is left out.
   */
  private boolean reduceToRemovals(Change change) {
    Change alone = change.removalPart();
    boolean members =
        change.group() && !state.memberDifferences().leaving(change.key().id(), 1).isEmpty();
    if (alone.values().size() == change.values().size()
        || (alone.values().isEmpty() && !members)
        || !plan().allows(alone, isAdoption(alone))) {
      return false;
    }
    state.plan().put(alone.stored());
    reduced.put(change.key(), change);
    return true;
  }

  /** A user who loses access while the plan is carried out does not wait for its end. */
  private boolean isUrgent(Change change) {
    return change.action().urgency() == 0
        && change.action() != Action.EMPTY
        && urgentPass.isFromUrgentPass(change.changed());
  }

  private boolean isAdoption(Change change) {
    return change.origin() == Origin.ADOPTED
        && state.links().find(change.key()).map(Link::targetId).isEmpty();
  }

  @Override
  public void leaveOutMembers(Change change, boolean held, Predicate<String> refused) {
    String group = change.key().id();
    List<String> others = new ArrayList<>();
    state.memberDifferences().joining(group, ALL).stream()
        .filter(refused.negate())
        .forEach(id -> others.add("+" + MemberNames.resolve(state, id).name()));
    if (!held) {
      state.memberDifferences().leaving(group, ALL).stream()
          .filter(refused.negate())
          .forEach(id -> others.add("-" + MemberNames.resolve(state, id).name()));
    }
    plan().leaveOutMembers(change, others);
  }

  @Override
  public Set<String> joining(String group) {
    return plan().joining(ObjectKey.group(group));
  }

  @Override
  public Set<String> leaving(String group) {
    return plan().leaving(ObjectKey.group(group));
  }

  // --- assumptions --------------------------------------------------------------------------

  /**
   * Whether the target object must be read again before a change is sent, because it may differ
   * from what the plan was made for. A creation was looked up in this cycle; members are not
   * checked.
   *
   * @param write the current change
   * @return false also in every cycle without a saved plan
   */
  public boolean needsConfirmation(@Variable(ExchangeVariables.WRITE) Write write) {
    if (!isActive()) {
      return false;
    }
    Change change = write.knownChange();
    return change.targetId() != null
        && (!change.values().isEmpty() || change.action() == Action.DELETE);
  }

  /**
   * Throws an exception if the target object differs from what the plan was made for.
   *
   * @param answer the target object; null if the answer is empty
   * @param write the current change
   */
  public void checkAssumption(
      @Body @Nullable ObjectNode answer, @Variable(ExchangeVariables.WRITE) Write write) {
    Change change = write.knownChange();
    ObjectNode resource =
        change.group()
            ? answers.answeredGroup(answer).attributes()
            : answers.answeredUser(answer).attributes();
    List<String> outdated = planners.of(change.key().type()).outdatedAttributes(change, resource);
    Change alone = change.removalPart();
    boolean canReduce =
        !alone.values().isEmpty()
            && alone.values().size() < change.values().size()
            && planners.of(change.key().type()).outdatedAttributes(alone, resource).isEmpty();
    if (!outdated.isEmpty() && canReduce) {
      reduced.put(change.key(), change);
      write.setChange(alone);
    } else if (!outdated.isEmpty()) {
      throw new AssumptionException(
          "is no longer in Zscaler as the plan found it: " + String.join(", ", outdated));
    }
  }

  /**
   * Leaves the current change for a later cycle, because Zscaler has changed since the plan was
   * made.
   *
   * @param write the current change
   * @param reason what was found
   */
  public void leaveOut(
      @Variable(ExchangeVariables.WRITE) Write write,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception reason) {
    Change change = write.knownChange();
    state.links().withdrawIntent(change.key());
    write.intentWithdrawn();
    state.plan().hold(change.key());
    plan()
        .leaveOut(
            change,
            reason instanceof AssumptionException
                ? String.valueOf(reason.getMessage())
                : "is in Zscaler already, but was not when it was planned");
    write.dropChange();
  }

  // --- completed changes --------------------------------------------------------------------

  @Override
  public void written(Change change, String targetId, boolean adopted) {
    if (isActive()) {
      plan().markDone(change);
    }
  }

  @Override
  public void deleted(Change change) {
    if (isActive()) {
      plan().markDone(change);
    }
  }

  @Override
  public void members(Change change, List<String> joined, List<String> left) {
    // Removing the members of a group that could not be deleted does not complete the deletion.
    if (isActive() && change.action() != Action.DELETE) {
      plan().markMembersDone(change);
    }
  }

  @Override
  public void cycleEnding(boolean usersRead, boolean groupsRead) {
    if (!isActive()) {
      return;
    }
    Set<ObjectKey> held = new HashSet<>();
    reduced.forEach(
        (key, change) -> {
          state.source().markPending(key);
          plan()
              .leaveOut(
                  change, "has values that are not as planned; only the removals were carried out");
        });
    // Reports what was planned after the last write.
    holdOthers(change -> false);
    for (ObjectType type : ObjectType.values()) {
      state.plan().held(type).forEachRemaining(change -> held.add(change.key()));
    }
    plan().finish(held, this::isDone, cycles.current().name());
  }

  /** Whether the target is as a step requires, according to the state. */
  private boolean isDone(PlannedStep step) {
    Link link = state.links().find(step.key()).filter(l -> l.targetId() != null).orElse(null);
    if (step.action() == Action.DELETE) {
      return link == null;
    }
    if (link == null || !plan().isFulfilled(step, link.written())) {
      return false;
    }
    Set<String> members = Set.copyOf(state.writtenMembers().toRemove(step.id(), ALL));
    return step.joining().stream().map(plan()::account).allMatch(members::contains)
        && step.leaving().stream().map(plan()::account).noneMatch(members::contains);
  }
}
