package org.entrazscaler.planning;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.apache.camel.util.ObjectHelper;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.camel.MappingsInForce;
import org.entrazscaler.cycle.Counter;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.cycle.CycleKind;
import org.entrazscaler.entra.EntraReader;
import org.entrazscaler.entra.SourceUnclearException;
import org.entrazscaler.entra.TenantReader;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.StoredChange;
import org.entrazscaler.link.UniqueName;
import org.entrazscaler.mapping.MappedObject;
import org.entrazscaler.outcome.Completion;
import org.entrazscaler.outcome.LogEntries;
import org.entrazscaler.outcome.Outcome;
import org.entrazscaler.outcome.ProvisioningRecords;
import org.entrazscaler.plan.Action;
import org.entrazscaler.plan.Candidate;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.Decision;
import org.entrazscaler.plan.MatchQuery;
import org.entrazscaler.plan.Planner;
import org.entrazscaler.plan.RestoredRows;
import org.entrazscaler.plan.UniqueChoice;
import org.entrazscaler.quarantine.FailureHandling;
import org.entrazscaler.scope.FilterException;
import org.entrazscaler.settings.ProvisioningSettings.Deprovision;
import org.entrazscaler.source.Presence;
import org.entrazscaler.source.StoredObject;
import org.entrazscaler.store.State;
import org.entrazscaler.target.KnownObject;
import org.entrazscaler.target.ReadAnswers;
import org.entrazscaler.target.Subject;
import org.entrazscaler.target.TargetReading;
import org.jspecify.annotations.Nullable;

/** The steps of {@code plan.camel.yaml} that plan a source object that has changed. */
public final class Planning {

  private final State state;
  private final RestoredValuePlanning undone;
  private final NameConflicts conflicts;
  private final TemporaryNames temporary;
  private final Planner users;
  private final Planner groups;
  private final boolean everything;
  private final boolean lenient;
  private final CycleControl cycles;
  private final EntraReader entra;
  private final ProvisioningRecords records;
  private final MemberPlanning members;
  private final TargetReading target;
  private final Supplier<MappingsInForce> inForce;

