package org.entrazscaler.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.apache.camel.Variable;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.cycle.CycleContext;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.cycle.ObjectLocks;
import org.entrazscaler.cycle.UrgentPassGate;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Link;
import org.entrazscaler.outcome.Outcome;
import org.entrazscaler.outcome.Write;
import org.entrazscaler.store.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the outcomes of users and records many of them in one transaction. An object stays
 * locked until its outcome is recorded; counters and reports follow after that. Until then the
 * state has the intent, so that after a crash the target is asked and nothing is written twice.
 * Thread-safe.
 */
public final class OutcomeQueue {

  private static final Logger LOG = LoggerFactory.getLogger(OutcomeQueue.class);

  /** The number of outcomes that are recorded together. */
  static final int GROUP_SIZE = 256;

  /** The longest time that the first of them waits. */
  static final long MAX_WAIT_MILLIS = 1000;

  private final State state;
  private final ObjectLocks locks;
  private final CycleControl cycles;
  private final UrgentPassGate gate;
  private final PlanValidity validity;
  private final BiConsumer<Write, RuntimeException> onFailure;
  private final LongSupplier nanoTime;
  private final ReentrantLock recording = new ReentrantLock();
  private final List<Write> waiting = new ArrayList<>();
  private final List<ObjectKey> unlocked = new ArrayList<>();

  /**
   * Users who got an account, with the number of the group that recorded it; MAX_VALUE if it waits.
   */
  private final Map<String, Long> linked = new ConcurrentHashMap<>();

  private boolean urgent;
  private long firstAt;
  private volatile long recordedGroups;

  /**
   * @param onFailure parks a change whose outcome cannot be recorded; if that cannot be recorded
   *     either, the cycle stops
   */
  OutcomeQueue(
      CycleContext context,
      PlanValidity validity,
      BiConsumer<Write, RuntimeException> onFailure,
      LongSupplier nanoTime) {
    this.state = context.state();
    this.locks = context.locks();
    this.cycles = context.cycles();
    this.gate = context.gate();
    this.validity = validity;
    this.onFailure = onFailure;
    this.nanoTime = nanoTime;
  }

  // --- one change ---------------------------------------------------------------------------

  /**
   * Adds an outcome of a change. The outcome of a group is recorded at once, because its next step
   * reads it.
   */
  void add(Write write, Outcome outcome, Runnable after) {
    if (write.key().type() == ObjectType.GROUP) {
      state.outcomes().record(List.of(outcome));
      after.run();
      return;
    }
    if (outcome instanceof Outcome.Linked now
        && !now.link().knownTargetId().equals(write.link().map(Link::targetId).orElse(null))) {
      linked.put(write.key().id(), Long.MAX_VALUE);
    }
    write.add(outcome, after);
  }

  /** Records the outcomes of one change so far, without waiting for others. */
  public void record(Write write) {
    withdraw(List.of(write));
    List<Outcome> outcomes = write.outcomes();
    if (!outcomes.isEmpty()) {
      state.outcomes().record(outcomes);
      write.runAfterRecording();
    }
  }

  /**
   * Ends a write whose outcome is recorded alone.
   *
   * @param write the write
   */
  public void finish(@Variable(ExchangeVariables.WRITE) Write write) {
    recordAlone(write);
  }

  /**
   * Ends a write whose outcome is recorded together with others. If an urgent pass has read a
   * change of its object, the group is recorded at once, so that a leaver loses access immediately.
   *
   * @param write the write
   */
  public void put(@Variable(ExchangeVariables.WRITE) Write write) {
    boolean changed = !validity.isCurrent(write.key(), write.planned().changed());
    synchronized (waiting) {
      urgent |= changed;
      if (waiting.isEmpty()) {
        firstAt = nanoTime.getAsLong();
      }
      waiting.add(write);
    }
  }

  // --- many ---------------------------------------------------------------------------------

  /**
   * Whether the group is full, has waited long enough, or contains an urgent outcome.
   *
   * @return false also if nothing waits
   */
  public boolean isDue() {
    synchronized (waiting) {
      return urgent
          || waiting.size() >= GROUP_SIZE
          || !waiting.isEmpty()
              && nanoTime.getAsLong() - firstAt >= TimeUnit.MILLISECONDS.toNanos(MAX_WAIT_MILLIS);
    }
  }

  /**
   * Records all waiting outcomes and unlocks their objects. Afterwards the state has everything
   * that was written before the call, also what another thread was just recording.
   *
   * @return the objects that were unlocked since the last call, if an urgent pass has read Entra:
   *     each may have changed in the meantime
   */
  public List<ObjectKey> commit() {
    recordAll();
    synchronized (unlocked) {
      List<ObjectKey> keys = List.copyOf(unlocked);
      unlocked.clear();
      return keys;
    }
  }

  /**
   * Records all waiting outcomes; the next caller of {@link #commit} checks the unlocked objects.
   */
  public void recordAll() {
    recording.lock();
    try {
      List<Write> group;
      synchronized (waiting) {
        group = List.copyOf(waiting);
        waiting.clear();
        urgent = false;
      }
      if (!group.isEmpty()) {
        // Also on a thread with separate work.
        cycles.runForCycle(() -> record(group));
      }
    } finally {
      recording.unlock();
    }
  }

  private void record(List<Write> group) {
    try {
      withdraw(group);
      try {
        state
            .outcomes()
            .record(group.stream().flatMap(write -> write.outcomes().stream()).toList());
      } catch (RuntimeException e) {
        if (group.size() == 1) {
          fail(group.get(0), e);
        } else {
          // One of them may be the cause: the others are recorded.
          group.forEach(this::recordAlone);
        }
        return;
      }
      group.forEach(Write::runAfterRecording);
    } finally {
      unlock(group);
    }
  }

  private void recordAlone(Write write) {
    try {
      record(write);
    } catch (RuntimeException e) {
      fail(write, e);
    }
  }

  /** Withdraws the intent of a change that is not sent. */
  void withdraw(Write write) {
    withdraw(List.of(write));
  }

  private void withdraw(List<Write> group) {
    List<Write> unsent = group.stream().filter(Write::needsWithdrawal).toList();
    if (!unsent.isEmpty()) {
      state.links().withdrawIntents(unsent.stream().map(Write::key).toList());
      unsent.forEach(Write::intentWithdrawn);
    }
  }

  private void fail(Write write, RuntimeException exception) {
    LOG.debug("The outcome of a change could not be recorded.", exception);
    write.forgetOutcomes();
    if (write.change() == null) {
      throw exception;
    }
    onFailure.accept(write, exception);
    record(write);
  }

  private void unlock(List<Write> group) {
    long number = recordedGroups;
    for (Write write : group) {
      linked.computeIfPresent(write.key().id(), (id, waits) -> number);
    }
    recordedGroups = number + 1;
    group.forEach(write -> locks.unlock(write.key(), write.lockOwner()));
    synchronized (unlocked) {
      if (gate.hasReadEntra()) {
        group.forEach(write -> unlocked.add(write.key()));
      }
    }
  }

  // --- accounts that were linked during a window --------------------------------------------

  /** The number of groups recorded so far. */
  long recordedGroups() {
    return recordedGroups;
  }

  /** Forgets the accounts that were recorded before a group. */
  void forgetBefore(long group) {
    linked.values().removeIf(number -> number < group);
  }

  /**
   * Whether a user to whom an object refers has got an account since the object was read from the
   * state: its change is planned again with that account.
   */
  boolean hasReferenceLinkedSince(Write write, long group) {
    return write.referencedUsers().stream().anyMatch(id -> linked.getOrDefault(id, -1L) >= group);
  }
}
