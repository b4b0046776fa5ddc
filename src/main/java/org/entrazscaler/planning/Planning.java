package org.entrazscaler.planning;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Body;
import org.entrazscaler.cycle.Counter;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.cycle.CycleKind;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.StoredChange;
import org.entrazscaler.mapping.MappedObject;
import org.entrazscaler.outcome.LogEntries;
import org.entrazscaler.outcome.Outcome;
import org.entrazscaler.outcome.ProvisioningRecords;
import org.entrazscaler.plan.Action;
import org.entrazscaler.plan.Candidate;
import org.entrazscaler.plan.Decision;
import org.entrazscaler.plan.MatchQuery;
import org.entrazscaler.plan.Planner;
import org.entrazscaler.plan.Planners;
import org.entrazscaler.plan.RestoredRows;
import org.entrazscaler.plan.UniqueChoice;
import org.entrazscaler.source.Presence;
import org.entrazscaler.source.StoredObject;
import org.entrazscaler.store.State;
import org.entrazscaler.target.KnownObject;
import org.entrazscaler.target.Subject;
import org.entrazscaler.target.TargetReading;
import org.jspecify.annotations.Nullable;

/** The steps of {@code plan.camel.yaml} that plan a source object that has changed. */
public final class Planning {

  private final State state;
  private final RestoredValuePlanning undone;
  private final NameConflicts conflicts;
  private final TemporaryNames temporary;
  private final Planners planners;
  private final CycleControl cycles;
  private final ProvisioningRecords records;
  private final MemberPlanning members;
  private final Completions completions;
  private final TargetReading target;

  public Planning(
      State state,
      Planners planners,
      CycleControl cycles,
      ProvisioningRecords records,
      MemberPlanning members,
      Completions completions,
      TargetReading target) {
    this.state = state;
    this.undone = new RestoredValuePlanning(state);
    this.conflicts = new NameConflicts(state);
    this.temporary = new TemporaryNames(state);
    this.planners = planners;
    this.cycles = cycles;
    this.records = records;
    this.members = members;
    this.completions = completions;
    this.target = target;
  }

  /**
   * The groups that a full reading did not contain. Their members must not be planned before it is
   * known what happened to the groups.
   */
  public Iterator<StoredObject> vanishedGroups() {
    return state.source().pendingVanished(ObjectType.GROUP);
  }

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

  /** Leaves the object to be planned alone after its chunk, because it needs its own request. */
  public void setAside(@Body Subject subject) {
    subject.setAside();
  }

  /** The users that a mapped object refers to. */
  List<String> referencedUsers(Subject subject) {
    return planners.of(subject.key().type()).referencedUsers(subject.mapped());
  }

  /** The queries that may be needed to plan the object. */
  List<MatchQuery> matchQueries(Subject subject) {
    Link link = state.planning().known(subject).link();
    return link != null && link.targetId() != null
        ? List.of()
        : planners.of(subject.key().type()).matchQueries(subject.mapped());
  }

  /** Plans an object as far as possible without the target. */
  public void plan(@Body Subject subject) {
    Candidate candidate = subject.candidate();
    Planner planner = planners.of(candidate.key().type());
    KnownObject known = state.planning().known(subject);
    RestoredRows rows = undone.withRestored(candidate, subject.mapped(), planner, known.restored());
    MappedObject mapped = rows.mapped();
    subject.replaceMapped(mapped);
    Link link = known.link();
    if (link != null && link.targetId() != null && !TargetOwners.keepsName(candidate.stored())) {
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
        && (candidate.inScope() || planners.groups().needsEmptying(candidate));
  }

  /** The values that an object must have, including restored values. */
  public MappedObject requiredValues(Subject subject) {
    Candidate candidate = subject.candidate();
    Planner planner = planners.of(candidate.key().type());
    return undone
        .withRestored(
            candidate, subject.mapped(), planner, state.planning().known(subject).restored())
        .mapped();
  }

  /** Plans an object from its link. */
  public Decision planLinked(
      Subject subject, MappedObject required, @Nullable Link link, boolean membersDiffer) {
    Candidate candidate = subject.candidate();
    Decision held = undone.planObject(candidate, link, state.planning().known(subject).restored());
    return held == null
        ? temporary.replaceTemporary(
            candidate,
            withFormerTarget(
                candidate,
                planners.of(candidate.key().type()).plan(candidate, required, link, membersDiffer)),
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

  /** Plans a new object after its unique values were chosen, or were all taken. */
  public void planWithUniqueValues(@Body Subject subject) {
    ObjectType type = subject.key().type();
    UniqueChoice choice = Objects.requireNonNull(subject.unique());
    Decision decision = planners.of(type).planWithUniqueValues(subject.candidate(), choice);
    subject.decision(decision);
    if (decision instanceof Decision.Write) {
      choice.chosenValues().forEach(value -> target.reserveValue(type, value));
    }
  }

  /** Prepares the record of a decision. An object that cannot be written is parked at once. */
  public void prepareRecord(@Body Subject subject) {
    Candidate candidate = subject.candidate();
    Decision decision = subject.decision();
    if (decision instanceof Decision.Write write) {
      Link link = state.planning().known(subject).link();
      if (write.change().group()
          && records.mapsMembers()
          && (link == null || link.targetId() == null)) {
        members.needsMemberChanges(candidate, planners.groups().needsEmptying(candidate));
      }
      subject.planned(write.change().stored());
    } else if (decision instanceof Decision.Nothing nothing) {
      subject.completed(
          new Outcome.Completed(
              completions.of(candidate),
              nothing.code().isEmpty() || passedOn(nothing)
                  ? null
                  : records.log().skipped(candidate, nothing)));
    } else if (decision instanceof Decision.Refuse refuse) {
      records.park(candidate, refuse, completions.of(candidate));
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
}
