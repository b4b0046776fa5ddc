package org.entrazscaler.urgent;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.camel.Variable;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.cycle.CycleContext;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.cycle.StopAwareIterator;
import org.entrazscaler.cycle.UrgentPassGate;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.StoredChange;
import org.entrazscaler.outcome.ProvisioningRecords;
import org.entrazscaler.outcome.RemovalHold;
import org.entrazscaler.plan.Action;
import org.entrazscaler.plan.Change;
import org.entrazscaler.source.StoredObject;
import org.entrazscaler.store.State;
import org.entrazscaler.write.DueMembers;
import org.jspecify.annotations.Nullable;

/** The planned changes that remove access; an urgent pass writes them before all other changes. */
final class UrgentRemovals {

  private final State state;
  private final CycleControl cycles;
  private final UrgentPassGate gate;
  private final RemovalHold removalHold;
  private final ProvisioningRecords records;
  private final DueMembers dueMembers;

  UrgentRemovals(
      CycleContext context,
      RemovalHold removalHold,
      ProvisioningRecords records,
      DueMembers dueMembers) {
    this.state = context.state();
    this.cycles = context.cycles();
    this.gate = context.gate();
    this.removalHold = removalHold;
    this.records = records;
    this.dueMembers = dueMembers;
  }

  /**
   * The planned changes that remove a user's access.
   *
   * @return an iterator that ends early when the cycle must stop
   */
  public Iterator<StoredChange> users() {
    return iterate(state.plan().dueRemovals(ObjectType.USER), UrgentRemovals::removesAccess);
  }

  /**
   * The planned changes of groups that are deleted, are emptied, or lose members.
   *
   * @return an iterator that ends early when the cycle must stop
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

  /** The replacement of an account is not urgent. */
  private static boolean removesAccess(StoredChange change) {
    return change.urgency() == Action.DISABLE.urgency() && !Change.of(change).replacesAccount();
  }

  private boolean losesMembers(ObjectKey group) {
    return records.mapsMembers()
        && !removalHold.blocksRemovals()
        && !dueMembers.leaving(group.id(), 1).isEmpty();
  }

  /**
   * Whether an urgent pass has read a change of an object while it was being written.
   *
   * @param key the written object; null if nothing was written
   * @return false if the object is complete, or if its current version is planned and the rest of
   *     the plan is held
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
   * Reads the current version of an object from the state.
   *
   * @param key which one
   * @return as it was last read from Entra
   */
  public StoredObject object(@Variable(ExchangeVariables.LOCKED_OBJECT) ObjectKey key) {
    return state.source().find(key).orElseThrow();
  }

  /**
   * The planned change of an object, if it is not outdated.
   *
   * @param key which one
   * @return null if there is none
   */
  public @Nullable StoredChange plannedChange(ObjectKey key) {
    return state
        .plan()
        .find(key)
        .filter(change -> state.source().isPending(key, change.changed()))
        .orElse(null);
  }

  /** Returns only the changes that match a condition. */
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
      StoredChange change = Objects.requireNonNull(next);
      next = null;
      return change;
    }
  }
}
