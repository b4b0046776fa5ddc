package org.entrazscaler.write;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.cycle.ObjectLocks;
import org.entrazscaler.cycle.StopAwareIterator;
import org.entrazscaler.cycle.UrgentPassGate;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Intent;
import org.entrazscaler.link.StoredChange;
import org.entrazscaler.outcome.DueChange;
import org.entrazscaler.outcome.Write;
import org.entrazscaler.review.PlanApplication;
import org.entrazscaler.store.State;
import org.jspecify.annotations.Nullable;

/**
 * The planned changes of users that neither take away nor wait for a name, window by window. A
 * window is what is about to be sent in the next seconds: its objects are claimed, a fixed number
 * of queries brings all that writing reads of them, and their intents are recorded in one
 * transaction before the first of them is sent.
 */
public final class WriteWindows {

  /** So many seconds of sending are one window. */
  private static final double WINDOW_SECONDS = 2;

  private static final int MAX_SIZE = 256;

  private final State state;
  private final CycleControl cycles;
  private final ObjectLocks locks;
  private final PlanValidity validity;
  private final AccountHandover passingOn;
  private final PlanApplication planApplication;
  private final OutcomeQueue outcomes;
  private final boolean dryRun;
  private final int size;

  /**
   * Windows at a pace.
   *
   * @param dryRun whether nothing is sent: a plan is made
   * @param perSecond requests in a second
   * @param writers how many send at the same time
   */
  public WriteWindows(
      State state,
      CycleControl cycles,
      ObjectLocks locks,
      UrgentPassGate gate,
      AccountHandover passingOn,
      PlanApplication planApplication,
      OutcomeQueue outcomes,
      boolean dryRun,
      double perSecond,
      int writers) {
    this.state = state;
    this.cycles = cycles;
    this.locks = locks;
    this.validity = new PlanValidity(state, gate);
    this.passingOn = passingOn;
    this.planApplication = planApplication;
    this.outcomes = outcomes;
    this.dryRun = dryRun;
    this.size = (int) Math.min(MAX_SIZE, Math.max(2.0 * writers, perSecond * WINDOW_SECONDS));
  }

  /**
   * The changes, most urgent first, each claimed and recorded as begun.
   *
   * @return opens a window when the one before is taken; ends early once the cycle has to stop, and
   *     then gives back what was not taken
   */
  public Iterator<Write> users() {
    Iterator<StoredChange> planned =
        new StopAwareIterator<>(state.plan().inWindows(ObjectType.USER), cycles);
    return iterate(
        () -> {
          List<StoredChange> window = new ArrayList<>();
          while (window.size() < size && planned.hasNext()) {
            window.add(planned.next());
          }
          return window;
        });
  }

  /**
   * The same for changes that are chosen otherwise.
   *
   * @param windows the changes of the next window, at most {@link #size}; empty for the end
   */
  Iterator<Write> iterate(Supplier<List<StoredChange>> windows) {
    return new Windows(windows);
  }

  /** How many changes a window has at most. */
  int size() {
    return size;
  }

  /**
   * The turn of a change of a window has come. Until then somebody who must not wait for it, such
   * as a tick that has found that the user has left, may have claimed the object.
   *
   * @param write the change
   * @return the change; null if somebody else has its object, and has taken back what was begun
   */
  public @Nullable Write beginWrite(@Body Write write) {
    return locks.beginWriting(write.key(), write.lockOwner()) ? write : null;
  }

  /**
   * Whether a change of a window is sent when its turn comes.
   *
   * @param write the change
   * @return false once the cycle has to stop, if the object or one that it names has changed since
   *     the window was opened, or if a saved plan does not have the change
   */
  public boolean isStillDue(@Variable(ExchangeVariables.WRITE) Write write) {
    return cycles.canSend()
        && planApplication.allows(write.planned())
        && validity.isCurrent(write.key(), write.planned().changed())
        && !waitsForReference(write);
  }

  /**
   * What names a user that has got an account meanwhile is planned anew with that account, which
   * saves a request. A plan and its carrying out do without: their steps must not depend on which
   * writer is faster.
   */
  private boolean waitsForReference(Write write) {
    return !dryRun
        && !planApplication.isActive()
        && outcomes.hasReferenceLinkedSince(write, write.window());
  }

  private final class Windows implements Iterator<Write> {

    private final Supplier<List<StoredChange>> windows;
    private final Deque<Write> opened = new ArrayDeque<>();
    private boolean ended;
    private long before;

    private Windows(Supplier<List<StoredChange>> windows) {
      this.windows = windows;
    }

    @Override
    public boolean hasNext() {
      if (!cycles.canSend()) {
        opened.stream()
            .filter(write -> locks.beginWriting(write.key(), write.lockOwner()))
            .forEach(outcomes::put);
        opened.clear();
        return false;
      }
      while (opened.isEmpty() && !ended) {
        List<StoredChange> planned = windows.get();
        ended = planned.isEmpty();
        open(planned);
      }
      return !opened.isEmpty();
    }

    @Override
    public Write next() {
      Write next = opened.poll();
      if (next == null) {
        throw new NoSuchElementException();
      }
      return next;
    }

    private void open(List<StoredChange> planned) {
      long window = outcomes.recordedGroups();
      outcomes.forgetBefore(before);
      before = window;
      List<StoredChange> locked = new ArrayList<>();
      List<Write> writes = new ArrayList<>();
      Object owner = new Object();
      try {
        for (StoredChange change : planned) {
          if (locks.lockUnlessWriting(change.key(), owner, cycles::isEnding)) {
            locked.add(change);
          }
        }
        for (DueChange due : state.due().load(locked)) {
          if (due.asPlanned() && !passingOn.isHeld(due.planned())) {
            writes.add(new Write(due, owner, window));
          }
        }
        intend(writes);
        writes.forEach(
            write -> locks.allowTakeover(write.key(), owner, () -> outcomes.withdraw(write)));
      } catch (RuntimeException e) {
        writes.clear();
        throw e;
      } finally {
        writes.forEach(write -> locked.remove(write.planned()));
        locked.forEach(change -> locks.unlock(change.key(), owner));
      }
      opened.addAll(writes);
    }

    private void intend(List<Write> writes) {
      List<Intent> intents = new ArrayList<>();
      for (Write write : writes) {
        String kind = write.intentKind();
        // What was begun before is looked up first.
        if (kind != null && write.intent() == null) {
          intents.add(new Intent(write.key(), kind));
        }
      }
      if (!intents.isEmpty()) {
        state.links().recordIntents(intents);
        writes.stream()
            .filter(write -> write.intent() == null)
            .forEach(write -> write.intentRecorded(write.intentKind()));
      }
    }
  }
}
