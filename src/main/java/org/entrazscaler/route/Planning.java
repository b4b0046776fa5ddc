package org.entrazscaler.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.util.ObjectHelper;
import org.entrazscaler.cycle.Counter;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.cycle.CycleKind;
import org.entrazscaler.entra.ObjectType;
import org.entrazscaler.mapping.MappedObject;
import org.entrazscaler.plan.Action;
import org.entrazscaler.plan.Candidate;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.Decision;
import org.entrazscaler.plan.HeldRows;
import org.entrazscaler.plan.Planner;
import org.entrazscaler.plan.UniqueChoice;
import org.entrazscaler.route.failure.SourceUnclearException;
import org.entrazscaler.scope.FilterException;
import org.entrazscaler.settings.ProvisioningSettings.Deprovision;
import org.entrazscaler.state.Link;
import org.entrazscaler.state.ObjectKey;
import org.entrazscaler.state.Presence;
import org.entrazscaler.state.Settlement;
import org.entrazscaler.state.State;
import org.entrazscaler.state.StoredChange;
import org.entrazscaler.state.StoredObject;
import org.entrazscaler.state.UniqueName;
import org.jspecify.annotations.Nullable;

/** The steps of {@code plan.camel.yaml}: from a source object that has changed to a plan for it. */
public final class Planning {

  private final State state;
  private final UndoneValues undone;
  private final NameConflicts conflicts;
  private final TemporaryNames temporary;
  private final Planner users;
  private final Planner groups;
  private final boolean everything;
  private final boolean lenient;
  private final CycleControl cycles;
  private final EntraReading entra;
  private final ProvisioningRecords records;
  private final MemberPlanning members;
  private final TargetReading target;
  private final Supplier<MappingsInForce> inForce;

  Planning(
      State state,
      Planner users,
      Planner groups,
      boolean everything,
      Deprovision deprovision,
      CycleControl cycles,
      EntraReading entra,
      ProvisioningRecords records,
      MemberPlanning members,
      TargetReading target,
      Supplier<MappingsInForce> inForce) {
    this.state = state;
    this.undone = new UndoneValues(state);
    this.conflicts = new NameConflicts(state);
    this.temporary = new TemporaryNames(state);
    this.users = users;
    this.groups = groups;
    this.everything = everything;
    this.lenient = deprovision == Deprovision.KEEP;
    this.cycles = cycles;
    this.entra = entra;
    this.records = records;
    this.members = members;
    this.target = target;
    this.inForce = inForce;
  }

  /**
   * The users to be looked at.
   *
   * @return ends early once the cycle has to stop
   */
  public Iterator<StoredObject> users() {
    return new WhileSending<>(state.source().pending(ObjectType.USER), cycles);
  }

  /**
   * The groups to be looked at.
   *
   * @return ends early once the cycle has to stop
   */
  public Iterator<StoredObject> groups() {
    return new WhileSending<>(state.source().pending(ObjectType.GROUP), cycles);
  }

  /**
   * The users with an account: what may be taken away is among them.
   *
   * @return none if users are not provisioned
   */
  public Iterator<StoredObject> linkedUsers() {
    return linked(ObjectType.USER);
  }

  /**
   * The groups that Zscaler has: what may be taken away is among them.
   *
   * @return none if groups are not provisioned
   */
  public Iterator<StoredObject> linkedGroups() {
    return linked(ObjectType.GROUP);
  }

  /**
   * The groups that a full reading did not bring: who belongs to them is not to be judged before it
   * is known what became of them.
   *
   * @return none unless there was such a reading
   */
  public Iterator<StoredObject> vanishedGroups() {
    return state.source().pendingVanished(ObjectType.GROUP);
  }

  private Iterator<StoredObject> linked(ObjectType type) {
    return cycles.covers(type)
        ? new WhileSending<>(state.source().pendingLinked(type), cycles)
        : Collections.emptyIterator();
  }

  void takeStored(Exchange exchange) {
    StoredObject listed = exchange.getMessage().getBody(StoredObject.class);
    // As it is now that it is claimed, and not as it was when the list was read.
    StoredObject stored = state.source().find(listed.key()).orElse(listed);
    exchange.setVariable(Names.STORED, stored);
    exchange.setVariable(Names.OBJECTS, stored.key().type().name());
    exchange.removeVariable(Names.CANDIDATE);
    exchange.removeVariable(Names.QUERIES);
    exchange.removeVariable(Names.UNIQUE);
    exchange.removeVariable(Names.MAPPED);
    exchange.removeVariable(Names.UNCLEAR);
  }

