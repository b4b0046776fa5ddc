package org.entrazscaler.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import org.apache.camel.Exchange;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.entra.ObjectType;
import org.entrazscaler.plan.Candidate;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.CycleWrites;
import org.entrazscaler.plan.UndoPlan;
import org.entrazscaler.plan.UndoPlanner;
import org.entrazscaler.plan.UndoSubject;
import org.entrazscaler.scim.Product;
import org.entrazscaler.scim.ScimAnswers;
import org.entrazscaler.scim.ScimRequests;
import org.entrazscaler.state.HeldMember;
import org.entrazscaler.state.Link;
import org.entrazscaler.state.ObjectKey;
import org.entrazscaler.state.State;
import org.entrazscaler.state.StoredChange;
import org.entrazscaler.state.StoredObject;
import org.jspecify.annotations.Nullable;

/** The steps of {@code undo-cycle}: what a cycle did to each object, and how it is taken back. */
public final class Undoing {

  private final State state;
  private final ScimRequests requests;
  private final ScimAnswers answers;
  private final ZscalerCall call;
  private final CycleControl cycles;
  private final MemberPlanning members;
  private final TargetReading target;
  private final boolean emptied;
  private final UndoPlanner users;
  private final UndoPlanner groups;
  private volatile long before;
  private volatile Map<String, Set<String>> rewritten = Map.of();

  Undoing(
      State state,
      Product product,
      ZscalerCall call,
      CycleControl cycles,
      MemberPlanning members,
      TargetReading target,
      boolean emptied,
      UndoPlanner users,
      UndoPlanner groups) {
    this.state = state;
    this.requests = new ScimRequests(product);
    this.answers = new ScimAnswers(product);
    this.call = call;
    this.cycles = cycles;
    this.members = members;
    this.target = target;
    this.emptied = emptied;
    this.users = users;
    this.groups = groups;
  }

  /** Counts what is to be asked of Zscaler: where its pages are fewer, they are read. */
  void countChanged(Exchange exchange) {
    CycleToUndo undo = exchange.getVariable(Names.UNDO, CycleToUndo.class);
    for (ObjectType type : ObjectType.values()) {
      target.lookUp(type, state.log().changedBy(undo.cycle(), type));
    }
  }

  /**
   * The objects that a cycle has written; from now on it counts as undone.
   *
   * @param undo which cycle
   * @return users before groups; ends early once the cycle has to stop
   */
  public Iterator<ObjectKey> objects(CycleToUndo undo) {
    before = state.source().latest();
    rewritten = state.log().rewrittenBy(undo.cycle());
    state.undo().undone(undo.cycle(), cycles.current().name());
    return new WhileSending<>(state.log().writtenBy(undo.cycle()).iterator(), cycles);
  }

  /** Reads from the log what the cycle did to the object in the body, and what was read of it. */
  void takeWrites(Exchange exchange) {
    ObjectKey key = exchange.getMessage().getBody(ObjectKey.class);
    CycleToUndo undo = exchange.getVariable(Names.UNDO, CycleToUndo.class);
    CycleWrites writes =
        CycleWrites.of(
            state.log().successes(key, 0).stream()
                .filter(entry -> entry.cycleId().equals(undo.cycle()))
                .toList());
    exchange.setVariable(Names.WRITES, writes);
    exchange.setVariable(Names.RESOURCE, asks(writes) ? read(key) : null);
  }

  private @Nullable ObjectNode read(ObjectKey key) {
    String id = state.links().find(key).orElseThrow().knownTargetId();
    return state.target().find(key.type(), id).orElse(null);
  }

  private boolean asks(CycleWrites writes) {
    return writes.changed() && link(writes.key()) != null;
  }

  /**
   * Whether values of the object at hand are to be put back, so that Zscaler is asked what it holds
   * now.
   *
   * @param exchange the route's
   * @return false if it is not there, or was read by pages
   */
  public boolean asks(Exchange exchange) {
    return asks(writes(exchange)) && exchange.getVariable(Names.RESOURCE) == null;
  }

  void resourceRequest(Exchange exchange) {
    ObjectKey key = writes(exchange).key();
    String id = state.links().find(key).orElseThrow().knownTargetId();
    call.put(
        exchange,
        key.type() == ObjectType.USER ? requests.readUser(id) : requests.readGroup(id, false));
  }

  void takeResource(Exchange exchange) {
    exchange.setVariable(
        Names.RESOURCE, answers.resource(exchange.getMessage().getBody(ObjectNode.class)));
  }

