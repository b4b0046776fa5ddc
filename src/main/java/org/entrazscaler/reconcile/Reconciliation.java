package org.entrazscaler.reconcile;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.entrazscaler.cycle.Counter;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.outcome.WriteObserver;
import org.entrazscaler.plan.Change;
import org.entrazscaler.reconcile.Difference.Kind;
import org.entrazscaler.reconcile.TargetLists.ReadList;
import org.entrazscaler.settings.ProvisioningSettings.Reconcile;
import org.entrazscaler.store.Facts;
import org.entrazscaler.store.State;
import org.entrazscaler.target.ShownMemberships;
import org.entrazscaler.target.TargetReading;
import org.entrazscaler.text.RecordJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The options and the findings of the running reconciliation. Every other cycle records nothing
 * here.
 */
final class Reconciliation implements WriteObserver {

  private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

  /** Lines of a report in the log; the command shows all of them. */
  private static final int MAX_LOGGED = 100;

  private final State state;
  private final CycleControl cycles;
  private final TargetReading target;
  private final Set<String> matched = ConcurrentHashMap.newKeySet();
  private final Set<ObjectKey> changedSinceRead = ConcurrentHashMap.newKeySet();
  private volatile ReconcileOptions options = ReconcileOptions.NONE;
  private volatile boolean reporting;

  Reconciliation(State state, CycleControl cycles, TargetReading target) {
    this.state = state;
    this.cycles = cycles;
    this.target = target;
  }

  /** Resets everything before a cycle. */
  void reset() {
    matched.clear();
    changedSinceRead.clear();
    options = ReconcileOptions.NONE;
    reporting = false;
  }

  /**
   * Whether a requested reconciliation repairs.
   *
   * @param request the options of a command, or the setting when the schedule starts it
   * @return false if it only reports
   */
  public boolean isRepairRequested(@Body Object request) {
    return options(request).fix();
  }

  private static ReconcileOptions options(Object request) {
    return request instanceof ReconcileOptions options
        ? options
        : new ReconcileOptions(
            Reconcile.FIX.name().equalsIgnoreCase(String.valueOf(request)), false, true);
  }

  /**
   * Sets the options; from here on findings are recorded.
   *
   * @param request the options of a command, or the setting when the schedule starts it
   */
  public void useOptions(@Body Object request) {
    options = options(request);
    reporting = true;
  }

  /** Whether findings are recorded. */
  boolean isReporting() {
    return reporting;
  }

  /**
   * Whether findings are repaired.
   *
   * @return false if they are only reported; true in every cycle that is not a reconciliation
   */
  public boolean isRepairing() {
    return options.fix();
  }

  /** Whether foreign members are removed from managed groups. */
  boolean isRemovingForeignMembers() {
    return options.fix() && options.foreignMembers();
  }

  /** Records a difference. */
  void recordDifference(Difference difference) {
    if (reporting) {
      state.differences().add(cycle(), difference);
      cycles.current().count(Counter.DIFFERENT, difference.number());
      if (difference.kind() == Kind.UNADOPTED && difference.targetId() != null) {
        matched.add(difference.targetId());
      }
    }
  }

  /** Records a foreign object, unless it has turned out to match. */
  void recordForeign(Difference listed) {
    if (listed.kind() == Kind.UNPROVEN_ACCOUNT
        || !target.oddEntries().isReported(listed.type(), listed.targetId())) {
      list(listed);
    }
  }

  private void list(Difference listed) {
    if (reporting && (listed.targetId() == null || !matched.contains(listed.targetId()))) {
      state.differences().add(cycle(), listed);
    }
  }

  /** Records an entry of a list that cannot be read completely. */
  private void recordOdd(Difference entry) {
    if (entry.kind().isDifference()) {
      recordDifference(entry);
    } else {
      list(entry);
    }
  }

  // --- writes during the comparison ---------------------------------------------------------

  @Override
  public void written(Change change, String targetId, boolean adopted) {
    noteWrite(change);
  }

  @Override
  public void deleted(Change change) {
    noteWrite(change);
  }

  @Override
  public void members(Change change, List<String> joined, List<String> left) {
    noteWrite(change);
  }

  private void noteWrite(Change change) {
    if (reporting) {
      changedSinceRead.add(change.key());
    }
  }

  /** Whether an object was written during this reconciliation: what was read may be older. */
  boolean isOutdated(ObjectKey key) {
    return changedSinceRead.contains(key);
  }

  private long cycle() {
    return Long.parseLong(cycles.current().name());
  }

  /** Stores what was read, and removes earlier findings that were not found again. */
  public void storeResult() {
    if (!cycles.canSend()) {
      return;
    }
    target.oddEntries().entries().forEach(this::recordOdd);
    boolean unknown = target.memberships().isUnknown();
    if (unknown) {
      target.memberships().reportUnknown();
    }
    TargetLists lists =
        new TargetLists(
            cycle(),
            options.fix(),
            ReadList.of(target.read(ObjectType.USER)),
            ReadList.of(target.read(ObjectType.GROUP)),
            unknown ? ShownMemberships.UNKNOWN : null);
    state.facts().put(Facts.RECONCILIATION, RecordJson.line(lists));
    if (!lists.partial()) {
      state.differences().forgetOthers(cycle());
    }
    if (!options.scheduled()) {
      // The answer of the command reports the findings.
      state.differences().markReported();
    } else {
      log();
    }
  }

  private void log() {
    Map<Kind, Integer> counts = state.differences().counts(cycle());
    counts.forEach((kind, number) -> LOG.info("Reconciliation: {}", kind.counted(number)));
    counts.keySet().stream()
        .filter(Kind::isDifference)
        .flatMap(kind -> state.differences().find(cycle(), kind, MAX_LOGGED).stream())
        .limit(MAX_LOGGED)
        .forEach(difference -> LOG.warn("Reconciliation: {}", difference.description()));
  }
}