  /** Makes the body what filters and mappings read, as it is after what was fetched meanwhile. */
  void sourceObject(Exchange exchange) {
    StoredObject stored = exchange.getVariable(Names.STORED, StoredObject.class);
    Candidate before = candidateAt(exchange);
    Candidate candidate = before == null ? unfiltered(stored) : before.as(stored);
    exchange.setVariable(Names.CANDIDATE, candidate);
    exchange.getMessage().setBody(candidate.source());
  }

  /**
   * The filter cannot say whether the object is let through: it stands as it stood before. Of one
   * that is out of scope whatever the filter says nothing is unclear.
   */
  void scopeUnclear(Exchange exchange) {
    Candidate candidate = candidateAt(exchange);
    exchange.setVariable(Names.IN_SCOPE, candidate.stored().inScope());
    if (candidate.filtered(true).inScope()) {
      Exception exception = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
      exchange.setVariable(
          Names.UNCLEAR,
          new Decision.Refuse(
              "InvalidExpression",
              String.valueOf(
                  ObjectHelper.getException(FilterException.class, exception).getMessage()),
              "Correct the value in Entra, or the scoping filter. Until then the object stands as"
                  + " it stood before."));
    }
  }

  /**
   * Entra does not say what became of the object. If it is out of scope in any case, it loses what
   * those lose who are; else it stays as it is.
   */
  void sourceUnclear(Exchange exchange) {
    Exception exception = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    SourceUnclearException unclear =
        ObjectHelper.getException(SourceUnclearException.class, exception);
    Candidate candidate = unfiltered(exchange.getVariable(Names.STORED, StoredObject.class));
    if (candidate.entitled() || candidate.lenient()) {
      throw unclear;
    }
    exchange.setVariable(Names.UNCLEAR, FailureHandling.refusal(unclear));
  }

  /** Where the object stands, now that its filter has been asked. */
  void standing(Exchange exchange) {
    boolean passes = exchange.getVariable(Names.IN_SCOPE, false, Boolean.class);
    Candidate candidate =
        candidateAt(exchange)
            .filtered(passes)
            .unclear(exchange.getVariable(Names.UNCLEAR, Decision.Refuse.class));
    exchange.setVariable(Names.CANDIDATE, candidate);
    exchange.setVariable(Names.MAPPED, MappedObject.EMPTY);
    exchange.setVariable(Names.MAPPABLE, mappable(candidate));
  }

  /**
   * Whether the mapping is asked. Of whom too little is kept to be mapped, because he is out of
   * scope and has no account or is only to be deleted, no expression can fail.
   */
  private boolean mappable(Candidate candidate) {
    Link link = state.links().find(candidate.key()).orElse(null);
    boolean onlyDeleted =
        candidate.stored().presence() == Presence.DELETED
            && link != null
            && link.targetId() != null;
    return candidate.inScope() || (link != null && !onlyDeleted);
  }

  void takeMapped(Exchange exchange) {
    exchange.setVariable(Names.MAPPED, exchange.getMessage().getBody(MappedObject.class));
  }

  private Candidate unfiltered(StoredObject stored) {
    boolean user = stored.key().type() == ObjectType.USER;
    boolean entitled =
        everything
            || (state.entitlement().entitled(stored.key())
                && (user || stored.properties().path("securityEnabled").asBoolean(true)));
    return new Candidate(
        stored,
        entitled,
        true,
        user && lenient,
        TenantReading.roles(state, inForce.get(), stored.key()));
  }

  void decide(Exchange exchange) {
    Candidate candidate = candidateAt(exchange);
    Planner planner = planner(candidate.key().type());
    MappedObject made = exchange.getVariable(Names.MAPPED, MappedObject.class);
    if (made != MappedObject.EMPTY) {
      state.links().names(candidate.key(), planner.named(made));
    }
    HeldRows rows = undone.rows(candidate, made, planner);
    MappedObject mapped = rows.mapped();
    exchange.setVariable(Names.MAPPED, mapped);
    Link link = state.links().find(candidate.key()).orElse(null);
    if (link != null && link.targetId() != null && !named(candidate.stored())) {
      state.names().freed(candidate.key().type(), link.targetId());
    }
    boolean membersDiffer = membersDiffer(candidate, planner, link);
    Decision decision = rows.telling(decided(candidate, mapped, link, membersDiffer));
    if (cycles.current().kind().equals(CycleKind.UNDO.word(false))) {
      decision = undone.reasoned(decision);
    }
    exchange.setVariable(Names.DECISION, decision);
    if (decision instanceof Decision.Match match) {
      exchange.setVariable(Names.QUERIES, new ArrayDeque<>(match.queries()));
      exchange.setVariable(Names.FOUND, List.of());
    }
  }

