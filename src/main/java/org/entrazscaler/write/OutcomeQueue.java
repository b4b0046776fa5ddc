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
 * What has become of users, until it is recorded: many of them in one transaction. An object stays
 * claimed until its outcome is recorded, and what counts or tells of it follows after that. Until
 * then the state has the intent, so that a crash leads to a question and to nothing done twice.
 * Safe for use by several threads.
 */
public final class OutcomeQueue {

  private static final Logger LOG = LoggerFactory.getLogger(OutcomeQueue.class);

  /** So many are recorded together. */
  static final int GROUP_SIZE = 256;

  /** So many milliseconds the first of them waits at most. */
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

  /** Users who got an account: in how many-th group it was recorded, or that it waits. */
  private final Map<String, Long> linked = new ConcurrentHashMap<>();

  private boolean urgent;
  private long firstAt;
  private volatile long recordedGroups;

  /**
   * An empty queue.
   *
   * @param onFailure takes down what is recorded in its place of a change of which the outcome
   *     cannot be recorded; if that cannot be recorded either, the cycle stops
   */
  public OutcomeQueue(
      State state,
      ObjectLocks locks,
      CycleControl cycles,
      UrgentPassGate gate,
      BiConsumer<Write, RuntimeException> onFailure,
      LongSupplier nanoTime) {
    this.state = state;
    this.locks = locks;
    this.cycles = cycles;
    this.gate = gate;
    this.validity = new PlanValidity(state, gate);
    this.onFailure = onFailure;
    this.nanoTime = nanoTime;
  }

  // --- one change ---------------------------------------------------------------------------

  /**
   * Takes down what has become of a change. What becomes of a group is recorded at once: its next
   * step reads it.
   */
  void add(Write write, Outcome outcome, Runnable after) {
    if (write.key().type() == ObjectType.GROUP) {
      state.outcomes().record(List.of(outcome));
      after.run();
      return;
    }
    if (outcome instanceof Outcome.Linked now
        && !now.link().targetId().equals(write.link().map(Link::targetId).orElse(null))) {
      linked.put(write.key().id(), Long.MAX_VALUE);
    }
    write.add(outcome, after);
  }

  /** Records what has become of a change so far, without waiting for others. */
  public void record(Write write) {
    withdraw(List.of(write));
    List<Outcome> outcomes = write.outcomes();
    if (!outcomes.isEmpty()) {
      state.outcomes().record(outcomes);
      write.recorded();
    }
  }

  /**
   * A change is over that is recorded by itself.
   *
   * @param write the change
   */
  public void finish(@Variable(ExchangeVariables.WRITE) Write write) {
    recordAlone(write);
  }

  /**
   * A change is over that is recorded together with others. If its object has changed in Entra
   * meanwhile, as was read beside the cycle, nobody waits: a user who has left loses the account at
   * once.
   *
   * @param write the change
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
   * Whether enough wait, or have waited long enough, or one of them must not wait.
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
   * Records all that waits, and gives the objects back. Afterwards the state has all that was done
   * before the call, also what another thread was just recording.
   *
   * @return what was given back since this was last asked, as far as somebody has read Entra beside
   *     the cycle: each may have changed meanwhile
   */
  public List<ObjectKey> commit() {
    recordAll();
    synchronized (unlocked) {
      List<ObjectKey> keys = List.copyOf(unlocked);
      unlocked.clear();
      return keys;
    }
  }

  /** Records all that waits; whoever calls {@link #commit} next looks at what was given back. */
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
        // Also on the thread of somebody who works beside the cycle.
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
          // One of them may be at fault: the others are recorded.
          group.forEach(this::recordAlone);
        }
        return;
      }
      group.forEach(Write::recorded);
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

  /** A change is not sent: takes back that it was recorded as begun. */
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
    LOG.debug("What has become of a change could not be recorded.", exception);
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

  // --- what is not recorded yet -------------------------------------------------------------

  /** How many groups were recorded so far. */
  long recordedGroups() {
    return recordedGroups;
  }

  /** Forgets who got an account before a group was recorded. */
  void forgetBefore(long group) {
    linked.values().removeIf(number -> number < group);
  }

  /**
   * Whether one of the users that an object names has got an account since the state was asked
   * about the object: its change is planned anew with that one.
   */
  boolean hasReferenceLinkedSince(Write write, long group) {
    return write.referencedUsers().stream().anyMatch(id -> linked.getOrDefault(id, -1L) >= group);
  }
}
