package org.entrazscaler.cycle;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.settings.ProvisioningSettings;
import org.entrazscaler.source.Watermark;
import org.entrazscaler.store.Facts;
import org.entrazscaler.store.State;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins and ends cycles, one at a time, and decides whether a cycle is an initial one. Safe for
 * use by several threads.
 */
public final class CycleControl {

  private static final Logger LOG = LoggerFactory.getLogger(CycleControl.class);

  /** What waits for other objects is written in a second pass; more is for what vanished. */
  private static final int MAX_PASSES = 4;

  private final State state;
  private final ProvisioningSettings settings;
  private final Supplier<String> fingerprint;
  private final String tenantUrl;
  private final Clock clock;
  private final CycleListener listener;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();

  private final ThreadLocal<@Nullable Cycle> separateWork = new ThreadLocal<>();
  private @Nullable Cycle current;
  private volatile boolean shuttingDown;
  private int pass;

  /**
   * A control.
   *
   * @param state where cycles are recorded
   * @param settings whether and what is provisioned
   * @param fingerprint fingerprint of mappings, filters and settings; when it changes, everything
   *     is evaluated anew
   * @param tenantUrl the target; when it changes, the links mean nothing any more
   * @param clock tells the present
   * @param listener is told how cycles go
   */
  public CycleControl(
      State state,
      ProvisioningSettings settings,
      Supplier<String> fingerprint,
      String tenantUrl,
      Clock clock,
      CycleListener listener) {
    this.state = state;
    this.settings = settings;
    this.fingerprint = fingerprint;
    this.tenantUrl = tenantUrl;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Begins a cycle.
   *
   * @param kind what it is for
   * @return false if another one runs, if the program is ending, or if provisioning is off and the
   *     cycle was not asked for by a person; then nothing may be done
   */
  public boolean begin(CycleKind kind) {
    if (!settings.status() && kind == CycleKind.PROVISIONING) {
      LOG.info("provisioning.status is off: no cycle.");
      return false;
    }
    lock.lock();
    try {
      if (shuttingDown) {
        return false;
      }
      if (current != null) {
        LOG.info("Cycle {} still runs: no second one beside it.", current.name());
        return false;
      }
      state.plan().clear();
      state.target().clear();
      state.cycles().endAbandoned();
      applyChangedSettings();
      state.parked().markDuePending(clock.instant());
      boolean initial = !hasDeltaLink(ObjectType.USER) || !hasDeltaLink(ObjectType.GROUP);
      String word = kind.word(initial);
      long id = state.cycles().begin(word, clock.instant());
      current = new Cycle(id, word, clock.instant());
      pass = 0;
      LOG.info("Cycle {} begins: {}.", id, word);
    } finally {
      lock.unlock();
    }
    listener.began(current());
    return true;
  }

  private void applyChangedSettings() {
    Facts facts = state.facts();
    Optional<String> tenant = facts.get(Facts.TENANT_URL);
    if (tenant.isPresent() && !tenant.get().equals(tenantUrl)) {
      LOG.warn(
          "zscaler.tenant-url is another one than before: what Zscaler holds there is matched anew.");
      state.links().forgetAll();
      state.sourceUpdater().forgetWatermarks();
    }
    facts.put(Facts.TENANT_URL, tenantUrl);
    String current = fingerprint.get();
    Optional<String> before = facts.get(Facts.IN_FORCE);
    if (before.isPresent() && !before.get().equals(current)) {
      LOG.info(
          "Mappings, filters or settings of the scope have changed: everything is evaluated anew.");
      state.sourceUpdater().forgetWatermarks();
      state.undo().releaseAll();
    }
    facts.put(Facts.IN_FORCE, current);
    state
        .sourceUpdater()
        .expandNestedGroups(settings.nestedGroups() == ProvisioningSettings.NestedGroups.EXPAND);
  }

  private boolean hasDeltaLink(ObjectType type) {
    return state.sourceUpdater().watermark(type).map(Watermark::deltaLink).isPresent();
  }

  /**
   * From here on this thread works on its own, whatever cycle runs: {@link #current} is its own.
   *
   * @param work what it does
   */
  public void beginSeparateWork(Cycle work) {
    separateWork.set(work);
  }

  /** From here on this thread works on its own no more. */
  public void endSeparateWork() {
    separateWork.remove();
  }

  /**
   * Does something for the cycle under way, also on a thread that works on its own.
   *
   * @param work what is to be done
   */
  public void runForCycle(Runnable work) {
    Cycle own = separateWork.get();
    separateWork.remove();
    try {
      work.run();
    } finally {
      if (own != null) {
        separateWork.set(own);
      }
    }
  }

  /**
   * Whether this thread works on its own.
   *
   * @return false where it works for the cycle under way
   */
  public boolean isSeparateWork() {
    return separateWork.get() != null;
  }

  /**
   * Whether a cycle runs, of whatever kind.
   *
   * @return true also while it ends
   */
  public boolean isRunning() {
    return running() != null;
  }

  /**
   * Whether a tick may do something: cycles are wanted, and the cycle under way or the last one
   * worked by the mappings, filters and settings that are in force.
   *
   * @return false if provisioning is off, or if everything is to be evaluated anew
   */
  public boolean acceptsTicks() {
    return settings.status()
        && state.facts().get(Facts.IN_FORCE).filter(fingerprint.get()::equals).isPresent();
  }

  /**
   * The cycle under way.
   *
   * @return never null
   * @throws IllegalStateException if none runs
   */
  public Cycle current() {
    Cycle own = separateWork.get();
    Cycle cycle = own == null ? running() : own;
    if (cycle == null) {
      throw new IllegalStateException("No cycle runs.");
    }
    return cycle;
  }

  /**
   * The cycle under way, if there is one.
   *
   * @return null if none runs
   */
  public @Nullable Cycle running() {
    lock.lock();
    try {
      return current;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether changes may be sent.
   *
   * @return false once the cycle had to stop
   */
  public boolean canSend() {
    return current().stopped() == null;
  }

  /**
   * The program ends: the cycle under way is cut short, and none begins any more. What is not done
   * waits in the state for the next start.
   */
  public void shutDown() {
    lock.lock();
    try {
      shuttingDown = true;
      if (current != null) {
        current.stop(Cycle.Trouble.ENDING, "The program was told to end");
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether the program ends.
   *
   * @return true once no request may be sent any more
   */
  public boolean isEnding() {
    return shuttingDown;
  }

  /**
   * To be called before each request: a step that went on without what it asked for would conclude
   * something from half an answer.
   *
   * @throws RejectedExecutionException if the program ends
   */
  public void failIfEnding() {
    if (shuttingDown) {
      throw new RejectedExecutionException("The program is ending: nothing more is asked for.");
    }
  }

  /**
   * Begins a pass over the objects of one type, or another one because the last pass has made more
   * possible.
   *
   * @param type users or groups
   * @return false if nothing is left to do, or may be done; then the next pass is a first one
   */
  public boolean nextPass(ObjectType type) {
    boolean another =
        isProvisioned(type) && canSend() && pass < MAX_PASSES && state.source().openCount(type) > 0;
    pass = another ? pass + 1 : 0;
    return another;
  }

  /**
   * Whether a type is provisioned.
   *
   * @param type users or groups
   * @return {@code provisioning.users} or {@code provisioning.groups}
   */
  public boolean isProvisioned(ObjectType type) {
    return type == ObjectType.USER ? settings.users() : settings.groups();
  }

  /**
   * Some changes of a type are carried out while others are still being planned: tells the listener
   * how many are planned so far.
   *
   * @param type users or groups
   */
  public void reportPlanning(ObjectType type) {
    listener.planning(current(), type.word() + "s", state.plan().count(type));
  }

  /**
   * The changes of a type are planned: tells the listener how many are left.
   *
   * @param type users or groups
   */
  public void reportPlanned(ObjectType type) {
    listener.planned(current(), type.word() + "s", state.plan().count(type));
  }

  /**
   * Says that something was done to an object.
   *
   * @param sentence what, in words
   */
  public void reportDone(String sentence) {
    listener.done(current(), sentence);
  }

  /** Records the end of the cycle under way, beside which no other one can begin yet. */
  public void end() {
    Cycle cycle = current();
    state.plan().clear();
    state.target().clear();
    state.log().prune(clock.instant().minus(settings.logRetention()));
    Cycle.Stop stop = cycle.stopped();
    String result = result(cycle, stop);
    state
        .cycles()
        .end(
            cycle.id(),
            clock.instant(),
            result,
            stop == null || stop.trouble() == Cycle.Trouble.ENDING ? null : stop.reason(),
            cycle.counts(),
            cycle.requests());
    CycleRecord record = state.cycles().last().orElseThrow();
    LOG.info("Cycle {} has ended: {}. {}", cycle.name(), result, cycle.counts());
    listener.ended(cycle, record);
  }

  /** Lets the next cycle begin. */
  public void release() {
    lock.lock();
    try {
      current = null;
      idle.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private String result(Cycle cycle, Cycle.@Nullable Stop stop) {
    if (stop != null) {
      return switch (stop.trouble()) {
        case CONNECTION -> CycleRecord.STOPPED;
        case INTERNAL -> CycleRecord.FAILED;
        case ENDING -> CycleRecord.INTERRUPTED;
      };
    }
    if (cycle.counted(Counter.HELD) > 0) {
      return CycleRecord.HELD;
    }
    return cycle.counted(Counter.FAILED) > 0
            || cycle.counted(Counter.LEFT_OUT) > 0
            || state.parked().count() > 0
        ? CycleRecord.FAILURES
        : CycleRecord.SUCCESS;
  }

  /**
   * Waits until no cycle runs.
   *
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public void awaitIdle() throws InterruptedException {
    lock.lock();
    try {
      while (current != null) {
        idle.await();
      }
    } finally {
      lock.unlock();
    }
  }
}