  /** Whether an object is a group of which the members are ours to keep right. */
  boolean comparesMembers(Candidate candidate) {
    return candidate.key().type() == ObjectType.GROUP
        && records.mapsMembers()
        && (candidate.inScope() || groups.emptied(candidate));
  }

  /** What an object should be: what undo took back stays as it was restored. */
  MappedObject wished(Candidate candidate, MappedObject made) {
    return undone.rows(candidate, made, planner(candidate.key().type())).mapped();
  }

  /** What is to be done about an object of which is known what the link says. */
  Decision decided(
      Candidate candidate, MappedObject wished, @Nullable Link link, boolean membersDiffer) {
    Decision held = undone.object(candidate, link);
    return held == null
        ? temporary.weigh(
            candidate,
            former(
                candidate,
                planner(candidate.key().type()).decide(candidate, wished, link, membersDiffer)),
            link)
        : held;
  }

  /** Of an object whose target object has gone to another one, it is said when it matters. */
  private Decision former(Candidate candidate, Decision decision) {
    return decision instanceof Decision.Nothing && candidate.stored().presence() == Presence.DELETED
        ? conflicts
            .former(candidate.key())
            .<Decision>map(
                gone ->
                    new Decision.Nothing(
                        "Deleted for good in Entra; " + gone + ", and stays.",
                        LogEntries.PASSED_ON))
            .orElse(decision)
        : decision;
  }

  /** Whether an object should be in the target. */
  boolean wanted(Candidate candidate) {
    return planner(candidate.key().type()).wanted(candidate);
  }

  /** A group of which the outcome of a write is not known is looked at in any case. */
  private boolean membersDiffer(Candidate candidate, Planner planner, @Nullable Link link) {
    if (candidate.key().type() != ObjectType.GROUP) {
      return false;
    }
    if (link == null || link.targetId() == null || !comparesMembers(candidate)) {
      state.memberDifferences().forget(candidate.key().id());
      return false;
    }
    boolean differ = members.differ(candidate, planner.emptied(candidate));
    if (candidate.unclear() != null) {
      // Nobody joins a group of which it is not clear whether it should be there.
      differ = state.memberDifferences().leavingAlone(candidate.key().id());
    }
    return differ || link.intent() != null;
  }

  void decideMatched(Exchange exchange) {
    Candidate candidate = candidateAt(exchange);
    List<ObjectNode> all = found(exchange);
    List<ObjectNode> found = own(candidate.key(), all);
    Decision decision =
        changing(candidate.key(), found)
            ? new Decision.Later()
            : matched(candidate, exchange.getVariable(Names.MAPPED, MappedObject.class), found);
    boolean matchable = exchange.getVariable(Names.MAPPED, MappedObject.class).isMatchable();
    if (decision instanceof Decision.Write write
        && write.change().targetId() != null
        && !target.promise(candidate.key(), write.change().knownTargetId())) {
      // Of two that match one object, the other one is matched anew once the first has it.
      decision = new Decision.Later();
    }
    if (found.size() < all.size() && decision instanceof Decision.Write write) {
      // Its name is another one's still: it follows once both are known to be ours.
      String path = UniqueName.path(candidate.key().type());
      decision = new Decision.Write(write.change().without(path));
    }
    if (found.size() == 1
        && decision instanceof Decision.Refuse refuse
        && refuse.code().equals(NameConflicts.CODE)) {
      state.names().await(candidate.key(), found.get(0).path("id").asText());
    }
    boolean group = candidate.key().type() == ObjectType.GROUP;
    if (found.isEmpty()
        && matchable
        && (group || state.links().find(candidate.key()).isPresent())) {
      // A creation that was begun has not arrived; a group that is not there has no members.
      state.links().withdraw(candidate.key());
    }
    exchange.setVariable(Names.DECISION, decision);
    if (decision instanceof Decision.Choose choose) {
      exchange.setVariable(Names.UNIQUE, choose.choice());
    }
  }

