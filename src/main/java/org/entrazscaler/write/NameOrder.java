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
import java.util.Objects;
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
import org.entrazscaler.outcome.PlanLimit;
import org.entrazscaler.outcome.Write;
import org.entrazscaler.plan.Action;
import org.entrazscaler.plan.Candidate;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.Decision;
import org.entrazscaler.plan.MatchQuery;
import org.entrazscaler.plan.Planner;
import org.entrazscaler.plan.Planners;
import org.entrazscaler.plan.ValueChange;
import org.entrazscaler.planning.NameConflicts;
import org.entrazscaler.planning.TargetOwners;
import org.entrazscaler.planning.TemporaryNames;
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
 * The steps of {@code names.camel.yaml}: order planned changes so that a unique name is free before
 * another object gets it. Objects that exchange names get a temporary name. A change whose name
 * does not become free is refused with the correct reason, and evaluated again when the name is
 * free. If no object wants the name of another one, this takes two queries of the state in each
 * pass. Several threads use the result.
 */
final class NameOrder {

  /** The outcome for a change that waits for a name in this pass. */
  private enum Fate {
    /** The holder gives up the name before this change is written. */
    FREED,
    /** The holder is evaluated again in the next pass, and so is this object. */
    WAITS,
    /** The holder keeps the name. */
    BLOCKED
  }

  private static final Comparator<ObjectKey> BY_ID = Comparator.comparing(ObjectKey::id);

  private final State state;
  private final Product product;
  private final ScimRequests requests;
  private final ZscalerCall call;
  private final CycleControl cycles;
  private final Planners planners;
  private final TargetOwners owners;
  private final TargetReading target;
  private final PlanLimit planLimit;
  private final OutcomeQueue outcomes;
  private final NameConflicts conflicts;
  private final Map<ObjectType, List<ObjectKey>> nextChange =
      Collections.synchronizedMap(new EnumMap<>(ObjectType.class));
  private final Map<ObjectType, List<ObjectKey>> blockedChanges =
      Collections.synchronizedMap(new EnumMap<>(ObjectType.class));
  private final Map<ObjectKey, ScimError> refusals = new ConcurrentHashMap<>();
  private final Map<ObjectKey, String> rings = new ConcurrentHashMap<>();
  private final Map<ObjectKey, Change> finalChanges = new ConcurrentHashMap<>();

  NameOrder(WriteContext context, OutcomeQueue outcomes) {
    this.state = context.state();
    this.product = context.product();
    this.requests = new ScimRequests(context.product());
    this.call = context.call();
    this.cycles = context.cycles();
    this.planners = context.planners();
    this.owners = context.owners();
    this.target = context.target();
    this.planLimit = context.planLimit();
    this.outcomes = outcomes;
    this.conflicts = new NameConflicts(context.state());
  }

  // --- the order --------------------------------------------------------------------------------

  /**
   * Orders the planned changes of the type in {@link ExchangeVariables#OBJECT_TYPE}.
   *
   * @param exchange contains the type
   */
  public void order(Exchange exchange) {
    ObjectType requested =
        ObjectType.valueOf(exchange.getVariable(ExchangeVariables.OBJECT_TYPE, String.class));
    for (ObjectType type : ObjectType.values()) {
      // While a saved plan is applied, groups are planned and compared with it before users are
      // written.
      if (type == requested || planLimit.isActive()) {
        order(type);
      }
    }
  }

  private void order(ObjectType type) {
    refusals.keySet().removeIf(key -> key.type() == type);
    rings.keySet().removeIf(key -> key.type() == type);
    finalChanges.keySet().removeIf(key -> key.type() == type && !isInterim(key));
    // Of two changes that want one name, the later one is matched again when the first has the
    // name.
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
    nextChange.put(type, List.copyOf(pass.order));
    blockedChanges.put(
        type,
        pass.fates.keySet().stream().filter(key -> pass.fates.get(key) == Fate.BLOCKED).toList());
  }

  /** Whether the planned change of an object is only the first of two. */
  private boolean isInterim(ObjectKey key) {
    return state.plan().find(key).map(Change::of).filter(Change::interim).isPresent();
  }

