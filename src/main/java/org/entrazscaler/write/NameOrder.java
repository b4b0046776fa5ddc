package org.entrazscaler.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.cycle.StopAwareIterator;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.NameStore.Wanted;
import org.entrazscaler.link.StoredChange;
import org.entrazscaler.link.TemporaryName;
import org.entrazscaler.link.UniqueName;
import org.entrazscaler.outcome.Write;
import org.entrazscaler.plan.Action;
import org.entrazscaler.plan.Candidate;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.Decision;
import org.entrazscaler.plan.MatchQuery;
import org.entrazscaler.plan.Planner;
import org.entrazscaler.plan.ValueChange;
import org.entrazscaler.planning.NameConflicts;
import org.entrazscaler.planning.Planning;
import org.entrazscaler.planning.TemporaryNames;
import org.entrazscaler.review.PlanApplication;
import org.entrazscaler.scim.ScimError;
import org.entrazscaler.scim.ScimRequests;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.scim.schema.ScimPath;
import org.entrazscaler.source.Presence;
import org.entrazscaler.source.StoredObject;
import org.entrazscaler.store.State;
import org.entrazscaler.target.TargetReading;
import org.entrazscaler.zscaler.ZscalerCall;
import org.entrazscaler.zscaler.ZscalerException;
import org.entrazscaler.zscaler.ZscalerRefusedException;
import org.jspecify.annotations.Nullable;

/**
 * The steps of {@code names.camel.yaml}: in which order planned changes are written of which one
 * wants the name that another one leaves. Those that exchange their names go by way of a temporary
 * name; one whose name is not left is refused with a reason that is true, and looked at again as
 * soon as the name is free. Where nobody wants another one's name, this is two questions to the
 * state in each pass. What it finds is used by several threads.
 */
public final class NameOrder {

  /** What becomes of a change that waits for a name in this pass. */
  private enum Fate {
    /** The name is left before it is written. */
    MOVES,
    /** The one that has the name is looked at again in the next pass, and so is this one. */
    WAITS,
    /** The one that has the name stays as it is. */
    BLOCKED
  }

  private static final Comparator<ObjectKey> BY_ID = Comparator.comparing(ObjectKey::id);

  private final State state;
  private final Product product;
  private final ScimRequests requests;
  private final ZscalerCall call;
  private final CycleControl cycles;
  private final Planning planning;
  private final TargetReading target;
  private final PlanApplication planApplication;
  private final OutcomeQueue outcomes;
  private final NameConflicts conflicts;
  private final Map<ObjectType, List<ObjectKey>> ordered =
      Collections.synchronizedMap(new EnumMap<>(ObjectType.class));
  private final Map<ObjectType, List<ObjectKey>> blocked =
      Collections.synchronizedMap(new EnumMap<>(ObjectType.class));
  private final Map<ObjectKey, ScimError> refusals = new ConcurrentHashMap<>();
  private final Map<ObjectKey, String> rings = new ConcurrentHashMap<>();
  private final Map<ObjectKey, Change> finalChanges = new ConcurrentHashMap<>();

  public NameOrder(
      State state,
      Product product,
      ZscalerCall call,
      CycleControl cycles,
      Planning planning,
      TargetReading target,
      PlanApplication planApplication,
      OutcomeQueue outcomes) {
    this.state = state;
    this.product = product;
    this.requests = new ScimRequests(product);
    this.call = call;
    this.cycles = cycles;
    this.planning = planning;
    this.target = target;
    this.planApplication = planApplication;
    this.outcomes = outcomes;
    this.conflicts = new NameConflicts(state);
  }

  // --- the order --------------------------------------------------------------------------------

  /**
   * Orders the planned changes of the kind in {@link ExchangeVariables#OBJECT_TYPE}.
   *
   * @param exchange of the change at hand
   */
  public void order(Exchange exchange) {
    ObjectType requested =
        ObjectType.valueOf(exchange.getVariable(ExchangeVariables.OBJECT_TYPE, String.class));
    for (ObjectType type : ObjectType.values()) {
      // Groups are planned before users are written: they are compared with a saved plan, too.
      if (type == requested || planApplication.isActive()) {
        order(type);
      }
    }
  }