  public Planning(
      State state,
      Planner users,
      Planner groups,
      boolean everything,
      Deprovision deprovision,
      CycleControl cycles,
      EntraReader entra,
      ProvisioningRecords records,
      MemberPlanning members,
      TargetReading target,
      Supplier<MappingsInForce> inForce) {
    this.state = state;
    this.undone = new RestoredValuePlanning(state);
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
   * The groups that a full reading did not contain. Their members must not be planned before it is
   * known what happened to the groups.
   */
  public Iterator<StoredObject> vanishedGroups() {
    return state.source().pendingVanished(ObjectType.GROUP);
  }

  // --- scope and mapping -----------------------------------------------------------------------

  /**
   * Loads one object that is planned alone, locked or not.
   *
   * @param listed as it was read from the state
   * @return with its current data
   */
  public Subject load(@Body StoredObject listed) {
    return state.planning().load(listed.key().type(), List.of(listed.key().id())).stream()
        .map(Subject::ofOne)
        .findFirst()
        .orElseGet(() -> Subject.ofOne(listed));
  }

  /**
   * Handles an object for which Entra gives no clear answer. If it is out of scope in any case, it
   * loses its access; otherwise it is not changed.
   *
   * @param exception the answer of Entra
   */
  public void handleUnclearSource(
      @Variable(ExchangeVariables.SUBJECT) Subject subject,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception exception) {
    SourceUnclearException unclear =
        ObjectHelper.getException(SourceUnclearException.class, exception);
    Candidate candidate = candidateBeforeFilter(subject);
    if (candidate.entitled() || candidate.lenient()) {
      throw unclear;
    }
    subject.unclear(FailureHandling.refusal(unclear));
  }

  /**
   * Prepares the object for its scoping filter: until the filter is evaluated, the object counts as
   * passed.
   */
  public void assumeInScope(@Body Subject subject) {
    subject.setCandidate(candidateBeforeFilter(subject));
  }

  /**
   * Handles a filter that fails: the object keeps its former scope. For an object that is out of
   * scope in any case the filter does not matter.
   *
   * @param exception the error of the filter
   */
  public void handleFilterFailure(
      @Variable(ExchangeVariables.SUBJECT) Subject subject,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception exception) {
    subject.filterFailed();
    if (subject.candidate().withFilterResult(true).inScope()) {
      subject.unclear(
          new Decision.Refuse(
              "InvalidExpression",
              String.valueOf(
                  ObjectHelper.getException(FilterException.class, exception).getMessage()),
              "Correct the value in Entra, or the scoping filter. Until then the object keeps"
                  + " its scope."));
    }
  }

  /**
   * Sets the scope of the object from the result of its filter.
   *
   * @param let the result of the filter; null counts as false
   * @return the same object
   */
  public Subject applyFilterResult(
      @Variable(ExchangeVariables.SUBJECT) Subject subject,
      @Variable(ExchangeVariables.IN_SCOPE) @Nullable Boolean let) {
    boolean passes =
        subject.hasFilterFailed() ? subject.stored().inScope() : Boolean.TRUE.equals(let);
    Candidate candidate = subject.candidate().withFilterResult(passes).unclear(subject.unclear());
    subject.setFilterResult(candidate, isMappingNeeded(candidate, known(subject).link()));
    return subject;
  }

  /**
   * Whether the object must be mapped. An object that is out of scope and has no account, or is
   * only deleted, keeps too few properties to be mapped, and its expressions must not fail.
   */
  private static boolean isMappingNeeded(Candidate candidate, @Nullable Link link) {
    boolean onlyDeleted =
        candidate.stored().presence() == Presence.DELETED
            && link != null
            && link.targetId() != null;
    return candidate.inScope() || (link != null && !onlyDeleted);
  }

  /** Stores the result of the mapping. */
  public void storeMapped(
      @Body Subject subject, @Variable(ExchangeVariables.MAPPED) MappedObject mapped) {
    subject.setMapped(mapped);
  }

  /** Leaves the object to be planned alone after its chunk, because it needs its own request. */
  public void setAside(@Body Subject subject) {
    subject.setAside();
  }

  // --- conditions of the routes -----------------------------------------------------------------
  // For ${body.user} Camel would inspect the class each time.

  public boolean isUser(@Body Subject subject) {
    return subject.isUser();
  }

  /** See {@link Subject#isAlone}. */
  public boolean isAlone(@Body Subject subject) {
    return subject.isAlone();
  }

  /** See {@link Subject#isIncomplete}. */
  public boolean isIncomplete(@Body Subject subject) {
    return subject.isIncomplete();
  }

  /** See {@link Subject#needsMapping}. */
  public boolean needsMapping(@Body Subject subject) {
    return subject.needsMapping();
  }

  /** See {@link Subject#needsMatch}. */
  public boolean needsMatch(@Body Subject subject) {
    return subject.needsMatch();
  }

  /** See {@link Subject#needsUniqueValues}. */
  public boolean needsUniqueValues(@Body Subject subject) {
    return subject.needsUniqueValues();
  }

  /** See {@link Subject#needsRecording}. */
  public boolean needsRecording(@Body Subject subject) {
    return subject.needsRecording();
  }

  private Candidate candidateBeforeFilter(Subject subject) {
    StoredObject stored = subject.stored();
    boolean user = subject.isUser();
    boolean entitled =
        everything
            || (known(subject).entitled()
                && (user || stored.properties().path("securityEnabled").asBoolean(true)));
    return new Candidate(
        stored,
        entitled,
        true,
        user && lenient,
        TenantReader.roles(state, inForce.get(), stored.key()));
  }

  /** The data of an object in the state; read again if the object was read from Entra. */
  KnownObject known(Subject subject) {
    KnownObject known = subject.known();
    if (known == null) {
      StoredObject stored = subject.stored();
      known =
          state.planning().load(stored.key().type(), List.of(stored.key().id())).stream()
              .findFirst()
              .orElseGet(() -> new KnownObject(stored, false, false, null, List.of(), Set.of()));
      subject.known(known);
    }
    return known;
  }

  /** The users that a mapped object refers to. */
  List<String> referencedUsers(Subject subject) {
    return planner(subject.key().type()).referencedUsers(subject.mapped());
  }

  /** The queries that may be needed to plan the object. */
  List<MatchQuery> matchQueries(Subject subject) {
    Link link = known(subject).link();
    return link != null && link.targetId() != null
        ? List.of()
        : planner(subject.key().type()).matchQueries(subject.mapped());
  }

  // --- decisions --------------------------------------------------------------------------------

  /** Plans an object as far as possible without the target. */
  public void plan(@Body Subject subject) {
    Candidate candidate = subject.candidate();
    Planner planner = planner(candidate.key().type());
    KnownObject known = known(subject);
    RestoredRows rows = undone.withRestored(candidate, subject.mapped(), planner, known.restored());
    MappedObject mapped = rows.mapped();
    subject.replaceMapped(mapped);
    Link link = known.link();
    if (link != null && link.targetId() != null && !keepsName(candidate.stored())) {
      state.names().markWaitersPending(candidate.key().type(), link.targetId());
    }
    boolean membersDiffer = membersDiffer(candidate, planner, link);
    Decision decision = rows.withUndoReason(planLinked(subject, mapped, link, membersDiffer));
    if (cycles.current().kind().equals(CycleKind.UNDO.word(false))) {
      decision = undone.withUndoReason(decision);
    }
    subject.decision(decision);
  }

  /** Whether the program compares the members of a group. */
  public boolean comparesMembers(Candidate candidate) {
    return candidate.key().type() == ObjectType.GROUP
        && records.mapsMembers()
        && (candidate.inScope() || groups.needsEmptying(candidate));
  }

  /** The values that an object must have, including restored values. */
  public MappedObject requiredValues(Subject subject) {
    Candidate candidate = subject.candidate();
    Planner planner = planner(candidate.key().type());
    return undone
        .withRestored(candidate, subject.mapped(), planner, known(subject).restored())
        .mapped();
  }

  /** Plans an object from its link. */
  public Decision planLinked(
      Subject subject, MappedObject required, @Nullable Link link, boolean membersDiffer) {
    Candidate candidate = subject.candidate();
    Decision held = undone.planObject(candidate, link, known(subject).restored());
    return held == null
        ? temporary.replaceTemporary(
            candidate,
            withFormerTarget(
                candidate,
                planner(candidate.key().type()).plan(candidate, required, link, membersDiffer)),
            link)
        : held;
  }

  /** Adds to the decision that the target object belongs to another object now. */
  private Decision withFormerTarget(Candidate candidate, Decision decision) {
    return decision instanceof Decision.Nothing && candidate.stored().presence() == Presence.DELETED
        ? conflicts
            .formerTarget(candidate.key())
            .<Decision>map(
                gone ->
                    new Decision.Nothing(
                        "Permanently deleted in Entra; " + gone + ", and stays.",
                        LogEntries.PASSED_ON))
            .orElse(decision)
        : decision;
  }

  /** Whether an object must exist in the target. */
  public boolean isRequired(Candidate candidate) {
    return planner(candidate.key().type()).isRequired(candidate);
  }

  /** A group with a write whose outcome is not known counts as different. */
  private boolean membersDiffer(Candidate candidate, Planner planner, @Nullable Link link) {
    if (candidate.key().type() != ObjectType.GROUP) {
      return false;
    }
    if (link == null || link.targetId() == null || !comparesMembers(candidate)) {
      state.memberDifferences().forget(candidate.key().id());
      return false;
    }
    boolean differ = members.needsMemberChanges(candidate, planner.needsEmptying(candidate));
    if (candidate.unclear() != null) {
      // No member joins a group whose scope could not be evaluated.
      differ = state.memberDifferences().keepOnlyLeaving(candidate.key().id());
    }
    return differ || link.intent() != null;
  }

  /**
   * Plans an object after matching objects were searched for. If the found object belongs to
   * another object of the same chunk, it is planned after that one is recorded.
   */
  public void planMatched(@Body Subject subject) {
    Candidate candidate = subject.candidate();
    List<ObjectNode> all = subject.found();
    ReadAnswers read = subject.isAlone() ? null : subject.answers();
    if (read != null
        && all.stream().anyMatch(resource -> belongsToOther(subject, resource, read))) {
      subject.setAside();
      return;
    }
    List<ObjectNode> found = withoutForeign(candidate.key(), all, subject.answers());
    Decision decision =
        isOwnerChanging(candidate.key(), found, subject.answers())
            ? new Decision.Later()
            : planFound(candidate, subject.mapped(), found, subject.answers());
    if (decision instanceof Decision.Write write
        && write.change().targetId() != null
        && !target.reserve(candidate.key(), write.change().knownTargetId())) {
      // Two objects match one target object: the second is matched again after the first has it.
      decision = new Decision.Later();
    }
    if (found.size() < all.size() && decision instanceof Decision.Write write) {
      // Another object still has the name: it follows when both are managed.
      String path = UniqueName.path(candidate.key().type());
      decision = new Decision.Write(write.change().withoutValue(path));
    }
    if (found.size() == 1
        && decision instanceof Decision.Refuse refuse
        && refuse.code().equals(NameConflicts.CODE)) {
      state.names().recordWaiting(candidate.key(), found.get(0).path("id").asText());
    }
    boolean group = candidate.key().type() == ObjectType.GROUP;
    if (found.isEmpty()
        && subject.mapped().isMatchable()
        && (group || known(subject).link() != null)) {
      // The started creation was not carried out; a group that does not exist has no members.
      state.links().withdrawIntent(candidate.key());
    }
    subject.decision(decision);
  }

  private boolean belongsToOther(Subject subject, ObjectNode resource, ReadAnswers read) {
    ObjectKey key = subject.key();
    return Stream.concat(
            link(key.type(), resource, read).map(Link::key).stream(),
            TargetReading.externalId(resource).map(id -> new ObjectKey(key.type(), id)).stream())
        .anyMatch(other -> !other.equals(key) && read.isPlannedTogether(other));
  }

  /** The link of an object of the target. */
  private Optional<Link> link(ObjectType type, ObjectNode resource, @Nullable ReadAnswers read) {
    String id = resource.path("id").asText();
    Optional<Link> known = read == null ? null : read.link(id);
    return known == null ? state.links().findByTarget(type, id) : known;
  }

  /**
   * The found objects without those of other source objects. If one of two found objects has the
   * {@code externalId} of the source object and the other belongs to another object of Entra, the
   * first is the match. This occurs if names were exchanged while there was no state.
   */
  private List<ObjectNode> withoutForeign(
      ObjectKey key, List<ObjectNode> found, @Nullable ReadAnswers read) {
    List<ObjectNode> own = found.stream().filter(resource -> hasExternalId(resource, key)).toList();
    boolean others =
        found.stream()
            .filter(resource -> !hasExternalId(resource, key))
            .allMatch(resource -> owner(key.type(), List.of(resource), read) != null);
    return found.size() > 1 && own.size() == 1 && others ? own : found;
  }

  private static boolean hasExternalId(ObjectNode resource, ObjectKey key) {
    return TargetReading.externalId(resource).filter(key.id()::equals).isPresent();
  }

  /** Plans an object from the found target objects. */
  public Decision planFound(
      Candidate candidate,
      MappedObject mapped,
      List<ObjectNode> found,
      @Nullable ReadAnswers read) {
    ObjectKey key = candidate.key();
    String owner = owner(key.type(), found, read);
    Decision decision = planner(key.type()).planMatched(candidate, mapped, found, owner);
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
            .formerTarget(key)
            .<Decision>map(
                gone -> new Decision.Write(change.withReason(change.reason() + "; " + gone)))
            .orElse(decision)
        : holder(key, found, read)
            .<Decision>map(
                former -> new Decision.Write(change.withReason(passedOn(change, former))))
            .orElse(decision);
  }

  /** Why a target object that belongs to another object of Entra cannot be adopted. */
  public Decision.Refuse conflict(ObjectKey key, String owner, ObjectNode resource) {
    return conflicts.refusal(key, new ObjectKey(key.type(), owner), resource.path("id").asText());
  }

  /** The other object of Entra whose link refers to a target object. */
  public Optional<ObjectKey> otherHolder(ObjectKey key, String targetId) {
    return state
        .links()
        .findByTarget(key.type(), targetId)
        .map(Link::key)
        .filter(other -> !other.equals(key));
  }

  /** The reason of a change that adopts the target object of a deleted source object. */
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

  /** The other object of Entra, existing or deleted, that has a found object. */
  private Optional<ObjectKey> holder(
      ObjectKey key, List<ObjectNode> found, @Nullable ReadAnswers read) {
    return found.stream()
        .map(resource -> holder(key.type(), resource, read))
        .flatMap(Optional::stream)
        .filter(other -> !other.equals(key) && state.source().find(other).isPresent())
        .findFirst();
  }

  /** The object of Entra, existing or deleted, that has a target object. */
  public Optional<ObjectKey> holder(ObjectType type, ObjectNode resource) {
    return holder(type, resource, null);
  }

  private Optional<ObjectKey> holder(
      ObjectType type, ObjectNode resource, @Nullable ReadAnswers read) {
    return link(type, resource, read)
        .map(Link::key)
        .or(() -> TargetReading.externalId(resource).map(id -> new ObjectKey(type, id)));
  }

  /**
   * Whether a found object belongs to another object, existing or deleted, that is still planned or
   * written in this cycle and may free the name.
   */
  private boolean isOwnerChanging(
      ObjectKey key, List<ObjectNode> found, @Nullable ReadAnswers read) {
    return found.stream()
        .map(resource -> holder(key.type(), resource, read))
        .flatMap(Optional::stream)
        .anyMatch(other -> !other.equals(key) && isOwnerChanging(other));
  }

  private boolean isOwnerChanging(ObjectKey other) {
    return state.plan().isDue(other) || state.source().isPending(other);
  }

  /** Plans a new object after its unique values were chosen, or were all taken. */
  public void planWithUniqueValues(@Body Subject subject) {
    ObjectType type = subject.key().type();
    UniqueChoice choice = Objects.requireNonNull(subject.unique());
    Decision decision = planner(type).planWithUniqueValues(subject.candidate(), choice);
    subject.decision(decision);
    if (decision instanceof Decision.Write) {
      choice.chosenValues().forEach(value -> target.reserveValue(type, value));
    }
  }

  /**
   * The Entra object that a target object belongs to, by its link or else by its {@code
   * externalId}; null if there is none. A deleted object has freed its name, even if it can be
   * restored: its target object may be adopted.
   */
  @Nullable
  public String owner(ObjectType type, List<ObjectNode> found) {
    return owner(type, found, null);
  }

  private @Nullable String owner(
      ObjectType type, List<ObjectNode> found, @Nullable ReadAnswers read) {
    if (found.size() != 1) {
      return null;
    }
    ObjectNode resource = found.get(0);
    return link(type, resource, read)
        .map(link -> link.key().id())
        .filter(id -> keepsName(type, id))
        .or(() -> TargetReading.externalId(resource).filter(id -> keepsName(type, id)))
        .orElse(null);
  }

  private boolean keepsName(ObjectType type, String id) {
    return state.source().find(new ObjectKey(type, id)).filter(Planning::keepsName).isPresent();
  }

  /** Whether an object still has its name in Entra, as far as known. */
  private static boolean keepsName(StoredObject object) {
    return object.presence() == Presence.PRESENT || object.presence() == Presence.VANISHED;
  }

  /** Prepares the record of a decision. An object that cannot be written is parked at once. */
  public void prepareRecord(@Body Subject subject) {
    Candidate candidate = subject.candidate();
    Decision decision = subject.decision();
    if (decision instanceof Decision.Write write) {
      Link link = known(subject).link();
      if (write.change().group()
          && records.mapsMembers()
          && (link == null || link.targetId() == null)) {
        members.needsMemberChanges(candidate, planner(ObjectType.GROUP).needsEmptying(candidate));
      }
      subject.planned(write.change().stored());
    } else if (decision instanceof Decision.Nothing nothing) {
      subject.completed(
          new Outcome.Completed(
              completion(candidate),
              nothing.code().isEmpty() || passedOn(nothing)
                  ? null
                  : records.log().skipped(candidate, nothing)));
    } else if (decision instanceof Decision.Refuse refuse) {
      records.park(candidate, refuse, completion(candidate));
    } else if (!(decision instanceof Decision.Later)) {
      throw new IllegalStateException("An object without a decision: " + candidate.key());
    }
  }

  private static boolean passedOn(Decision.Nothing nothing) {
    return nothing.code().equals(LogEntries.PASSED_ON);
  }

  /** Records the planned changes, and completes objects that need no change. */
  void record(List<Subject> subjects) {
    List<StoredChange> planned = new ArrayList<>();
    List<Outcome> completed = new ArrayList<>();
    for (Subject subject : subjects) {
      Optional.ofNullable(subject.planned()).ifPresent(planned::add);
      Optional.ofNullable(subject.completed()).ifPresent(completed::add);
    }
    if (!planned.isEmpty()) {
      state.plan().putAll(planned);
    }
    if (!completed.isEmpty()) {
      state.outcomes().record(completed);
      cycles.current().count(Counter.SKIPPED, completed.size());
    }
    for (Subject subject : subjects) {
      StoredChange change = subject.planned();
      if (change != null
          && cycles.isSeparateWork()
          && subject.decision() instanceof Decision.Write write
          && write.change().action() == Action.UPDATE
          && state.names().isTaken(change)) {
        // The next cycle resolves an exchange of names.
        state.plan().drop(subject.key());
        subject.decision(new Decision.Later());
      }
      if (subject.completed() != null
          && subject.decision() instanceof Decision.Nothing nothing
          && passedOn(nothing)) {
        records.recordHandover(subject.key(), nothing.reason());
      }
    }
  }

  /** Whether all users in the target were read in this cycle, with or without their groups. */
  public boolean areUsersRead() {
    return target.isComplete(ObjectType.USER);
  }

  /** Whether the members of a group were read in this cycle. */
  public boolean areMembersRead(String groupId) {
    return areUsersRead() && target.memberships().isKnown(groupId);
  }

  public Completion completion(Candidate candidate) {
    return new Completion(
        candidate.key(),
        candidate.stored().changed(),
        candidate.inScope(),
        planner(candidate.key().type()).isMemberEligible(candidate),
        keptOutOfScope(candidate.key().type()));
  }

  /** The completion of an object that keeps its former scope. */
  public Completion unchangedCompletion(StoredObject stored) {
    return new Completion(
        stored.key(),
        stored.changed(),
        stored.inScope(),
        true,
        keptOutOfScope(stored.key().type()));
  }

  public Completion completion(Change change) {
    return new Completion(
        change.key(),
        change.changed(),
        change.inScope(),
        change.memberEligible(),
        keptOutOfScope(change.key().type()));
  }

  private Set<String> keptOutOfScope(ObjectType type) {
    return entra.propertiesOutOfScope(type);
  }

  public Planner planner(ObjectType type) {
    return type == ObjectType.USER ? users : groups;
  }
}