  /**
   * A removal does not wait for a name: it is written without it, and the name follows in the next
   * pass.
   */
  private boolean dropNameFromRemoval(ObjectKey key) {
    Change change = state.plan().find(key).map(Change::of).orElse(null);
    if (change == null || change.action() != Action.DISABLE) {
      return false;
    }
    state.plan().put(change.withoutValue(UniqueName.path(key.type())).stored());
    return true;
  }

  /** The other parts of a change do not wait for the name, above all the removals of members. */
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

  /** The order of one pass: which object waits for which holder, and the outcome. */
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
        ObjectKey holder = Objects.requireNonNull(waitsFor.get(waiter));
        Fate fate =
            fates.containsKey(holder)
                ? fates.get(holder) == Fate.FREED ? Fate.FREED : Fate.WAITS
                : fateOfHolder(holder);
        setFate(waiter, fate);
      }
    }

    private void setFate(ObjectKey key, Fate fate) {
      fates.put(key, fate);
      if (fate == Fate.FREED) {
        order.add(key);
      }
    }

    /**
     * Breaks a ring of objects that want each other's names: one of them gets a temporary name.
     *
     * @param ring each object wants the name of the next one, and the last one that of the first
     */
    private void breakRing(List<ObjectKey> ring) {
      String names = ring.stream().map(conflicts::label).collect(Collectors.joining(", "));
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
      fates.put(first, Fate.FREED);
      int firstIndex = ring.indexOf(first);
      for (int back = 1; back < ring.size(); back++) {
        setFate(ring.get(Math.floorMod(firstIndex - back, ring.size())), Fate.FREED);
      }
    }
  }

  /** The outcome for a change that waits for a holder which itself waits for no name. */
  private Fate fateOfHolder(ObjectKey holder) {
    Optional<StoredChange> planned = state.plan().find(holder);
    if (planned.isPresent()) {
      Change change = Change.of(planned.get());
      boolean freesName = planned.get().wishedName() != null || change.action() == Action.DELETE;
      return freesName ? Fate.FREED : change.interim() ? Fate.WAITS : Fate.BLOCKED;
    }
    if (state.source().isPending(holder)) {
      return Fate.WAITS;
    }
    return planFreedName(holder) ? Fate.FREED : Fate.BLOCKED;
  }

  /**
   * Plans that an object which is soft-deleted in Entra gives up its name in the target, as it has
   * in Entra. If it is restored, it gets the name that it has then.
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
    Planner planner = planners.of(holder.type());
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
                    "Deleted in Entra, which has freed the name for another object")
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
    String temporary = planners.of(key.type()).temporaryName(key, former, wished);
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
                    "Temporary name, because these objects exchange names: " + ring)
                .stored());
    return true;
  }

  /** The change that follows when the object has its temporary name. */
  private static Change afterTemporaryName(Change change, String path, String temporary) {
    ObjectNode known = change.known().deepCopy().put(path, temporary);
    List<ValueChange> values = new ArrayList<>();
    for (ValueChange value : change.values()) {
      values.add(
          value.path().equals(path)
              ? new ValueChange(path, known.get(path), value.after())
              : value);
    }
    return change
        .forExisting(change.knownTargetId(), known, values)
        .withReason(change.reason() + TemporaryNames.REPLACED);
  }

  private static String text(ObjectNode values, String path) {
    JsonNode value = values.get(path);
    return value == null ? "" : value.asText();
  }

  /**
   * The planned changes that are written one after the other, so that each finds its name free.
   *
   * @param objects {@code USER} or {@code GROUP}
   * @return an iterator that ends early when the cycle must stop
   */
  public Iterator<StoredChange> changesInOrder(String objects) {
    return new StopAwareIterator<>(planned(nextChange, objects, this::nextChange), cycles);
  }

  /** An object that has its temporary name by now gets its final name. */
  private Optional<StoredChange> nextChange(ObjectKey key) {
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
   * The planned changes that want a name whose holder keeps it, as far as the state knows.
   *
   * @param objects {@code USER} or {@code GROUP}
   * @return an iterator that ends early when the cycle must stop
   */
  public Iterator<StoredChange> blockedChanges(String objects) {
    return new StopAwareIterator<>(planned(blockedChanges, objects, state.plan()::find), cycles);
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
   * A planned change in the form in which it may be written now. A removal is written without a
   * name that another managed object has; all other changes wait for the name.
   *
   * @param planned the planned change
   * @return the same change, without a query, if it does not rename; null if it must wait
   */
  public @Nullable StoredChange dueChange(@Body StoredChange planned) {
    boolean isCreation = planned.urgency() == Action.CREATE.urgency();
    if (isCreation || !state.names().isTaken(planned)) {
      return planned;
    }
    return dropNameFromRemoval(planned.key())
        ? state.plan().find(planned.key()).orElse(null)
        : null;
  }

  // --- names that stay taken --------------------------------------------------------------------

  /**
   * Prepares the query for the holder of the name that the planned change in the body wants.
   *
   * @param exchange the exchange of the planned change
   */
  public void nameRequest(Exchange exchange) {
    StoredChange planned = exchange.getMessage().getBody(StoredChange.class);
    exchange.setVariable(ExchangeVariables.WAITING_CHANGE, planned);
    // The change is parked if the query is not answered.
    exchange.setVariable(ExchangeVariables.WRITE, Write.unlocked(planned));
    MatchQuery query = nameQuery(Change.of(planned));
    call.setRequest(
        exchange,
        requests.find(
            TargetReading.resourceType(planned.key().type()),
            query.path(),
            TextNode.valueOf(query.value())));
  }

  private static MatchQuery nameQuery(Change change) {
    String path = UniqueName.path(change.key().type());
    return new MatchQuery(ScimPath.parse(path), text(change.written(), path));
  }

  /**
   * Allows the change if no object in Zscaler has the name, and refuses it with a reason otherwise.
   *
   * @param exchange contains the answer of Zscaler
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
                      "Its former name replaces a temporary one")
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
            change.key().type(), nameQuery(change), exchange.getMessage().getBody(ObjectNode.class))
        .stream()
        .filter(resource -> !resource.path("id").asText().equals(change.targetId()))
        .findFirst()
        .orElse(null);
  }

  /** The reason why a name is not available; records that the object waits for it. */
  private ScimError refusal(ObjectKey key, ObjectNode holder, @Nullable ZscalerException answered) {
    String id = holder.path("id").asText();
    ObjectKey owner = owners.holder(key.type(), holder).orElse(null);
    String ring = rings.get(key);
    Decision.Refuse refuse =
        ring != null
            ? conflicts.exchange(product, ring)
            : owner == null ? conflicts.foreign(key, id) : conflicts.refusal(key, owner, id);
    state.names().recordWaiting(key, id);
    return conflicts.error(refuse, answered);
  }

  /**
   * Refuses a name that is known to be taken, before it is sent, or sent once more alone. The
   * knowledge is used only for the current change.
   *
   * @param exchange the exchange of the write
   */
  public void refuseTakenName(Exchange exchange) {
    Write write = Write.at(exchange);
    Change change = write.knownChange();
    if (!isRename(change)) {
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

  private static boolean isRename(Change change) {
    String path = UniqueName.path(change.key().type());
    return change.values().stream().anyMatch(value -> value.path().equals(path));
  }

  // --- names that Zscaler has refused -----------------------------------------------------------

  /**
   * Whether the holder of a refused name must be looked up.
   *
   * @param write the current write
   * @return false if no new name was sent
   */
  public boolean needsLookup(@Variable(ExchangeVariables.WRITE) Write write) {
    return isRename(write.knownChange());
  }

  /**
   * Prepares the query for the holder of the refused name.
   *
   * @param exchange the exchange of the write
   */
  public void holderRequest(Exchange exchange) {
    Write write = Write.at(exchange);
    Change change = write.knownChange();
    write.keepRefused(
        exchange.getProperty(Exchange.EXCEPTION_CAUGHT, ZscalerException.class),
        ZscalerCall.request(exchange));
    MatchQuery query = nameQuery(change);
    call.setRequest(
        exchange,
        requests.find(change.resourceType(), query.path(), TextNode.valueOf(query.value())));
  }

  /**
   * Fails with the refusal of Zscaler and with what is known about the holder of the name.
   *
   * @param exchange the exchange of the write
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
    // The link of the holder may not be recorded yet.
    outcomes.recordAll();
    ScimError refusal = refusal(change.key(), holder, refused);
    write.setNameRefused(refusal);
    throw new ZscalerRefusedException(refusal);
  }
}
