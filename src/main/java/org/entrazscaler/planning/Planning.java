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

/** The steps of {@code plan.camel.yaml}: from a source object that has changed to a plan for it. */
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
   * The groups that a full reading did not bring: who belongs to them is not to be judged before it
   * is known what became of them.
   *
   * @return none unless there was such a reading
   */
  public Iterator<StoredObject> vanishedGroups() {
    return state.source().pendingVanished(ObjectType.GROUP);
  }

  // --- where it stands ------------------------------------------------------------------------

  /**
   * Takes up one object that is looked at by itself, claimed or not.
   *
   * @param listed as it was read from the state
   * @return with all that is known of it now
   */
  public Subject load(@Body StoredObject listed) {
    return state.planning().known(listed.key().type(), List.of(listed.key().id())).stream()
        .map(Subject::ofOne)
        .findFirst()
        .orElseGet(() -> Subject.ofOne(listed));
  }

  /**
   * Entra does not say what became of the object. If it is out of scope in any case, it loses what
   * those lose who are; else it stays as it is.
   *
   * @param subject the object at hand
   * @param exception what Entra said
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
   * Makes of the object what its filter reads: as far as is known before it is asked.
   *
   * @param subject the object at hand
   */
  public void assumeInScope(@Body Subject subject) {
    subject.setCandidate(candidateBeforeFilter(subject));
  }

  /**
   * The filter cannot say whether the object is let through: it stands as it stood before. Of one
   * that is out of scope whatever the filter says nothing is unclear.
   *
   * @param subject the object at hand
   * @param exception what the filter said
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
              "Correct the value in Entra, or the scoping filter. Until then the object stands as"
                  + " it stood before."));
    }
  }

  /**
   * Where the object stands, now that its filter has been asked.
   *
   * @param subject the object at hand
   * @param let whether the filter lets it through; null counts as no
   * @return the object at hand
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
   * Whether the mapping is asked. Of one of which too little is kept to be mapped, because it is
   * out of scope and has no account or is only to be deleted, no expression can fail.
   */
  private static boolean isMappingNeeded(Candidate candidate, @Nullable Link link) {
    boolean onlyDeleted =
        candidate.stored().presence() == Presence.DELETED
            && link != null
            && link.targetId() != null;
    return candidate.inScope() || (link != null && !onlyDeleted);
  }

  /**
   * Keeps what the mapping makes of the object.
   *
   * @param subject the object at hand
   * @param mapped what the mapping makes of it
   */
  public void storeMapped(
      @Body Subject subject, @Variable(ExchangeVariables.MAPPED) MappedObject mapped) {
    subject.setMapped(mapped);
  }

  /**
   * Leaves the object to be planned by itself, after the others of its chunk.
   *
   * @param subject one of a chunk that needs a request of its own
   */
  public void setAside(@Body Subject subject) {
    subject.setAside();
  }

  // --- what the routes ask ----------------------------------------------------------------------
  // For ${body.user} Camel would inspect the class each time.

  /**
   * Whether the object at hand is a user.
   *
   * @param subject the object at hand
   * @return false for a group
   */
  public boolean isUser(@Body Subject subject) {
    return subject.isUser();
  }

  /**
   * Whether the object at hand is planned by itself.
   *
   * @param subject the object at hand
   * @return false in a chunk, in which nothing waits for an answer of Entra or Zscaler
   */
  public boolean isAlone(@Body Subject subject) {
    return subject.isAlone();
  }

  /**
   * Whether the object at hand is in scope and too little is kept of it to be mapped.
   *
   * @param subject the object at hand
   * @return true if Entra has to be asked for it
   */
  public boolean isIncomplete(@Body Subject subject) {
    return subject.isIncomplete();
  }

  /**
   * Whether the mapping is to be asked about the object at hand.
   *
   * @param subject the object at hand
   * @return false for one of which too little is kept to be mapped
   */
  public boolean needsMapping(@Body Subject subject) {
    return subject.needsMapping();
  }

  /**
   * Whether it must be known first which target object matches.
   *
   * @param subject the object at hand
   * @return false once that is known
   */
  public boolean needsMatch(@Body Subject subject) {
    return subject.needsMatch();
  }

  /**
   * Whether it must be known first which of several values is free in the target.
   *
   * @param subject the object at hand
   * @return false once its values are chosen
   */
  public boolean needsUniqueValues(@Body Subject subject) {
    return subject.needsUniqueValues();
  }

  /**
   * Whether the decision about the object at hand is to be recorded.
   *
   * @param subject the object at hand
   * @return false for one that needs a request of its own, and is planned by itself later
   */
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

  /** What the state knows of an object, read again if Entra was asked meanwhile. */
  KnownObject known(Subject subject) {
    KnownObject known = subject.known();
    if (known == null) {
      StoredObject stored = subject.stored();
      known =
          state.planning().known(stored.key().type(), List.of(stored.key().id())).stream()
              .findFirst()
              .orElseGet(() -> new KnownObject(stored, false, false, null, List.of(), Set.of()));
      subject.known(known);
    }
    return known;
  }

  /** Other objects that a mapped object refers to. */
  List<String> named(Subject subject) {
    return planner(subject.key().type()).referencedUsers(subject.mapped());
  }

  /** What the target is to be asked, as far as can be said before it is decided. */
  List<MatchQuery> matchQueries(Subject subject) {
    Link link = known(subject).link();
    return link != null && link.targetId() != null
        ? List.of()
        : planner(subject.key().type()).matchQueries(subject.mapped());
  }

  // --- what is to be done ---------------------------------------------------------------------

  /**
   * Decides about an object as far as that is possible without the target.
   *
   * @param subject the object at hand
   */
  public void plan(@Body Subject subject) {
    Candidate candidate = subject.candidate();
    Planner planner = planner(candidate.key().type());
    KnownObject known = known(subject);
    RestoredRows rows = undone.withRestored(candidate, subject.mapped(), planner, known.restored());
    MappedObject mapped = rows.mapped();
    subject.replaceMapped(mapped);
    Link link = known.link();
    if (link != null && link.targetId() != null && !named(candidate.stored())) {
      state.names().touchWaiting(candidate.key().type(), link.targetId());
    }
    boolean membersDiffer = membersDiffer(candidate, planner, link);
    Decision decision = rows.withUndoReason(planLinked(subject, mapped, link, membersDiffer));
    if (cycles.current().kind().equals(CycleKind.UNDO.word(false))) {
      decision = undone.withUndoReason(decision);
    }
    subject.decision(decision);
  }

  /** Whether an object is a group of which the members are ours to keep right. */
  public boolean comparesMembers(Candidate candidate) {
    return candidate.key().type() == ObjectType.GROUP
        && records.mapsMembers()
        && (candidate.inScope() || groups.needsEmptying(candidate));
  }

  /** What an object should be: what undo took back stays as it was restored. */
  public MappedObject requiredValues(Subject subject) {
    Candidate candidate = subject.candidate();
    Planner planner = planner(candidate.key().type());
    return undone
        .withRestored(candidate, subject.mapped(), planner, known(subject).restored())
        .mapped();
  }

  /** What is to be done about an object of which is known what the link says. */
  public Decision planLinked(
      Subject subject, MappedObject wished, @Nullable Link link, boolean membersDiffer) {
    Candidate candidate = subject.candidate();
    Decision held = undone.planObject(candidate, link, known(subject).restored());
    return held == null
        ? temporary.replaceTemporary(
            candidate,
            withFormerTarget(
                candidate,
                planner(candidate.key().type()).plan(candidate, wished, link, membersDiffer)),
            link)
        : held;
  }

  /** Of an object whose target object has gone to another one, it is said when it matters. */
  private Decision withFormerTarget(Candidate candidate, Decision decision) {
    return decision instanceof Decision.Nothing && candidate.stored().presence() == Presence.DELETED
        ? conflicts
            .formerTarget(candidate.key())
            .<Decision>map(
                gone ->
                    new Decision.Nothing(
                        "Deleted for good in Entra; " + gone + ", and stays.",
                        LogEntries.PASSED_ON))
            .orElse(decision)
        : decision;
  }

  /** Whether an object should be in the target. */
  public boolean isRequired(Candidate candidate) {
    return planner(candidate.key().type()).isRequired(candidate);
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
    boolean differ = members.needsMemberChanges(candidate, planner.needsEmptying(candidate));
    if (candidate.unclear() != null) {
      // Nobody joins a group of which it is not clear whether it should be there.
      differ = state.memberDifferences().keepOnlyLeaving(candidate.key().id());
    }
    return differ || link.intent() != null;
  }

  /**
   * Decides about an object of which is known what the target has. If that is another one's that is
   * planned together with it, it has its turn once the other one is recorded.
   *
   * @param subject the object at hand
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
      // Of two that match one object, the other one is matched anew once the first has it.
      decision = new Decision.Later();
    }
    if (found.size() < all.size() && decision instanceof Decision.Write write) {
      // Its name is another one's still: it follows once both are known to be ours.
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
      // A creation that was begun has not arrived; a group that is not there has no members.
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
   * What was found without what is certainly another one's: of two objects of which one names the
   * source object in its {@code externalId}, and the other one belongs to another object of Entra,
   * the first is meant. So it is when names were exchanged while nothing was remembered.
   */
  private List<ObjectNode> withoutForeign(
      ObjectKey key, List<ObjectNode> found, @Nullable ReadAnswers read) {
    List<ObjectNode> own = found.stream().filter(resource -> named(resource, key)).toList();
    boolean others =
        found.stream()
            .filter(resource -> !named(resource, key))
            .allMatch(resource -> owner(key.type(), List.of(resource), read) != null);
    return found.size() > 1 && own.size() == 1 && others ? own : found;
  }

  private static boolean named(ObjectNode resource, ObjectKey key) {
    return TargetReading.externalId(resource).filter(key.id()::equals).isPresent();
  }

  /** What is to be done about an object of which is known what the target has. */
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

  /** Why an object of the target cannot be had that belongs to another object of Entra. */
  public Decision.Refuse conflict(ObjectKey key, String owner, ObjectNode resource) {
    return conflicts.refusal(key, new ObjectKey(key.type(), owner), resource.path("id").asText());
  }

  /** The other object of Entra that a link names as the one that has an object of the target. */
  public Optional<ObjectKey> otherHolder(ObjectKey key, String targetId) {
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
  private Optional<ObjectKey> holder(
      ObjectKey key, List<ObjectNode> found, @Nullable ReadAnswers read) {
    return found.stream()
        .map(resource -> holder(key.type(), resource, read))
        .flatMap(Optional::stream)
        .filter(other -> !other.equals(key) && state.source().find(other).isPresent())
        .findFirst();
  }

  /** The object of Entra, living or not, that has an object of the target. */
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
   * Whether what was found belongs to somebody else, living or dead, who is still to be looked at
   * or written in this cycle, and may leave the name by that.
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

  /**
   * Decides about a new object whose unique values are found, or are all taken.
   *
   * @param subject the object at hand
   */
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
   * externalId}. One that Entra has deleted has left its name, also while it can be restored: what
   * it had may be adopted.
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

  /**
   * Makes of a decision what is to be recorded. What cannot be written is parked at once.
   *
   * @param subject the object at hand, about which was decided
   */
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
      throw new IllegalStateException("An object that was not decided: " + candidate.key());
    }
  }

  private static boolean passedOn(Decision.Nothing nothing) {
    return nothing.code().equals(LogEntries.PASSED_ON);
  }

  /** Records what is planned for objects, and puts those to rest that need nothing. */
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
          && ((Decision.Write) subject.decision()).change().action() == Action.UPDATE
          && state.names().isTaken(change)) {
        // The next cycle puts those in order that want each other's names.
        state.plan().drop(subject.key());
        subject.decision(new Decision.Later());
      }
      if (subject.completed() != null
          && subject.decision() instanceof Decision.Nothing nothing
          && passedOn(nothing)) {
        records.passedOn(subject.key(), nothing.reason());
      }
    }
  }

  /** Whether all users in the target were read in this cycle, with their groups or without. */
  public boolean areUsersRead() {
    return target.isComplete(ObjectType.USER);
  }

  /** Whether who is in a group of the target is among what was read in this cycle. */
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

  /** Of which nothing is known but what was known before: it loses nothing. */
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