  /**
   * What was found without what is certainly another one's: of two objects of which one names the
   * source object in its {@code externalId}, and the other one belongs to another object of Entra,
   * the first is meant. So it is when names were exchanged while nothing was remembered.
   */
  private List<ObjectNode> own(ObjectKey key, List<ObjectNode> found) {
    List<ObjectNode> own = found.stream().filter(resource -> named(resource, key)).toList();
    boolean others =
        found.stream()
            .filter(resource -> !named(resource, key))
            .allMatch(resource -> owner(key.type(), List.of(resource)) != null);
    return found.size() > 1 && own.size() == 1 && others ? own : found;
  }

  private static boolean named(ObjectNode resource, ObjectKey key) {
    return TargetReading.externalId(resource).filter(key.id()::equals).isPresent();
  }

  /** What is to be done about an object of which is known what the target has. */
  Decision matched(Candidate candidate, MappedObject mapped, List<ObjectNode> found) {
    ObjectKey key = candidate.key();
    String owner = owner(key.type(), found);
    Decision decision = planner(key.type()).matched(candidate, mapped, found, owner);
    if (owner != null
        && decision instanceof Decision.Refuse refuse
        && refuse.code().equals(NameConflicts.CODE)) {
      return conflict(key, owner, found.get(0));
    }
    if (!(decision instanceof Decision.Write write) || !candidate.inScope()) {
      return decision;
    }
    Change change = write.change();
    return change.action() == Action.CREATE
        ? conflicts
            .former(key)
            .<Decision>map(
                gone -> new Decision.Write(change.because(change.reason() + "; " + gone)))
            .orElse(decision)
        : holder(key, found)
            .<Decision>map(former -> new Decision.Write(change.because(passedOn(change, former))))
            .orElse(decision);
  }

  /** Why an object of the target cannot be had that belongs to another object of Entra. */
  Decision.Refuse conflict(ObjectKey key, String owner, ObjectNode resource) {
    return conflicts.refusal(key, new ObjectKey(key.type(), owner), resource.path("id").asText());
  }

  /** The other object of Entra that a link names as the one that has an object of the target. */
  Optional<ObjectKey> otherHolder(ObjectKey key, String targetId) {
    return state
        .links()
        .findByTarget(key.type(), targetId)
        .map(Link::key)
        .filter(other -> !other.equals(key));
  }

  /** The one whose target object an object gets, because Entra has freed its name. */
  private String passedOn(Change change, ObjectKey former) {
    return change.reason()
        + " (id "
        + change.knownTargetId()
        + "), from "
        + former.type().word()
        + " "
        + former.id()
        + ", which is deleted in Entra";
  }

  /** The other object of Entra, living or not, that has what was found. */
  private Optional<ObjectKey> holder(ObjectKey key, List<ObjectNode> found) {
    return found.stream()
        .map(resource -> holder(key.type(), resource))
        .flatMap(Optional::stream)
        .filter(other -> !other.equals(key) && state.source().find(other).isPresent())
        .findFirst();
  }

  /** The object of Entra, living or not, that has an object of the target. */
  Optional<ObjectKey> holder(ObjectType type, ObjectNode resource) {
    return state
        .links()
        .findByTarget(type, resource.path("id").asText())
        .map(Link::key)
        .or(() -> TargetReading.externalId(resource).map(id -> new ObjectKey(type, id)));
  }

  /**
   * Whether what was found belongs to somebody else, living or dead, who is still to be looked at
   * or written in this cycle, and may leave the name by that.
   */
  private boolean changing(ObjectKey key, List<ObjectNode> found) {
    return found.stream()
        .map(resource -> holder(key.type(), resource))
        .flatMap(Optional::stream)
        .anyMatch(other -> !other.equals(key) && changing(other));
  }

  private boolean changing(ObjectKey other) {
    return state.plan().has(other) || state.source().isPending(other);
  }

  /** Decides about a new object whose unique values are found, or are all taken. */
  void decideChosen(Exchange exchange) {
    Candidate candidate = candidateAt(exchange);
    UniqueChoice choice = exchange.getVariable(Names.UNIQUE, UniqueChoice.class);
    Decision decision = planner(candidate.key().type()).chosen(candidate, choice);
    exchange.setVariable(Names.DECISION, decision);
    if (decision instanceof Decision.Write) {
      choice.given().forEach(value -> target.give(candidate.key().type(), value));
    }
  }

