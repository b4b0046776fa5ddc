package org.entrazscaler.safeguard;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entrazscaler.cycle.Counter;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Origin;
import org.entrazscaler.link.StoredChange;
import org.entrazscaler.outcome.ProvisioningRecords;
import org.entrazscaler.plan.Action;
import org.entrazscaler.plan.Change;
import org.entrazscaler.safeguard.Hold.Phase;
import org.entrazscaler.settings.ProvisioningSettings;
import org.entrazscaler.store.Facts;
import org.entrazscaler.store.State;
import org.entrazscaler.target.TargetReading;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of {@code safeguards.camel.yaml}: counts what a cycle takes away, over all its passes,
 * and holds it if it is above a limit, if a hold stands, or if the target was not read whole. Safe
 * for use by several threads: leavers who overtake are counted with the cycle that they overtake.
 */
public final class Safeguard {

  private static final Logger LOG = LoggerFactory.getLogger(Safeguard.class);

  private static final int ALL = Integer.MAX_VALUE;

  /** Who leaves a group that stays, and how many there were at first. */
  private record Loss(String name, int members, Set<String> leaving) {}

  private final State state;
  private final ProvisioningSettings settings;
  private final DeletionLimits limits;
  private final CycleControl cycles;
  private final TargetReading target;
  private final ProvisioningRecords records;
  private final StagedDeletions staged;
  private final HeldReplacements replacements;
  private final boolean dry;
  private final Clock clock;

  private final Set<ObjectKey> removed = new HashSet<>();
  private final Map<String, Loss> losses = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private int managedUsers;
  private int managedGroups;
  private boolean counted;
  private volatile boolean holding;

  public Safeguard(
      State state,
      ProvisioningSettings settings,
      CycleControl cycles,
      TargetReading target,
      ProvisioningRecords records,
      boolean dry,
      Clock clock) {
    this.state = state;
    this.settings = settings;
    this.limits =
        new DeletionLimits(
            settings.accidentalDeletionThreshold(), settings.accidentalDeletionShare());
    this.cycles = cycles;
    this.target = target;
    this.records = records;
    this.staged = new StagedDeletions(state, records);
    this.replacements = new HeldReplacements(state.plan());
    this.dry = dry;
    this.clock = clock;
  }

  /** Forgets what earlier cycles took. */
  public synchronized void reset() {
    removed.clear();
    losses.clear();
    names.clear();
    counted = false;
    holding = false;
    replacements.reset();
  }

  /** Holds what waits of a change of which the rest was written; false if nothing does. */
  public boolean holdRest(Change written) {
    return replacements.hold(written);
  }

  /**
   * Whether nothing may be taken away in this cycle any more.
   *
   * @return true also for members of groups
   */
  public boolean blocksRemovals() {
    // What a person asks for by name is carried out.
    return holding && !cycles.isSeparateWork();
  }

  /**
   * Whether a planned change has to wait.
   *
   * @param change as it was planned, perhaps before there was a hold
   * @return true if it takes away while nothing may be taken away
   */
  public boolean blocks(StoredChange change) {
    return blocksRemovals() && change.urgency() == Action.DISABLE.urgency();
  }

  /** Before anything of what is planned now is carried out: lets what takes away pass, or not. */
  public synchronized void checkLimits() {
    if (!cycles.canSend()) {
      return;
    }
    count();
    holding = holding || decideHold() || isTargetIncomplete();
    if (holding) {
      state.plan().holdRemovals();
      state.holds().find().ifPresent(hold -> staged.log(hold, reason(hold), removesMembers()));
      replacements.split();
    }
  }

  // --- counting -----------------------------------------------------------------------------

  private void count() {
    if (!counted) {
      managedUsers = state.links().count(ObjectType.USER) + state.accounts().unlinkedManagedCount();
      managedGroups = state.links().count(ObjectType.GROUP);
      counted = true;
    }
    for (Iterator<StoredChange> users = state.plan().removals(ObjectType.USER); users.hasNext(); ) {
      Change change = countRemoval(users.next());
      if (removesMembers() && (change.action() == Action.DELETE || !change.memberEligible())) {
        String account = change.knownTargetId();
        state
            .writtenMembers()
            .groupsInScope(account)
            .forEach(group -> loss(group, group).leaving.add(account));
      }
    }
    for (Iterator<StoredChange> groups = state.plan().removals(ObjectType.GROUP);
        groups.hasNext(); ) {
      countRemoval(groups.next());
    }
    if (removesMembers()) {
      state.plan().groupsLosingMembers().forEachRemaining(this::countRemovals);
    }
  }

  private Change countRemoval(StoredChange stored) {
    Change change = Change.of(stored);
    if (removed.add(change.key())) {
      String what = change.replacesAccount() ? "replace" : change.action().word();
      name(what + " " + change.key().type().word() + " " + change.name());
    }
    return change;
  }

  private void countRemovals(StoredChange stored) {
    String group = stored.key().id();
    List<String> leaving = state.memberDifferences().leaving(group, ALL);
    if (!leaving.isEmpty()) {
      loss(group, Change.of(stored).name()).leaving.addAll(leaving);
    }
    countInherited(Change.of(stored));
  }