  private void order(ObjectType type) {
    refusals.keySet().removeIf(key -> key.type() == type);
    rings.keySet().removeIf(key -> key.type() == type);
    finalChanges.keySet().removeIf(key -> key.type() == type && !isInterim(key));
    // Of two that want one name the other one is matched anew once the first has it.
    state.names().laterDuplicates(type).forEach(state.plan()::drop);
    Pass pass = new Pass();
    for (Wanted wanted : state.names().wanted(type)) {
      if (!dropNameFromRemoval(wanted.waiter())) {
        pass.waitsFor.putIfAbsent(wanted.waiter(), wanted.holder());
      }
    }
    List.copyOf(pass.waitsFor.keySet()).forEach(pass::follow);
    pass.fates.forEach(
        (key, fate) -> {
          if (fate == Fate.WAITS) {
            planWithoutName(key);
          }
        });
    finalChanges.keySet().stream().filter(key -> key.type() == type).forEach(pass.order::add);
    ordered.put(type, List.copyOf(pass.order));
    blocked.put(
        type,
        pass.fates.keySet().stream().filter(key -> pass.fates.get(key) == Fate.BLOCKED).toList());
  }

  /** Whether something else is to follow what is planned for an object. */
  private boolean isInterim(ObjectKey key) {
    return state.plan().find(key).map(Change::of).filter(Change::interim).isPresent();
  }

  /** What takes away waits for no name: it goes without, and the name follows in the next pass. */
  private boolean dropNameFromRemoval(ObjectKey key) {
    Change change = state.plan().find(key).map(Change::of).orElse(null);
    if (change == null || change.action() != Action.DISABLE) {
      return false;
    }
    state.plan().put(change.withoutValue(UniqueName.path(key.type())).stored());
    return true;
  }

  /** What is not the name does not wait for it: who leaves a group, above all. */
  private void planWithoutName(ObjectKey key) {
    Change rest =
        Change.of(state.plan().find(key).orElseThrow()).withoutValue(UniqueName.path(key.type()));
    boolean members =
        !state.memberDifferences().leaving(key.id(), 1).isEmpty()
            || !state.memberDifferences().joining(key.id(), 1).isEmpty();
    if (rest.values().isEmpty() && !(rest.group() && members)) {
      state.plan().drop(key);
    } else {
      state.plan().put(rest.stored());
    }
  }

  /** One pass: who waits for which one, and what becomes of it. */
  private final class Pass {
    private final Map<ObjectKey, ObjectKey> waitsFor = new LinkedHashMap<>();
    private final Map<ObjectKey, Fate> fates = new LinkedHashMap<>();
    private final LinkedHashSet<ObjectKey> order = new LinkedHashSet<>();

    private void follow(ObjectKey start) {
      LinkedHashSet<ObjectKey> path = new LinkedHashSet<>();
      ObjectKey current = start;
      while (waitsFor.containsKey(current) && !fates.containsKey(current) && path.add(current)) {
        current = waitsFor.get(current);
      }
      List<ObjectKey> chain = new ArrayList<>(path);
      if (path.contains(current)) {
        List<ObjectKey> ring = List.copyOf(chain.subList(chain.indexOf(current), chain.size()));
        chain.removeAll(ring);
        breakRing(ring);
      }
      Collections.reverse(chain);
      for (ObjectKey waiter : chain) {
        ObjectKey holder = waitsFor.get(waiter);
        Fate fate =
            fates.containsKey(holder)
                ? fates.get(holder) == Fate.MOVES ? Fate.MOVES : Fate.WAITS
                : fateOfHolder(holder);
        setFate(waiter, fate);
      }
    }

    private void setFate(ObjectKey key, Fate fate) {
      fates.put(key, fate);
      if (fate == Fate.MOVES) {
        order.add(key);
      }
    }

