package org.entrazscaler.urgent;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.apache.camel.Variable;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.cycle.StopAwareIterator;
import org.entrazscaler.cycle.UrgentPassGate;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.StoredChange;
import org.entrazscaler.outcome.ProvisioningRecords;
import org.entrazscaler.plan.Action;
import org.entrazscaler.plan.Change;
import org.entrazscaler.safeguard.Safeguard;
import org.entrazscaler.source.StoredObject;
import org.entrazscaler.store.State;
import org.entrazscaler.write.DueMembers;
import org.jspecify.annotations.Nullable;

/** What takes away among the planned changes: it is written before all that waits. */
public final class UrgentRemovals {

  private final State state;
  private final CycleControl cycles;
  private final UrgentPassGate gate;
  private final Safeguard safeguard;
  private final ProvisioningRecords records;
  private final DueMembers dueMembers;

  public UrgentRemovals(
      State state,
      CycleControl cycles,
      UrgentPassGate gate,
      Safeguard safeguard,
      ProvisioningRecords records,
      DueMembers dueMembers) {
    this.state = state;
    this.cycles = cycles;
    this.gate = gate;
    this.safeguard = safeguard;
    this.records = records;
    this.dueMembers = dueMembers;
  }

  /**
   * The planned changes that take a user's access.
   *
   * @return ends early once the cycle has to stop
   */
  public Iterator<StoredChange> users() {
    return iterate(state.plan().dueRemovals(ObjectType.USER), UrgentRemovals::removesAccess);
  }

  /**
   * The planned changes of groups that go, are emptied, or lose members.
   *
   * @return ends early once the cycle has to stop
   */
  public Iterator<StoredChange> groups() {
    return iterate(
        state.plan().inOrder(ObjectType.GROUP),
        change -> removesAccess(change) || losesMembers(change.key()));
  }

  private Iterator<StoredChange> iterate(
      Iterator<StoredChange> planned, Predicate<StoredChange> filter) {
    return new StopAwareIterator<>(new FilteredIterator(planned, filter), cycles);
  }

  /** An account that is only replaced has its turn. */
  private static boolean removesAccess(StoredChange change) {
    return change.urgency() == Action.DISABLE.urgency() && !Change.of(change).replacesAccount();
  }

  private boolean losesMembers(ObjectKey group) {
    return records.mapsMembers()
        && !safeguard.blocksRemovals()
        && !dueMembers.leaving(group.id(), 1).isEmpty();
  }

  /**
   * Whether an object that has just been written has changed in Entra meanwhile, as was read beside
   * the cycle.
   *
   * @param key what was written; null if nothing was
   * @return false if it is at rest, or was planned as it is now and the rest of that is held
   */
  public boolean changedSinceWrite(
      @Variable(ExchangeVariables.LOCKED_OBJECT) @Nullable ObjectKey key) {
    return key != null
        && gate.hasReadEntra()
        && cycles.canSend()
        && state.source().isPending(key)
        && state.links().find(key).map(Link::targetId).isPresent()
        && state
            .plan()
            .plannedVersion(key)
            .filter(changed -> state.source().isPending(key, changed))
            .isEmpty();
  }

  /**
   * An object as it is now.
   *
   * @param key which one
   * @return as it was last read
   */
  public StoredObject object(@Variable(ExchangeVariables.LOCKED_OBJECT) ObjectKey key) {
    return state.source().find(key).orElseThrow();
  }

  /**
   * What is planned for an object as it is now.
   *
   * @param key which one
   * @return null if nothing is
   */
  public @Nullable StoredChange plannedChange(ObjectKey key) {
    return state
        .plan()
        .find(key)
        .filter(change -> state.source().isPending(key, change.changed()))
        .orElse(null);
  }

  /** Those that a condition lets through. */
  private static final class FilteredIterator implements Iterator<StoredChange> {

    private final Iterator<StoredChange> all;
    private final Predicate<StoredChange> filter;
    private @Nullable StoredChange next;

    private FilteredIterator(Iterator<StoredChange> all, Predicate<StoredChange> filter) {
      this.all = all;
      this.filter = filter;
    }

    @Override
    public boolean hasNext() {
      while (next == null && all.hasNext()) {
        StoredChange change = all.next();
        next = filter.test(change) ? change : null;
      }
      return next != null;
    }

    @Override
    public StoredChange next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      StoredChange change = next;
      next = null;
      return change;
    }
  }
}
