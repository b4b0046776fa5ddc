package org.entrazscaler.planning;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.UniqueName;
import org.entrazscaler.mapping.MappedObject;
import org.entrazscaler.plan.Action;
import org.entrazscaler.plan.Candidate;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.Decision;
import org.entrazscaler.plan.Planners;
import org.entrazscaler.store.State;
import org.entrazscaler.target.ReadAnswers;
import org.entrazscaler.target.Subject;
import org.entrazscaler.target.TargetReading;
import org.jspecify.annotations.Nullable;

/** The steps that plan an object from the target objects that match it. */
public final class Matching {

  private final State state;
  private final Planners planners;
  private final TargetOwners owners;
  private final TargetReading target;
  private final NameConflicts conflicts;

  public Matching(State state, Planners planners, TargetOwners owners, TargetReading target) {
    this.state = state;
    this.planners = planners;
    this.owners = owners;
    this.target = target;
    this.conflicts = new NameConflicts(state);
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
        owners.isOwnerChanging(candidate.key(), found, subject.answers())
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
        && (group || state.planning().known(subject).link() != null)) {
      // The started creation was not carried out; a group that does not exist has no members.
      state.links().withdrawIntent(candidate.key());
    }
    subject.decision(decision);
  }

  private boolean belongsToOther(Subject subject, ObjectNode resource, ReadAnswers read) {
    ObjectKey key = subject.key();
    return Stream.concat(
            owners.link(key.type(), resource, read).map(Link::key).stream(),
            TargetReading.externalId(resource).map(id -> new ObjectKey(key.type(), id)).stream())
        .anyMatch(other -> !other.equals(key) && read.isPlannedTogether(other));
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
            .allMatch(resource -> owners.owner(key.type(), List.of(resource), read) != null);
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
    String owner = owners.owner(key.type(), found, read);
    Decision decision = planners.of(key.type()).planMatched(candidate, mapped, found, owner);
    if (owner != null
        && decision instanceof Decision.Refuse refuse
        && refuse.code().equals(NameConflicts.CODE)) {
      return owners.conflict(key, owner, found.get(0));
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
        : owners
            .holder(key, found, read)
            .<Decision>map(
                former -> new Decision.Write(change.withReason(passedOn(change, former))))
            .orElse(decision);
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
}
