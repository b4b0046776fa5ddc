package org.entrazscaler.undo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.cycle.CycleContext;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.cycle.StopAwareIterator;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.StoredChange;
import org.entrazscaler.plan.Candidate;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.Planners;
import org.entrazscaler.planning.MemberPlanning;
import org.entrazscaler.scim.ScimAnswers;
import org.entrazscaler.scim.ScimRequest;
import org.entrazscaler.scim.ScimRequests;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.settings.ProvisioningSettings.DeprovisionGroups;
import org.entrazscaler.source.StoredObject;
import org.entrazscaler.store.State;
import org.entrazscaler.target.TargetReading;
import org.jspecify.annotations.Nullable;

/** The steps of {@code undo-cycle}: what a cycle wrote to each object, and how it is undone. */
public final class UndoSteps {

  private final State state;
  private final ScimRequests requests;
  private final ScimAnswers answers;
  private final CycleControl cycles;
  private final MemberPlanning members;
  private final TargetReading target;
  private final boolean emptiesGroups;
  private final UndoPlanner users;
  private final UndoPlanner groups;
  private volatile long latestChange;
  private volatile Map<String, Set<String>> rewrittenGroups = Map.of();

  /**
   * Creates the steps.
   *
   * @param leaving what leaving the scope does to a group
   */
  public UndoSteps(
      CycleContext context,
      Product product,
      Planners planners,
      MemberPlanning members,
      TargetReading target,
      DeprovisionGroups leaving) {
    this.state = context.state();
    this.requests = new ScimRequests(product);
    this.answers = new ScimAnswers(product);
    this.cycles = context.cycles();
    this.members = members;
    this.target = target;
    this.emptiesGroups = leaving == DeprovisionGroups.EMPTY;
    this.users = new UndoPlanner(planners.users(), product, leaving);
    this.groups = new UndoPlanner(planners.groups(), product, leaving);
  }

  /**
   * Counts the objects to read from Zscaler; they are read by pages if that takes fewer requests.
   *
   * @param undo the cycle to undo
   */
  public void countChanged(@Variable(ExchangeVariables.CYCLE_TO_UNDO) CycleToUndo undo) {
    for (ObjectType type : ObjectType.values()) {
      target.expectLookups(type, state.log().changedCount(undo.cycle(), type));
    }
  }

  /**
   * Records that the cycle is undone.
   *
   * @param undo the cycle to undo
   */
  public void begin(@Variable(ExchangeVariables.CYCLE_TO_UNDO) CycleToUndo undo) {
    latestChange = state.source().latestChange();
    rewrittenGroups = state.log().groupsRewrittenBy(undo.cycle());
    state.undo().markUndone(undo.cycle(), cycles.current().name());
  }

  /**
   * The objects that the cycle wrote.
   *
   * @param undo the cycle to undo
   * @return users before groups; ends early when the cycle has to stop
   */
  public Iterator<ObjectKey> objects(@Variable(ExchangeVariables.CYCLE_TO_UNDO) CycleToUndo undo) {
    return new StopAwareIterator<>(state.log().writtenBy(undo.cycle()).iterator(), cycles);
  }

  /**
   * Reads from the log what the cycle wrote to one object, and the target object if it was read by
   * pages.
   *
   * @param key the object
   * @param undo the cycle to undo
   */
  public UndoneObject readWrites(
      @Body ObjectKey key, @Variable(ExchangeVariables.CYCLE_TO_UNDO) CycleToUndo undo) {
    CycleWrites writes =
        CycleWrites.fromLog(
            state.log().successes(key, 0).stream()
                .filter(entry -> entry.cycleId().equals(undo.cycle()))
                .toList());
    Link link = writes.hasChangedValues() ? link(key) : null;
    return new UndoneObject(
        writes,
        link == null ? null : link.knownTargetId(),
        link == null ? null : state.target().find(key.type(), link.knownTargetId()).orElse(null));
  }

  /**
   * The request for the current target object.
   *
   * @param object the current object
   */
  public ScimRequest request(@Variable(ExchangeVariables.UNDONE_OBJECT) UndoneObject object) {
    String id = object.knownTargetId();
    return object.writes().key().type() == ObjectType.USER
        ? requests.readUser(id)
        : requests.readGroup(id, false);
  }

  /**
   * Stores the target object.
   *
   * @param object the current object
   * @param answer Zscaler's answer
   */
  public void storeResource(
      @Variable(ExchangeVariables.UNDONE_OBJECT) UndoneObject object, @Body ObjectNode answer) {
    object.setResource(answers.resource(answer));
  }

  /**
   * Leaves out an object that is no longer in Zscaler, although the program did not delete it.
   *
   * @param object the current object
   * @param undo the cycle to undo
   */
  public void leaveOutMissing(
      @Variable(ExchangeVariables.UNDONE_OBJECT) UndoneObject object,
      @Variable(ExchangeVariables.CYCLE_TO_UNDO) CycleToUndo undo) {
    CycleWrites writes = object.writes();
    undo.leaveOut(
        new UndoPlan.LeftOut(writes.key(), writes.name(), null, "it is no longer in Zscaler"));
    object.markGone();
  }