  /**
   * The Entra object that a target object belongs to, by its link or else by its {@code
   * externalId}. One that Entra has deleted has left its name, also while it can be restored: what
   * it had may be adopted.
   */
  @Nullable String owner(ObjectType type, List<ObjectNode> found) {
    if (found.size() != 1) {
      return null;
    }
    ObjectNode resource = found.get(0);
    return state
        .links()
        .findByTarget(type, resource.path("id").asText())
        .map(link -> link.key().id())
        .filter(id -> named(type, id))
        .or(() -> TargetReading.externalId(resource).filter(id -> named(type, id)))
        .orElse(null);
  }

  private boolean named(ObjectType type, String id) {
    return state.source().find(new ObjectKey(type, id)).filter(Planning::named).isPresent();
  }

  /** Whether Entra still calls an object by its name, as far as is known. */
  private static boolean named(StoredObject object) {
    return object.presence() == Presence.PRESENT || object.presence() == Presence.VANISHED;
  }

  void record(Exchange exchange) {
    Candidate candidate = candidateAt(exchange);
    Decision decision = exchange.getVariable(Names.DECISION, Decision.class);
    if (decision instanceof Decision.Write write) {
      if (write.change().group()
          && records.mapsMembers()
          && state.links().find(candidate.key()).map(Link::targetId).isEmpty()) {
        members.differ(candidate, planner(ObjectType.GROUP).emptied(candidate));
      }
      StoredChange planned = write.change().stored();
      state.plan().put(planned);
      boolean waits = cycles.isBeside() && write.change().action() == Action.UPDATE;
      if (waits && state.names().isTaken(planned)) {
        // The next cycle puts those in order that want each other's names.
        state.plan().drop(candidate.key());
        exchange.setVariable(Names.DECISION, new Decision.Later());
      }
    } else if (decision instanceof Decision.Nothing nothing) {
      cycles.current().count(Counter.SKIPPED, 1);
      boolean passedOn = nothing.code().equals(LogEntries.PASSED_ON);
      state
          .outcomes()
          .settled(
              settlement(candidate),
              nothing.code().isEmpty() || passedOn
                  ? null
                  : records.log().skipped(candidate, nothing));
      if (passedOn) {
        records.passedOn(candidate.key(), nothing.reason());
      }
    } else if (decision instanceof Decision.Refuse refuse) {
      records.park(candidate, refuse, settlement(candidate));
    } else if (!(decision instanceof Decision.Later)) {
      throw new IllegalStateException("An object that was not decided: " + candidate.key());
    }
  }

  /** Whether all users in the target were read in this cycle, with their groups or without. */
  boolean usersRead() {
    return target.complete(ObjectType.USER.name());
  }

  /** Whether who is in a group of the target is among what was read in this cycle. */
  boolean membersRead(String groupId) {
    return usersRead() && target.memberships().knows(groupId);
  }

  Settlement settlement(Candidate candidate) {
    return new Settlement(
        candidate.key(),
        candidate.stored().changed(),
        candidate.inScope(),
        planner(candidate.key().type()).memberEligible(candidate),
        kept(candidate.key().type()));
  }

  /** Of which nothing is known but what was known before: it loses nothing. */
  Settlement unchanged(StoredObject stored) {
    return new Settlement(
        stored.key(), stored.changed(), stored.inScope(), true, kept(stored.key().type()));
  }

  Settlement settlement(Change change) {
    return new Settlement(
        change.key(),
        change.changed(),
        change.inScope(),
        change.memberEligible(),
        kept(change.key().type()));
  }

  private Set<String> kept(ObjectType type) {
    return entra.keptOutOfScope(type);
  }

  Planner planner(ObjectType type) {
    return type == ObjectType.USER ? users : groups;
  }

  private static Candidate candidateAt(Exchange exchange) {
    return exchange.getVariable(Names.CANDIDATE, Candidate.class);
  }

  @SuppressWarnings("unchecked")
  private static List<ObjectNode> found(Exchange exchange) {
    return (List<ObjectNode>) exchange.getVariable(Names.FOUND, List.class);
  }
}