    /**
     * Several want each other's names: one of them leaves its own for a temporary one.
     *
     * @param ring each wants the name of the next one, and the last one that of the first
     */
    private void breakRing(List<ObjectKey> ring) {
      String names = ring.stream().map(conflicts::named).collect(Collectors.joining(", "));
      ObjectKey first =
          product.renameMeansDeleted() && ring.get(0).type() == ObjectType.USER
              ? null
              : ring.stream()
                  .sorted(BY_ID)
                  .filter(key -> planTemporaryName(key, names))
                  .findFirst()
                  .orElse(null);
      if (first == null) {
        ring.forEach(key -> setFate(key, Fate.BLOCKED));
        ring.forEach(key -> rings.put(key, names));
        return;
      }
      fates.put(first, Fate.MOVES);
      int current = ring.indexOf(first);
      for (int back = 1; back < ring.size(); back++) {
        setFate(ring.get(Math.floorMod(current - back, ring.size())), Fate.MOVES);
      }
    }
  }

  /** What becomes of one that waits for the name of an object that waits for none. */
  private Fate fateOfHolder(ObjectKey holder) {
    Optional<StoredChange> planned = state.plan().find(holder);
    if (planned.isPresent()) {
      Change change = Change.of(planned.get());
      boolean moves = planned.get().wishedName() != null || change.action() == Action.DELETE;
      return moves ? Fate.MOVES : change.interim() ? Fate.WAITS : Fate.BLOCKED;
    }
    if (state.source().isPending(holder)) {
      return Fate.WAITS;
    }
    return planFreedName(holder) ? Fate.MOVES : Fate.BLOCKED;
  }

  /**
   * Plans that an object which is deleted in Entra, and can be restored there, leaves its name in
   * the target as it has left it in Entra. Restored, it gets the name that it has then.
   */
  private boolean planFreedName(ObjectKey holder) {
    Link link = state.links().find(holder).orElseThrow();
    boolean deleted =
        state
            .source()
            .find(holder)
            .filter(object -> object.presence() == Presence.SOFT_DELETED)
            .isPresent();
    boolean keepsAccount = holder.type() == ObjectType.GROUP || !product.renameMeansDeleted();
    String path = UniqueName.path(holder.type());
    String former = text(link.written(), path);
    Planner planner = planning.planner(holder.type());
    String other = planner.temporaryName(holder, former, former);
    if (!deleted || !keepsAccount || other == null || planner.isExcluded(link)) {
      return false;
    }
    state.source().markPending(holder);
    StoredObject stored = state.source().find(holder).orElseThrow();
    state
        .plan()
        .put(
            Change.forMembers(stored, new Candidate(stored, true, true, false).name(), link, "")
                .withOnlyValue(
                    path,
                    TextNode.valueOf(other),
                    "Deleted in Entra, which has freed the name for another one")
                .stored());
    return true;
  }

  /** Plans a temporary name for an object, recorded before it is sent. */
  private boolean planTemporaryName(ObjectKey key, String ring) {
    StoredChange planned = state.plan().find(key).orElseThrow();
    Change change = Change.of(planned);
    String path = UniqueName.path(key.type());
    String former = text(change.known(), path);
    String wished = text(change.written(), path);
    String temporary = planning.planner(key.type()).temporaryName(key, former, wished);
    if (temporary == null) {
      return false;
    }
    state.names().recordTemporary(new TemporaryName(key, temporary, former, wished));
    finalChanges.put(key, afterTemporaryName(change, path, temporary));
    state
        .plan()
        .put(
            change
                .withOnlyValue(
                    path,
                    TextNode.valueOf(temporary),
                    "A temporary name, because names are exchanged by " + ring)
                .stored());
    return true;
  }

  /** The same change once the object has its temporary name. */
  private static Change afterTemporaryName(Change change, String path, String temporary) {
    ObjectNode holds = change.known().deepCopy().put(path, temporary);
    List<ValueChange> values = new ArrayList<>();
    for (ValueChange value : change.values()) {
      values.add(
          value.path().equals(path)
              ? new ValueChange(path, holds.get(path), value.after())
              : value);
    }
    return change
        .forExisting(change.knownTargetId(), holds, values)
        .withReason(change.reason() + TemporaryNames.REPLACED);
  }

