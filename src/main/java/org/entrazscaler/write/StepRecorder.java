package org.entrazscaler.write;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.UniqueName;
import org.entrazscaler.outcome.WriteObserver;
import org.entrazscaler.plan.Action;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.ValueChange;
import org.entrazscaler.plan.Warning;
import org.entrazscaler.store.State;
import org.entrazscaler.target.OddEntries;
import org.jspecify.annotations.Nullable;

/**
 * Collects writes as steps: one for each write of attributes, with the member changes that follow
 * it. Thread-safe.
 */
public final class StepRecorder implements WriteObserver {

  private final State state;
  private final List<Step> steps = new ArrayList<>();
  private final Map<ObjectKey, Integer> last = new HashMap<>();

  /** Changes whose member removals are written, but not yet their attributes. */
  private final Map<ObjectKey, Long> begun = new HashMap<>();

  private Untouched untouched = Untouched.UNKNOWN;

  /**
   * @param state supplies the names
   */
  public StepRecorder(State state) {
    this.state = state;
  }

  /**
   * The steps so far.
   *
   * @return a copy, in the order in which the steps began
   */
  public synchronized List<Step> steps() {
    return List.copyOf(steps);
  }

  /**
   * The target objects that are not managed.
   *
   * @return {@link Untouched#UNKNOWN} until the cycle ends
   */
  public synchronized Untouched untouched() {
    return untouched;
  }

  @Override
  public void written(Change change, String targetId, boolean adopted) {
    if (change.action() == Action.UPDATE && change.values().isEmpty() && !adopted) {
      // An earlier write whose answer was lost has made the change: nothing is sent.
      return;
    }
    if (mergeIntoBegun(change, targetId, adopted)) {
      return;
    }
    boolean isFollowUp = hasStep(change.key()) && !isRename(change);
    String reason = isFollowUp ? "The object to which it refers exists by then" : change.reason();
    add(step(change, reason, change.values(), targetId, adopted));
  }

  private static boolean isRename(Change change) {
    String path = UniqueName.path(change.key().type());
    return change.values().stream().anyMatch(value -> value.path().equals(path));
  }

  @Override
  public void deleted(Change change) {
    add(step(change, change.reason(), List.of(), change.knownTargetId(), false));
  }

  private static Step step(
      Change change,
      String reason,
      List<ValueChange> values,
      @Nullable String targetId,
      boolean adopted) {
    return new Step(
        change.key(),
        change.name(),
        change.action(),
        reason,
        false,
        adopted,
        targetId,
        values,
        List.of(),
        List.of(),
        warnings(change));
  }

  private static List<String> warnings(Change change) {
    return change.warnings().stream().map(Warning::text).toList();
  }

  private synchronized boolean hasStep(ObjectKey key) {
    return last.containsKey(key);
  }

  /** Adds the attributes of a change to the step that its member removals have begun. */
  private synchronized boolean mergeIntoBegun(Change change, String targetId, boolean adopted) {
    Long changed = begun.remove(change.key());
    if (changed == null || changed != change.changed()) {
      return false;
    }
    int at = Objects.requireNonNull(last.get(change.key()));
    Step members = steps.get(at);
    Step attributes = step(change, change.reason(), change.values(), targetId, adopted);
    steps.set(
        at,
        new Step(
            attributes.key(),
            attributes.name(),
            attributes.action(),
            attributes.reason(),
            false,
            adopted,
            targetId,
            attributes.values(),
            members.joining(),
            members.leaving(),
            attributes.warnings()));
    return true;
  }

  private synchronized void add(Step step) {
    last.put(step.key(), steps.size());
    steps.add(step);
  }

  @Override
  public void members(Change change, List<String> joined, List<String> left) {
    List<Member> joining = joined.stream().map(id -> MemberNames.resolve(state, id)).toList();
    List<Member> leaving = left.stream().map(id -> MemberNames.resolve(state, id)).toList();
    synchronized (this) {
      Integer at = last.get(change.key());
      if (at == null) {
        add(step(change, "Its members have changed", List.of(), change.knownTargetId(), false));
        at = steps.size() - 1;
        begun.put(change.key(), change.changed());
      }
      Step step = steps.get(at);
      steps.set(
          at,
          new Step(
              step.key(),
              step.name(),
              step.action(),
              step.reason(),
              step.held(),
              step.adopted(),
              step.targetId(),
              step.values(),
              concat(step.joining(), joining),
              concat(step.leaving(), leaving),
              step.warnings()));
    }
  }

  /** Adds what a safeguard holds, and the target objects that are not managed. */
  @Override
  public synchronized void cycleEnding(boolean usersRead, boolean groupsRead) {
    for (ObjectType type : ObjectType.values()) {
      state.plan().held(type).forEachRemaining(held -> addHeld(Change.of(held)));
    }
    untouched =
        new Untouched(
            usersRead ? unlinkedNames(ObjectType.USER) : null,
            groupsRead ? unlinkedNames(ObjectType.GROUP) : null);
  }

  private void addHeld(Change change) {
    boolean isRemoval = change.removesAccess();
    List<Member> leaving =
        change.group() && change.action() != Action.DELETE
            ? state.memberDifferences().leaving(change.key().id(), Integer.MAX_VALUE).stream()
                .map(id -> MemberNames.resolve(state, id))
                .toList()
            : List.of();
    steps.add(
        new Step(
            change.key(),
            change.name(),
            change.action(),
            change.reason(),
            true,
            false,
            change.targetId(),
            // Only the removals of members are held; the other changes were written.
            isRemoval ? change.values() : List.of(),
            List.of(),
            leaving,
            warnings(change)));
  }

  private List<String> unlinkedNames(ObjectType type) {
    return state.target().unlinked(type).stream()
        .map(resource -> OddEntries.label(type, resource))
        .sorted(String.CASE_INSENSITIVE_ORDER)
        .toList();
  }

  private static List<Member> concat(List<Member> first, List<Member> second) {
    List<Member> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
