package org.entrazscaler.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.cycle.CycleContext;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.cycle.StopAwareIterator;
import org.entrazscaler.deadletter.ParkedObject;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.UniqueName;
import org.entrazscaler.mapping.MappedObject;
import org.entrazscaler.outcome.ProvisioningRecords;
import org.entrazscaler.plan.Action;
import org.entrazscaler.plan.Candidate;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.Decision;
import org.entrazscaler.plan.Planner;
import org.entrazscaler.plan.Planners;
import org.entrazscaler.plan.RedactedValues;
import org.entrazscaler.plan.ValueChange;
import org.entrazscaler.planning.Matching;
import org.entrazscaler.planning.Planning;
import org.entrazscaler.quarantine.FailureHandling;
import org.entrazscaler.reconcile.Difference.Kind;
import org.entrazscaler.source.StoredObject;
import org.entrazscaler.store.State;
import org.entrazscaler.target.OddEntries;
import org.entrazscaler.target.Subject;
import org.entrazscaler.target.TargetReading;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of {@code reconcile.camel.yaml} that compare one object: they ask the planner what it
 * would do if the link had the values that the target was seen to have. A repair writes these
 * values to the link; the changes are then planned, checked and written as in any cycle.
 */
final class ComparisonSteps {

  private static final Logger LOG = LoggerFactory.getLogger(ComparisonSteps.class);

  private final State state;
  private final CycleControl cycles;
  private final Planners planners;
  private final Planning planning;
  private final Matching matching;
  private final ProvisioningRecords records;
  private final TargetReading target;
  private final Reconciliation reconciliation;
  private final MemberComparison members;

  ComparisonSteps(
      CycleContext context,
      Planners planners,
      Planning planning,
      Matching matching,
      ProvisioningRecords records,
      TargetReading target,
      Reconciliation reconciliation) {
    this.state = context.state();
    this.cycles = context.cycles();
    this.planners = planners;
    this.planning = planning;
    this.matching = matching;
    this.records = records;
    this.target = target;
    this.reconciliation = reconciliation;
    this.members = new MemberComparison(state, planners.users(), records, reconciliation);
  }

  /**
   * Whether users or groups are compared.
   *
   * @param objects users or groups
   * @return whether they are provisioned
   */
  public boolean isProvisioned(ObjectType objects) {
    return cycles.isProvisioned(objects);
  }

  /** The users that have, or should have, an account. Ends early when the cycle has to stop. */
  public Iterator<StoredObject> users() {
    return toCompare(ObjectType.USER);
  }

  /** The groups that are, or should be, in the target. Ends early when the cycle has to stop. */
  public Iterator<StoredObject> groups() {
    return toCompare(ObjectType.GROUP);
  }

  private Iterator<StoredObject> toCompare(ObjectType type) {
    return cycles.isProvisioned(type)
        ? new StopAwareIterator<>(state.comparison().comparable(type), cycles)
        : Collections.emptyIterator();
  }

  /** The groups without a link, as SCIM resources. */
  public Iterator<ObjectNode> foreignGroups() {
    return new StopAwareIterator<>(state.accounts().unlinked(ObjectType.GROUP), cycles);
  }

  /**
   * Lists a group without a link, unless it is excluded.
   *
   * @param resource the group as it was read
   */
  public void listForeignGroup(@Body ObjectNode resource) {
    if (planners.groups().excludingPattern(resource) == null) {
      reconciliation.recordForeign(
          new Difference(
              Kind.FOREIGN_GROUP,
              ObjectType.GROUP,
              null,
              resource.path("id").asText(),
              OddEntries.label(ObjectType.GROUP, resource),
              null));
    }
  }

  /**
   * Compares one object with the target copy, and corrects the state if a repair is requested.
   *
   * @param subject the object with its required values
   */
  public void compare(@Variable(ExchangeVariables.SUBJECT) Subject subject) {
    Candidate candidate = subject.candidate();
    MappedObject mapped = planning.requiredValues(subject);
    ObjectType type = candidate.key().type();
    Link link = state.links().find(candidate.key()).orElse(null);
    boolean linked = link != null && link.targetId() != null;
    ObjectNode resource =
        link != null && linked
            ? state.target().find(type, link.knownTargetId()).orElse(null)
            : null;
    if (link != null && resource != null) {
      comparePresent(subject, mapped, link, resource);
    } else if (target.isComplete(type) || linked && target.isReadToEnd(type)) {
      // A managed object that the list did not contain was requested by its id.
      compareAbsent(subject, mapped, link);
    }
  }

  /**
   * Records that one object cannot be compared; this says nothing about the others.
   *
   * @param subject the object; null if it failed before
   * @param exception why it cannot be compared
   */
  public void recordUnclear(
      @Variable(ExchangeVariables.SUBJECT) @Nullable Subject subject,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception exception) {
    LOG.debug("An object could not be compared with Zscaler.", exception);
    if (subject == null) {
      return;
    }
    StoredObject stored = subject.stored();
    Candidate candidate = subject.candidateIfAny();
    reconciliation.recordDifference(
        new Difference(
            Kind.UNCLEAR,
            stored.key().type(),
            stored.key().id(),
            null,
            candidate == null ? stored.key().id() : candidate.name(),
            FailureHandling.root(exception).getMessage()));
  }

  // --- objects in the target ----------------------------------------------------------------