  private static String text(ObjectNode values, String path) {
    JsonNode value = values.get(path);
    return value == null ? "" : value.asText();
  }

  /**
   * The planned changes that are written one after the other, each once the name is left that it
   * wants.
   *
   * @param objects {@code USER} or {@code GROUP}
   * @return ends early once the cycle has to stop
   */
  public Iterator<StoredChange> changesInOrder(String objects) {
    return new StopAwareIterator<>(planned(ordered, objects, this::ordered), cycles);
  }

  /** One that has got its temporary name meanwhile gets the name that it is to have. */
  private Optional<StoredChange> ordered(ObjectKey key) {
    Change last = finalChanges.get(key);
    if (last != null
        && state.links().find(key).filter(link -> hasTemporaryName(link, last)).isPresent()) {
      state.plan().put(last.stored());
    }
    return state.plan().find(key);
  }

  private static boolean hasTemporaryName(Link link, Change last) {
    ObjectType type = link.key().type();
    return link.intent() == null
        && UniqueName.of(type, link.written()).equals(UniqueName.of(type, last.known()));
  }

  /**
   * The planned changes that want the name of an object that stays as it is, as far as is known.
   *
   * @param objects {@code USER} or {@code GROUP}
   * @return ends early once the cycle has to stop
   */
  public Iterator<StoredChange> blocked(String objects) {
    return new StopAwareIterator<>(planned(blocked, objects, state.plan()::find), cycles);
  }

  private static Iterator<StoredChange> planned(
      Map<ObjectType, List<ObjectKey>> keys,
      String objects,
      Function<ObjectKey, Optional<StoredChange>> change) {
    return keys.getOrDefault(ObjectType.valueOf(objects), List.of()).stream()
        .map(change)
        .flatMap(Optional::stream)
        .iterator();
  }

  /**
   * A planned change as it may be written now. What takes away goes without a name that another
   * object of ours has; all else waits for the name.
   *
   * @param planned the planned change
   * @return the same, without a question, if it gives no other name; null if it has to wait
   */
  public @Nullable StoredChange dueChange(@Body StoredChange planned) {
    boolean creates = planned.urgency() == Action.CREATE.urgency();
    if (creates || !state.names().isTaken(planned)) {
      return planned;
    }
    return dropNameFromRemoval(planned.key())
        ? state.plan().find(planned.key()).orElse(null)
        : null;
  }

  // --- what is not left -------------------------------------------------------------------------

  /**
   * Lays out the question which object has the name that the planned change in the body wants.
   *
   * @param exchange of the change at hand
   */
  public void nameRequest(Exchange exchange) {
    StoredChange planned = exchange.getMessage().getBody(StoredChange.class);
    exchange.setVariable(ExchangeVariables.WAITING_CHANGE, planned);
    // It is parked if the question is not answered.
    exchange.setVariable(ExchangeVariables.WRITE, Write.unlocked(planned));
    MatchQuery question = question(Change.of(planned));
    call.put(
        exchange,
        requests.find(
            TargetReading.resourceType(planned.key().type()),
            question.path(),
            TextNode.valueOf(question.value())));
  }

  private static MatchQuery question(Change change) {
    String path = UniqueName.path(change.key().type());
    return new MatchQuery(ScimPath.parse(path), text(change.written(), path));
  }

