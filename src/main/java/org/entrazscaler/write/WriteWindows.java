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
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Intent;
import org.entrazscaler.link.StoredChange;
import org.entrazscaler.outcome.DueChange;
import org.entrazscaler.outcome.PlanLimit;
import org.entrazscaler.outcome.Write;
import org.entrazscaler.store.State;
import org.jspecify.annotations.Nullable;

/**
 * The planned changes of users that neither remove access nor wait for a name, window by window. A
 * window contains what can be sent in the next seconds: its objects are locked and read with a
 * fixed number of queries, and their intents are recorded in one transaction before the first
 * change is sent.
 */
final class WriteWindows {

  /** The sending time of one window. */
  private static final double WINDOW_SECONDS = 2;

  private static final int MAX_SIZE = 256;

  private final State state;
  private final CycleControl cycles;
  private final ObjectLocks locks;
  private final PlanValidity validity;
  private final AccountHandover handover;
  private final PlanLimit planLimit;
  private final OutcomeQueue outcomes;
  private final BulkLimits bulk;
  private final boolean dryRun;
  private final int size;

  WriteWindows(
      WriteContext context,
      PlanValidity validity,
      AccountHandover handover,
      OutcomeQueue outcomes,
      BulkLimits bulk) {
    this.state = context.state();
    this.cycles = context.cycles();
    this.locks = context.cycle().locks();
    this.validity = validity;
    this.handover = handover;
    this.planLimit = context.planLimit();
    this.outcomes = outcomes;
    this.bulk = bulk;
    this.dryRun = context.cycle().dryRun();
    this.size =
        (int)
            Math.min(
                MAX_SIZE,
                Math.max(
                    2.0 * context.limits().concurrentRequests(),
                    context.limits().requestsPerSecond() * WINDOW_SECONDS));
  }

  /**
   * The changes, most urgent first, each locked and recorded as started.
   *
   * @return an iterator that opens a window when the previous one is used up; it ends early when
   *     the cycle must stop, and then unlocks the rest of the window
   */
  public Windows users() {
    Iterator<StoredChange> planned =
        new StopAwareIterator<>(state.plan().inWindows(ObjectType.USER), cycles);
    return iterate(
        () -> {
          List<StoredChange> window = new ArrayList<>();
          while (window.size() < size() && planned.hasNext()) {
            window.add(planned.next());
          }
          return window;
        });
  }

  /**
   * The same for other changes.
   *
   * @param windows supplies the changes of the next window, at most {@link #size}; empty at the end
   */
  Windows iterate(Supplier<List<StoredChange>> windows) {
    return new Windows(windows);
  }

  /** The maximum number of changes in a window; a bulk request is one window. */
  int size() {
    return Math.max(size, Math.min(MAX_SIZE, bulk.maxOperations()));
  }

  /**
   * Begins the write of a change when its turn has come. Until then an urgent change may take the
   * lock, for example when a tick finds that the user has lost access.
   *
   * @param write the write of the change
   * @return the same write; null if another thread has taken the lock and has withdrawn the intent
   */
  public @Nullable Write beginWrite(@Body Write write) {
    return locks.beginWriting(write.key(), write.lockOwner()) ? write : null;
  }

  /**
   * Whether a change of a window is still sent when its turn comes.
   *
   * @param write the write of the change
   * @return false if the cycle must stop, if the object or one to which it refers has changed since
   *     the window was opened, or if a saved plan does not contain the change; true if it was
   *     answered in a bulk request
   */
  public boolean isStillDue(@Variable(ExchangeVariables.WRITE) Write write) {
    return write.hasBulkAnswer() || isDue(write);
  }

  /** The same for a change that was not sent yet. */
  boolean isDue(Write write) {
    return cycles.canSend()
        && planLimit.allows(write.planned())
        && validity.isCurrent(write.key(), write.planned().changed())
        && !waitsForReference(write);
  }

  /**
   * An object that refers to a user who has got an account since then is planned again with that
   * account, which saves a request. Not in a dry run and not while a saved plan is applied: their
   * steps must not depend on which writer is faster.
   */
  private boolean waitsForReference(Write write) {
    return !dryRun
        && !planLimit.isActive()
        && outcomes.hasReferenceLinkedSince(write, write.window());
  }

  /** The changes of all windows, one after the other. */
  final class Windows implements Iterator<Write> {

    private final Supplier<List<StoredChange>> windows;
    private final Deque<Write> opened = new ArrayDeque<>();
    private boolean ended;
    private long previousWindow;

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

    /** The number of changes that are left of the current window. */
    int remaining() {
      return opened.size();
    }

    /** The next change, which is left where it is; null at the end of the window. */
    @Nullable Write peek() {
      return opened.peek();
    }

    private void open(List<StoredChange> planned) {
      long window = outcomes.recordedGroups();
      outcomes.forgetBefore(previousWindow);
      previousWindow = window;
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
          if (due.unchanged() && !handover.isHeld(due.planned())) {
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
      List<Runnable> recorded = new ArrayList<>();
      for (Write write : writes) {
        String kind = write.intentKind();
        // A change without a request has no intent. An earlier intent is kept: its outcome is
        // looked
        // up first.
        if (kind != null && write.intent() == null) {
          intents.add(new Intent(write.key(), kind));
          recorded.add(() -> write.intentRecorded(kind));
        }
      }
      if (!intents.isEmpty()) {
        state.links().recordIntents(intents);
        recorded.forEach(Runnable::run);
      }
    }
  }
}