  /** The object is gone, though nobody of us deleted it. */
  void resourceGone(Exchange exchange) {
    CycleWrites writes = writes(exchange);
    exchange
        .getVariable(Names.UNDO, CycleToUndo.class)
        .leave(
            new UndoPlan.LeftOut(writes.key(), writes.name(), null, "it is no longer in Zscaler"));
    exchange.removeVariable(Names.WRITES);
  }

  /** Plans how it is taken back, and from then on holds it. */
  void recordUndo(Exchange exchange) {
    CycleWrites writes = writes(exchange);
    if (writes == null) {
      return;
    }
    CycleToUndo undo = exchange.getVariable(Names.UNDO, CycleToUndo.class);
    ObjectKey key = writes.key();
    StoredObject stored = state.source().find(key).orElse(null);
    UndoSubject subject =
        new UndoSubject(
            undo.cycle(),
            cycles.current().name(),
            writes,
            state.log().successes(key, writes.last()),
            stored,
            stored != null && stored.changed() <= before && state.source().isPending(key),
            link(key),
            exchange.getVariable(Names.RESOURCE, ObjectNode.class),
            user -> rewritten.getOrDefault(user, Set.of()).contains(key.id()),
            () -> members(key),
            this::name);
    UndoPlan plan = (key.type() == ObjectType.USER ? users : groups).plan(subject);
    plan.leftOut().forEach(undo::leave);
    Change change = plan.change();
    List<HeldMember> held =
        plan.members().stream().filter(member -> takenBack(undo, key, member)).toList();
    if (change == null && held.isEmpty()) {
      return;
    }
    LongFunction<StoredChange> planned =
        change == null ? null : changed -> change.seen(changed).stored();
    state.undo().put(key, planned, plan.values(), held);
    compareMembers(key);
    held.stream()
        .map(HeldMember::group)
        .distinct()
        .map(ObjectKey::group)
        .filter(group -> !group.equals(key))
        .forEach(group -> planGroup(undo, group));
  }

  /** Names the group that is left alone, though an account that is made anew was in it. */
  private boolean takenBack(CycleToUndo undo, ObjectKey key, HeldMember member) {
    ObjectKey group = ObjectKey.group(member.group());
    Change change = group.equals(key) ? null : memberChange(undo, group);
    String objection = change == null ? null : objection(change);
    if (objection != null) {
      String who = "member " + name(ObjectKey.user(member.member()));
      undo.leave(new UndoPlan.LeftOut(group, name(group), who, objection));
    }
    return objection == null;
  }

  private @Nullable String objection(Change ofMembers) {
    boolean kept =
        !emptied && state.source().find(ofMembers.key()).filter(StoredObject::inScope).isEmpty();
    return kept ? "it is out of scope and kept as it is" : groups.objection(ofMembers);
  }

  private void compareMembers(ObjectKey key) {
    if (key.type() == ObjectType.GROUP) {
      boolean inScope = state.source().find(key).map(StoredObject::inScope).orElse(false);
      members.compare(key.id(), emptied && !inScope);
    }
  }

  /**
   * The groups of accounts that were enabled or made anew: what members they have is planned once
   * more.
   *
   * @return ends early once the cycle has to stop
   */
  public Iterator<StoredObject> groups() {
    state.plan().inOrder(ObjectType.GROUP).forEachRemaining(group -> compareMembers(group.key()));
    return new WhileSending<>(state.source().pendingSince(ObjectType.GROUP, before), cycles);
  }

  /** A group in which an account that is made anew has been. */
  private void planGroup(CycleToUndo undo, ObjectKey key) {
    Change change = memberChange(undo, key);
    if (change != null) {
      state.undo().put(key, changed -> change.seen(changed).stored(), List.of(), List.of());
      compareMembers(key);
    }
  }

  private @Nullable Change memberChange(CycleToUndo undo, ObjectKey key) {
    StoredObject group = state.source().find(key).orElse(null);
    Link link = link(key);
    return group == null || link == null || group.changed() > before
        ? null
        : Change.ofMembers(
            group,
            name(key),
            link,
            "Undoes cycle " + undo.cycle() + ": a member of it is made anew");
  }

  private @Nullable Link link(ObjectKey key) {
    return state.links().find(key).filter(link -> link.targetId() != null).orElse(null);
  }

  private List<String> members(ObjectKey group) {
    return state.links().writtenMemberSources(group.id());
  }

  private String name(ObjectKey key) {
    return state
        .source()
        .find(key)
        .map(stored -> new Candidate(stored, true, true, false))
        .filter(Candidate::isNamed)
        .map(Candidate::name)
        .or(() -> state.log().name(key))
        .orElse(key.id());
  }

  private static CycleWrites writes(Exchange exchange) {
    return exchange.getVariable(Names.WRITES, CycleWrites.class);
  }
}