  /**
   * Plans the undo of the current object, and records its restored values.
   *
   * @param object the current object
   * @param undo the cycle to undo
   */
  public void planUndo(
      @Variable(ExchangeVariables.UNDONE_OBJECT) UndoneObject object,
      @Variable(ExchangeVariables.CYCLE_TO_UNDO) CycleToUndo undo) {
    if (object.isGone()) {
      return;
    }
    CycleWrites writes = object.writes();
    ObjectKey key = writes.key();
    StoredObject stored = state.source().find(key).orElse(null);
    UndoSubject subject =
        new UndoSubject(
            undo.cycle(),
            cycles.current().name(),
            writes,
            state.log().successes(key, writes.last()),
            stored,
            stored != null && stored.changed() <= latestChange && state.source().isPending(key),
            link(key),
            object.resource(),
            user -> rewrittenGroups.getOrDefault(user, Set.of()).contains(key.id()),
            () -> members(key),
            this::name);
    UndoPlan plan = (key.type() == ObjectType.USER ? users : groups).plan(subject);
    plan.leftOut().forEach(undo::leaveOut);
    Change change = plan.change();
    List<RestoredMembership> restored =
        plan.members().stream().filter(member -> mayRestore(undo, key, member)).toList();
    if (change == null && restored.isEmpty()) {
      return;
    }
    LongFunction<StoredChange> planned =
        change == null ? null : changed -> change.withChanged(changed).stored();
    state.undo().put(key, planned, plan.values(), restored);
    compareMembers(key);
    restored.stream()
        .map(RestoredMembership::group)
        .distinct()
        .map(ObjectKey::group)
        .filter(group -> !group.equals(key))
        .forEach(group -> planGroup(undo, group));
  }

  /**
   * Whether a membership may be restored. Records a group that is left out although an account that
   * is created again was its member.
   */
  private boolean mayRestore(CycleToUndo undo, ObjectKey key, RestoredMembership member) {
    ObjectKey group = ObjectKey.group(member.group());
    Change change = group.equals(key) ? null : memberChange(undo, group);
    String objection = change == null ? null : objection(change);
    if (objection != null) {
      String who = "member " + name(ObjectKey.user(member.member()));
      undo.leaveOut(new UndoPlan.LeftOut(group, name(group), who, objection));
    }
    return objection == null;
  }

  private @Nullable String objection(Change ofMembers) {
    boolean kept =
        !emptiesGroups
            && state.source().find(ofMembers.key()).filter(StoredObject::inScope).isEmpty();
    return kept ? "it is out of scope and kept as it is" : groups.objection(ofMembers);
  }

  private void compareMembers(ObjectKey key) {
    if (key.type() == ObjectType.GROUP) {
      boolean inScope = state.source().find(key).map(StoredObject::inScope).orElse(false);
      members.compare(key.id(), emptiesGroups && !inScope);
    }
  }

  /** Compares the members of each planned group again, after the accounts are written. */
  public void compareGroups() {
    state.plan().inOrder(ObjectType.GROUP).forEachRemaining(group -> compareMembers(group.key()));
  }

  /**
   * The groups of accounts that were enabled or created again, whose members are planned again.
   * Ends early when the cycle has to stop.
   */
  public Iterator<StoredObject> affectedGroups() {
    return new StopAwareIterator<>(
        state.source().pendingSince(ObjectType.GROUP, latestChange), cycles);
  }

  /** Plans a group of which an account that is created again was a member. */
  private void planGroup(CycleToUndo undo, ObjectKey key) {
    Change change = memberChange(undo, key);
    if (change != null) {
      state.undo().put(key, changed -> change.withChanged(changed).stored(), List.of(), List.of());
      compareMembers(key);
    }
  }

  private @Nullable Change memberChange(CycleToUndo undo, ObjectKey key) {
    StoredObject group = state.source().find(key).orElse(null);
    Link link = link(key);
    return group == null || link == null || group.changed() > latestChange
        ? null
        : Change.forMembers(
            group, name(key), link, "Undoes cycle " + undo.cycle() + ": a member is created again");
  }

  private @Nullable Link link(ObjectKey key) {
    return state.links().find(key).filter(link -> link.targetId() != null).orElse(null);
  }

  private List<String> members(ObjectKey group) {
    return state.writtenMembers().userIds(group.id());
  }

  private String name(ObjectKey key) {
    return state
        .source()
        .find(key)
        .map(stored -> new Candidate(stored, true, true, false))
        .filter(Candidate::hasName)
        .map(Candidate::name)
        .or(() -> state.log().lastName(key))
        .orElse(key.id());
  }
}