  /** Who leaves a group that goes to another group of Entra was put there for the former one. */
  private void countInherited(Change change) {
    String id = change.targetId();
    if (change.origin() != Origin.ADOPTED || id == null) {
      return;
    }
    List<String> leaving = state.passedOn().membersToLeave(id, change.key().id());
    if (!leaving.isEmpty()) {
      String group = change.key().id();
      losses
          .computeIfAbsent(
              group,
              key ->
                  new Loss(
                      name(key, change.name()), state.passedOn().countMembers(id), new HashSet<>()))
          .leaving
          .addAll(leaving);
    }
  }

  private Loss loss(String group, String name) {
    return losses.computeIfAbsent(
        group, id -> new Loss(name(id, name), state.writtenMembers().count(id), new HashSet<>()));
  }

  private String name(String group, String otherwise) {
    return state
        .source()
        .find(ObjectKey.group(group))
        .map(object -> object.properties().path("displayName").asText(otherwise))
        .orElse(otherwise);
  }

  private void name(String line) {
    if (names.size() < Hold.MOST_NAMES) {
      names.add(line);
    }
  }

  private boolean removesMembers() {
    return cycles.isProvisioned(ObjectType.GROUP)
        && records.mapsMembers()
        && settings.groupActions().contains(ProvisioningSettings.Action.UPDATE);
  }

  private RemovalCount removals() {
    List<RemovalCount.GroupLoss> lost = new ArrayList<>();
    losses.forEach(
        (group, loss) -> {
          // A group that goes, or is emptied, counts as a group.
          if (!loss.leaving.isEmpty() && !removed.contains(ObjectKey.group(group))) {
            lost.add(new RemovalCount.GroupLoss(loss.name, loss.leaving.size(), loss.members));
          }
        });
    int users = (int) removed.stream().filter(key -> key.type() == ObjectType.USER).count();
    return new RemovalCount(users, managedUsers, removed.size() - users, managedGroups, lost);
  }

  // --- deciding -----------------------------------------------------------------------------

  private boolean decideHold() {
    RemovalCount takings = removals();
    Hold hold = state.holds().find().orElse(null);
    if (hold != null && hold.phase() == Phase.HELD) {
      return true;
    }
    if (hold != null && hold.phase() == Phase.APPROVED) {
      boolean same = takings.numbers().equals(hold.shown());
      state.holds().put(hold.withPhase(same ? Phase.RELEASED : Phase.HELD));
      return !same;
    }
    if (hold != null && takings.numbers().isWithin(hold.numbers())) {
      return false;
    }
    List<String> reasons = exceeded(takings);
    if (reasons.isEmpty()) {
      return false;
    }
    Hold begun =
        new Hold(
            Long.parseLong(cycles.current().name()),
            clock.instant(),
            Phase.HELD,
            takings.numbers(),
            takings.numbers(),
            limits.threshold(),
            limits.share(),
            reasons,
            names,
            false);
    state.holds().put(begun);
    if (!dry) {
      LOG.warn("{}", String.join(" ", begun.sentences()));
    }
    return true;
  }

  /** A dry run holds nothing: there is no such cycle, and nothing to approve. */
  private String reason(Hold hold) {
    return dry && beganNow(hold)
        ? "A safeguard would hold it"
        : "Held by a safeguard since cycle " + hold.cycle();
  }

  private boolean beganNow(Hold hold) {
    return cycles.current().name().equals(Long.toString(hold.cycle()));
  }

  private List<String> exceeded(RemovalCount takings) {
    return limits.exceeded(takings, state.facts().get(Facts.ASSIGNMENTS_EMPTIED).isPresent());
  }

  private boolean isTargetIncomplete() {
    if (!target.hasPartialList()) {
      return false;
    }
    if (!removals().numbers().isEmpty()) {
      LOG.warn(
          "Zscaler listed fewer objects than it said that it has: nothing is taken away in this"
              + " cycle; the next one goes on.");
    }
    return true;
  }

  /** Brings the hold in line with what the whole cycle has counted. */
  public synchronized void updateHold() {
    boolean whole = counted && cycles.current().stopped() == null;
    Hold hold = state.holds().find().orElse(null);
    if (whole && !(holding && hold == null)) {
      hold = hold == null ? null : updated(hold);
      if (hold == null) {
        state.holds().remove();
        state.facts().remove(Facts.ASSIGNMENTS_EMPTIED);
      } else {
        state.holds().put(hold);
      }
    }
    Hold.Numbers held =
        hold != null && hold.phase() == Phase.HELD
            ? hold.numbers()
            : holding ? removals().numbers() : new Hold.Numbers(0, 0, 0);
    cycles.current().count(Counter.HELD, (long) held.users() + held.groups() + held.members());
  }

  private @Nullable Hold updated(Hold hold) {
    if (hold.phase() == Phase.RELEASED) {
      return holding ? hold : null;
    }
    RemovalCount takings = removals();
    if (takings.numbers().isEmpty()) {
      LOG.info("Nothing is left of what was held since cycle {}.", hold.cycle());
      return null;
    }
    Hold now = hold.withCounts(takings.numbers(), exceeded(takings), names);
    return beganNow(hold) ? now.withShown(false) : now;
  }
}
