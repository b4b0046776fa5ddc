package org.entrazscaler.urgent;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.apache.camel.Variable;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.cycle.StopAwareIterator;
import org.entrazscaler.cycle.UrgentPass;
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
import org.entrazscaler.write.MembersDue;
import org.jspecify.annotations.Nullable;

/** What takes away among the planned changes: it is written before all that waits. */
public final class Leaving {

  private final State state;
  private final CycleControl cycles;
  private final UrgentPass overtaking;
  private final Safeguard safeguard;
  private final ProvisioningRecords records;
  private final MembersDue due;

  public Leaving(
      State state,
      CycleControl cycles,
      UrgentPass overtaking,
      Safeguard safeguard,
      ProvisioningRecords records,
      MembersDue due) {
    this.state = state;
    this.cycles = cycles;
    this.overtaking = overtaking;
    this.safeguard = safeguard;
    this.records = records;
    this.due = due;
  }

  /**
   * The planned changes that take a user's access.
   *
   * @return ends early once the cycle has to stop
   */
  public Iterator<StoredChange> users() {
    return leaving(state.plan().takingsInOrder(ObjectType.USER), Leaving::takesAway);
  }

  /**
   * The planned changes of groups that go, are emptied, or lose members.
   *
   * @return ends early once the cycle has to stop
   */
  public Iterator<StoredChange> groups() {
    return leaving(
        state.plan().inOrder(ObjectType.GROUP),
        change -> takesAway(change) || losesMembers(change.key()));
  }

  private Iterator<StoredChange> leaving(
      Iterator<StoredChange> planned, Predicate<StoredChange> wanted) {
    return new StopAwareIterator<>(new Chosen(planned, wanted), cycles);
  }

  /** An account that is only replaced has its turn. */
  private static boolean takesAway(StoredChange change) {
    return change.urgency() == Action.DISABLE.urgency() && !Change.of(change).replacesAccount();
  }

  private boolean losesMembers(ObjectKey group) {
    return records.mapsMembers() && !safeguard.holding() && !due.leaving(group.id(), 1).isEmpty();
  }

  /**
   * Whether an object that has just been written has changed in Entra meanwhile, as was read beside
   * the cycle.
   *
   * @param key what was written; null if nothing was
   * @return false if it is at rest, or was planned as it is now and the rest of that is held
   */
  public boolean meanwhile(@Variable(ExchangeVariables.CLAIMED) @Nullable ObjectKey key) {
    return key != null
        && overtaking.hasRead()
        && cycles.sending()
        && state.source().isPending(key)
        && state.links().find(key).map(Link::targetId).isPresent()
        && state
            .plan()
            .planned(key)
            .filter(changed -> state.source().isPending(key, changed))
            .isEmpty();
  }

  /**
   * An object as it is now.
   *
   * @param key which one
   * @return as it was last read
   */
  public StoredObject object(@Variable(ExchangeVariables.CLAIMED) ObjectKey key) {
    return state.source().find(key).orElseThrow();
  }

  /**
   * What is planned for an object as it is now.
   *
   * @param key which one
   * @return null if nothing is
   */
  public @Nullable StoredChange planned(ObjectKey key) {
    return state
        .plan()
        .find(key)
        .filter(change -> state.source().isPending(key, change.changed()))
        .orElse(null);
  }

  /** Those that a condition lets through. */
  private static final class Chosen implements Iterator<StoredChange> {

    private final Iterator<StoredChange> all;
    private final Predicate<StoredChange> wanted;
    private @Nullable StoredChange next;

    private Chosen(Iterator<StoredChange> all, Predicate<StoredChange> wanted) {
      this.all = all;
      this.wanted = wanted;
    }

    @Override
    public boolean hasNext() {
      while (next == null && all.hasNext()) {
        StoredChange change = all.next();
        next = wanted.test(change) ? change : null;
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