  /**
   * Lets a change go if nobody has the name after all, and else says why it cannot be had.
   *
   * @param exchange of the change at hand
   */
  public void evaluateHolder(Exchange exchange) {
    StoredChange planned =
        exchange.getVariable(ExchangeVariables.WAITING_CHANGE, StoredChange.class);
    Change change = Change.of(planned);
    ObjectNode holder = holder(exchange, change);
    TemporaryName temporary = state.names().findTemporary(change.key()).orElse(null);
    if (holder != null
        && temporary != null
        && state.names().isFree(change.key(), temporary.former())) {
      String path = UniqueName.path(change.key().type());
      state
          .plan()
          .put(
              change
                  .withOnlyValue(
                      path,
                      TextNode.valueOf(temporary.former()),
                      "Its former name takes the place of a temporary one")
                  .stored());
      return;
    }
    if (holder != null) {
      refusals.put(change.key(), refusal(change.key(), holder, null));
    }
    state.plan().markNameFree(change.key());
  }

  private @Nullable ObjectNode holder(Exchange exchange, Change change) {
    return target
        .answer(
            change.key().type(), question(change), exchange.getMessage().getBody(ObjectNode.class))
        .stream()
        .filter(resource -> !resource.path("id").asText().equals(change.targetId()))
        .findFirst()
        .orElse(null);
  }

  /** Why a name cannot be had; it is waited for from now on, if it belongs to one of ours. */
  private ScimError refusal(ObjectKey key, ObjectNode holder, @Nullable ZscalerException answered) {
    String id = holder.path("id").asText();
    ObjectKey owner = planning.holder(key.type(), holder).orElse(null);
    String ring = rings.get(key);
    Decision.Refuse refuse =
        ring != null
            ? conflicts.exchange(product, ring)
            : owner == null ? conflicts.foreign(key, id) : conflicts.refusal(key, owner, id);
    state.names().recordWaiting(key, id);
    return conflicts.error(refuse, answered);
  }

  /**
   * Refuses the name that another object was seen to have, before it is sent, or sent once more by
   * itself. What was seen counts for the one change at hand.
   *
   * @param exchange of the change at hand
   */
  public void refuseTakenName(Exchange exchange) {
    Write write = Write.at(exchange);
    Change change = write.knownChange();
    if (!renames(change)) {
      return;
    }
    ScimError seen = refusals.remove(change.key());
    if (seen != null) {
      write.setNameRefused(seen);
    }
    ScimError refusal = write.nameRefused();
    if (refusal != null) {
      exchange.removeVariable(ExchangeVariables.REQUEST);
      throw new ZscalerRefusedException(refusal);
    }
  }

  private static boolean renames(Change change) {
    String path = UniqueName.path(change.key().type());
    return change.values().stream().anyMatch(value -> value.path().equals(path));
  }

  // --- what was refused -------------------------------------------------------------------------

  /**
   * Whether Zscaler is asked which object has the name that it has refused.
   *
   * @param write the write at hand
   * @return false if no other name was sent
   */
  public boolean needsLookup(@Variable(ExchangeVariables.WRITE) Write write) {
    return renames(write.knownChange());
  }

  /**
   * Asks which object has the name that was refused.
   *
   * @param exchange of the change at hand
   */
  public void holderRequest(Exchange exchange) {
    Write write = Write.at(exchange);
    Change change = write.knownChange();
    write.keepRefused(
        exchange.getProperty(Exchange.EXCEPTION_CAUGHT, ZscalerException.class),
        ZscalerCall.request(exchange));
    MatchQuery question = question(change);
    call.put(
        exchange,
        requests.find(change.resourceType(), question.path(), TextNode.valueOf(question.value())));
  }

  /**
   * Fails with what Zscaler said, and with what is known of the object that has the name.
   *
   * @param exchange of the change at hand
   */
  public void refuseHeldName(Exchange exchange) {
    Write write = Write.at(exchange);
    Change change = write.knownChange();
    ZscalerException refused = write.refused();
    ObjectNode holder = holder(exchange, change);
    exchange.setVariable(ExchangeVariables.REQUEST, write.refusedRequest());
    if (holder == null) {
      throw new ZscalerRefusedException(refused.error());
    }
    // Whose it is may be known since a moment.
    outcomes.recordAll();
    ScimError refusal = refusal(change.key(), holder, refused);
    write.setNameRefused(refusal);
    throw new ZscalerRefusedException(refusal);
  }
}
