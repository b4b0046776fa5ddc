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
import org.entrazscaler.cycle.CycleContext;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Origin;
import org.entrazscaler.link.StoredChange;
import org.entrazscaler.outcome.ProvisioningRecords;
import org.entrazscaler.outcome.RemovalHold;
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
 * The steps of {@code safeguards.camel.yaml}: counts the removals of a cycle, over all its passes,
 * and holds them if they exceed a limit, if a hold is active, or if the target was not read
 * completely. Thread-safe: the removals of urgent passes are counted with those of the running
 * cycle.
 */
public final class Safeguard implements RemovalHold {

  private static final Logger LOG = LoggerFactory.getLogger(Safeguard.class);

  private static final int ALL = Integer.MAX_VALUE;

  /** The members that leave a group that stays, and the number of members before. */
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
  private volatile boolean removalsBlocked;

  public Safeguard(
      CycleContext context,
      ProvisioningSettings settings,
      TargetReading target,
      ProvisioningRecords records) {
    this.state = context.state();
    this.settings = settings;
    this.limits =
        new DeletionLimits(
            settings.accidentalDeletionThreshold(), settings.accidentalDeletionShare());
    this.cycles = context.cycles();
    this.target = target;
    this.records = records;
    this.staged = new StagedDeletions(context.state(), records);
    this.replacements = new HeldReplacements(context.state().plan());
    this.dry = context.dryRun();
    this.clock = context.clock();
  }

  /** Forgets the removals of earlier cycles. */
  public synchronized void reset() {
    removed.clear();
    losses.clear();
    names.clear();
    counted = false;
    removalsBlocked = false;
    replacements.reset();
  }

  @Override
  public boolean holdRest(Change written) {
    return replacements.hold(written);
  }

  @Override
  public boolean blocksRemovals() {
    // A change that an administrator requests for a named object is carried out.
    return removalsBlocked && !cycles.isSeparateWork();
  }

  @Override
  public boolean blocks(StoredChange change) {
    return blocksRemovals() && change.urgency() == Action.DISABLE.urgency();
  }

  /**
   * Counts the planned removals before any of them is carried out, and holds them if they exceed a
   * limit.
   */
  public synchronized void checkLimits() {
    if (!cycles.canSend()) {
      return;
    }
    count();
    removalsBlocked = removalsBlocked || decideHold() || isTargetIncomplete();
    if (removalsBlocked) {
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

  /**
   * Counts the members of a group that another group of Entra adopts, and that were added for the
   * former one.
   */
  private void countInherited(Change change) {
    String id = change.targetId();
    if (change.origin() != Origin.ADOPTED || id == null) {
      return;
    }
    List<String> leaving = state.handovers().membersToLeave(id, change.key().id());
    if (!leaving.isEmpty()) {
      String group = change.key().id();
      losses
          .computeIfAbsent(
              group,
              key ->
                  new Loss(
                      name(key, change.name()),
                      state.handovers().countMembers(id),
                      new HashSet<>()))
          .leaving
          .addAll(leaving);
    }
  }

  private Loss loss(String group, String name) {
    return losses.computeIfAbsent(
        group, id -> new Loss(name(id, name), state.writtenMembers().count(id), new HashSet<>()));
  }

  private String name(String group, String defaultName) {
    return state
        .source()
        .find(ObjectKey.group(group))
        .map(object -> object.properties().path("displayName").asText(defaultName))
        .orElse(defaultName);
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
          // A group that is deleted or emptied counts as a group.
          if (!loss.leaving.isEmpty() && !removed.contains(ObjectKey.group(group))) {
            lost.add(new RemovalCount.GroupLoss(loss.name, loss.leaving.size(), loss.members));
          }
        });
    int users = (int) removed.stream().filter(key -> key.type() == ObjectType.USER).count();
    return new RemovalCount(users, managedUsers, removed.size() - users, managedGroups, lost);
  }

  // --- deciding -----------------------------------------------------------------------------

  private boolean decideHold() {
    RemovalCount removals = removals();
    Hold hold = state.holds().find().orElse(null);
    if (hold != null && hold.phase() == Phase.HELD) {
      return true;
    }
    if (hold != null && hold.phase() == Phase.APPROVED) {
      boolean same = removals.numbers().equals(hold.shown());
      state.holds().put(hold.withPhase(same ? Phase.RELEASED : Phase.HELD));
      return !same;
    }
    if (hold != null && removals.numbers().isWithin(hold.numbers())) {
      return false;
    }
    List<String> reasons = exceeded(removals);
    if (reasons.isEmpty()) {
      return false;
    }
    Hold started =
        new Hold(
            Long.parseLong(cycles.current().name()),
            clock.instant(),
            Phase.HELD,
            removals.numbers(),
            removals.numbers(),
            limits.threshold(),
            limits.share(),
            reasons,
            names,
            false);
    state.holds().put(started);
    if (!dry) {
      LOG.warn("{}", String.join(" ", started.sentences()));
    }
    return true;
  }

  /** A dry run holds nothing, and has no cycle to approve. */
  private String reason(Hold hold) {
    return dry && beganNow(hold)
        ? "A safeguard would hold it"
        : "Held by a safeguard since cycle " + hold.cycle();
  }

  private boolean beganNow(Hold hold) {
    return cycles.current().name().equals(Long.toString(hold.cycle()));
  }

  private List<String> exceeded(RemovalCount removals) {
    return limits.exceeded(removals, state.facts().get(Facts.ASSIGNMENTS_EMPTIED).isPresent());
  }

  private boolean isTargetIncomplete() {
    if (!target.hasPartialList()) {
      return false;
    }
    if (!removals().numbers().isEmpty()) {
      LOG.warn(
          "Zscaler listed fewer objects than its own total: nothing is removed in this"
              + " cycle; the next one goes on.");
    }
    return true;
  }

  /** Updates the hold with the count of the whole cycle. */
  public synchronized void updateHold() {
    boolean whole = counted && cycles.current().stopped() == null;
    Hold hold = state.holds().find().orElse(null);
    if (whole && !(removalsBlocked && hold == null)) {
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
            : removalsBlocked ? removals().numbers() : new Hold.Numbers(0, 0, 0);
    cycles.current().count(Counter.HELD, (long) held.users() + held.groups() + held.members());
  }

  private @Nullable Hold updated(Hold hold) {
    if (hold.phase() == Phase.RELEASED) {
      return removalsBlocked ? hold : null;
    }
    RemovalCount removals = removals();
    if (removals.numbers().isEmpty()) {
      LOG.info("The removals held since cycle {} are no longer planned.", hold.cycle());
      return null;
    }
    Hold now = hold.withCounts(removals.numbers(), exceeded(removals), names);
    return beganNow(hold) ? now.withShown(false) : now;
  }
}