  private void comparePresent(
      Subject subject, MappedObject mapped, Link link, ObjectNode resource) {
    Candidate candidate = subject.candidate();
    Planner planner = planners.of(candidate.key().type());
    Link seen = planner.linkAsRead(link, mapped, resource);
    ObjectType type = candidate.key().type();
    if (!UniqueName.of(type, seen.written()).equals(UniqueName.of(type, link.written()))) {
      state.names().markWaitersPending(type, seen.knownTargetId());
    }
    boolean unmapped = mapped.values().isEmpty();
    if (planner.excludingPattern(resource) != null) {
      if (reconciliation.isRepairing() && !unmapped) {
        // The corrected name excludes it from now on.
        state.comparison().correct(seen, false, false);
      }
      return;
    }
    boolean hasMembers = planning.comparesMembers(candidate);
    boolean comparesMembers = hasMembers && target.memberships().isKnown(seen.knownTargetId());
    boolean none = planner.needsEmptying(candidate);
    boolean membersDiffer = comparesMembers && members.compare(candidate, seen, none);
    Decision decision = planning.planLinked(subject, mapped, seen, membersDiffer);
    record(candidate, decision, seen.targetId());
    boolean differs = !(decision instanceof Decision.Nothing) || membersDiffer;
    boolean provable =
        link.intent() == null
            || !hasMembers
            || comparesMembers && target.isComplete(ObjectType.USER);
    if (reconciliation.isRepairing() && differs && !unmapped && provable) {
      state.comparison().correct(seen, comparesMembers, true);
    }
    if (comparesMembers) {
      members.listForeign(candidate, seen, none);
    }
  }

  private void record(Candidate candidate, Decision decision, @Nullable String targetId) {
    if (decision instanceof Decision.Refuse refuse) {
      reconciliation.recordDifference(
          difference(Kind.UNCLEAR, candidate, targetId, refuse.reason()));
    } else if (decision instanceof Decision.Write write) {
      record(candidate, write.change());
    }
  }

  private void record(Candidate candidate, Change change) {
    if (!change.refused().isEmpty()) {
      String reason = Decision.Refuse.together(change.refused()).reason();
      reconciliation.recordDifference(
          difference(Kind.UNCLEAR, candidate, change.targetId(), reason));
    }
    if (change.action() == Action.DELETE) {
      reconciliation.recordDifference(
          difference(Kind.ACTIVE, candidate, change.targetId(), change.reason()));
      return;
    }
    Set<String> hidden = records.hidden(candidate.key().type());
    for (ValueChange value : change.values()) {
      boolean disables = change.action() == Action.DISABLE && value.path().equals("active");
      reconciliation.recordDifference(
          new Difference(
              disables ? Kind.ACTIVE : Kind.VALUE,
              candidate.key().type(),
              candidate.key().id(),
              change.targetId(),
              name(candidate),
              value.path(),
              shown(value.after(), hidden.contains(value.path())),
              shown(value.before(), hidden.contains(value.path())),
              disables ? change.reason() : note(candidate.key()),
              1));
    }
  }

  private static @Nullable String shown(@Nullable JsonNode value, boolean hide) {
    if (value == null) {
      return null;
    }
    return hide ? RedactedValues.SHOWN : value.toString();
  }

  // --- objects missing in the target --------------------------------------------------------

  private void compareAbsent(Subject subject, MappedObject mapped, @Nullable Link link) {
    Candidate candidate = subject.candidate();
    boolean gone = link != null && link.targetId() != null;
    Decision decision = planning.planLinked(subject, mapped, gone ? null : link, false);
    List<ObjectNode> found = List.of();
    if (decision instanceof Decision.Match match) {
      found = target.findInCopy(candidate.key().type(), new ArrayDeque<>(match.queries()), null);
      decision = matching.planFound(candidate, mapped, found, null);
    }
    recordAbsent(candidate, decision, found, gone);
    if (link != null && gone) {
      state.names().markWaitersPending(candidate.key().type(), link.knownTargetId());
    }
    if (gone && reconciliation.isRepairing()) {
      state.comparison().forget(candidate.key());
    }
  }

  private void recordAbsent(
      Candidate candidate, Decision decision, List<ObjectNode> found, boolean gone) {
    boolean creates =
        decision instanceof Decision.Choose
            || decision instanceof Decision.Write write && write.change().action() == Action.CREATE;
    if (creates) {
      Kind kind = gone ? Kind.GONE : Kind.LACKING;
      reconciliation.recordDifference(difference(kind, candidate, null, note(candidate.key())));
    } else if (decision instanceof Decision.Write write
        && planners.of(candidate.key().type()).isRequired(candidate)) {
      reconciliation.recordDifference(
          difference(Kind.UNADOPTED, candidate, write.change().targetId(), note(candidate.key())));
    } else if (decision instanceof Decision.Refuse refuse) {
      Kind kind = found.isEmpty() ? Kind.UNCLEAR : Kind.CONTRADICTION;
      reconciliation.recordDifference(difference(kind, candidate, null, refuse.reason()));
    } else {
      record(candidate, decision, null);
    }
  }

  private Difference difference(
      Kind kind, Candidate candidate, @Nullable String targetId, @Nullable String note) {
    return new Difference(
        kind, candidate.key().type(), candidate.key().id(), targetId, name(candidate), note);
  }

  /** The source copy has no name of an object out of scope; the written values have one. */
  private String name(Candidate candidate) {
    String path = candidate.key().type() == ObjectType.USER ? "userName" : "displayName";
    return candidate.hasName() || records.hidden(candidate.key().type()).contains(path)
        ? candidate.name()
        : state
            .links()
            .find(candidate.key())
            .map(link -> link.written().path(path).asText(candidate.name()))
            .orElse(candidate.name());
  }

  /** Why an object may differ: it is parked, or the next cycle plans it. */
  private @Nullable String note(ObjectKey key) {
    ParkedObject parked = state.parked().find(key).orElse(null);
    if (parked != null) {
      return "parked, " + parked.code() + ": " + parked.explanation();
    }
    return state.comparison().isPending(key) ? "changed in Entra since the last cycle" : null;
  }
}
