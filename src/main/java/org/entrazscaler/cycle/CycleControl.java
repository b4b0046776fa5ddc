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
 * Starts and ends cycles, one at a time, and decides whether a cycle is an initial one.
 * Thread-safe.
 */
public final class CycleControl {

  private static final Logger LOG = LoggerFactory.getLogger(CycleControl.class);

  /**
   * The second pass writes objects that depend on others; further passes are for lost target
   * objects.
   */
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
   * @param state records the cycles
   * @param settings whether and what to provision
   * @param fingerprint supplies the fingerprint of mappings, filters and settings; when it changes,
   *     everything is evaluated again
   * @param tenantUrl the target; when it changes, all links become invalid
   * @param clock supplies the current time
   * @param listener observes the cycles
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
   * Starts a cycle.
   *
   * @param kind its purpose
   * @return false if another cycle is running, if the program is shutting down, or if provisioning
   *     is off and the cycle is a scheduled one; the caller must then do nothing
   */
  public boolean begin(CycleKind kind) {
    if (!settings.status() && kind == CycleKind.PROVISIONING) {
      LOG.info("Skipped: provisioning.status is off.");
      return false;
    }
    lock.lock();
    try {
      if (shuttingDown) {
        return false;
      }
      if (current != null) {
        LOG.info("Skipped: cycle {} is still running.", current.name());
        return false;
      }
      state.plan().clear();
      state.target().clear();
      state.cycles().endAbandoned();
      applyChangedSettings();
      state.parked().markDuePending(clock.instant());
      boolean initial = !isReadCompletely(ObjectType.USER) || !isReadCompletely(ObjectType.GROUP);
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
      LOG.warn("zscaler.tenant-url has changed: all objects are matched again in the new tenant.");
      state.links().forgetAll();
      state.sourceUpdater().forgetWatermarks();
    }
    facts.put(Facts.TENANT_URL, tenantUrl);
    String current = fingerprint.get();
    Optional<String> before = facts.get(Facts.IN_FORCE);
    if (before.isPresent() && !before.get().equals(current)) {
      LOG.info(
          "Mappings, filters or settings of the scope have changed: everything is evaluated again.");
      state.sourceUpdater().forgetWatermarks();
      state.undo().releaseAll();
    }
    facts.put(Facts.IN_FORCE, current);
    state
        .sourceUpdater()
        .expandNestedGroups(settings.nestedGroups() == ProvisioningSettings.NestedGroups.EXPAND);
  }

  private boolean isReadCompletely(ObjectType type) {
    return state.sourceUpdater().watermark(type).map(Watermark::deltaLink).isPresent();
  }

  /**
   * Binds separate work to this thread: until {@link #endSeparateWork}, {@link #current} returns it
   * instead of the running cycle.
   *
   * @param work the cycle object of the separate work
   */
  public void beginSeparateWork(Cycle work) {
    separateWork.set(work);
  }

  /** Ends the separate work of this thread. */
  public void endSeparateWork() {
    separateWork.remove();
  }

  /**
   * Runs an action for the running cycle, also on a thread with separate work.
   *
   * @param work the action
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
   * Whether this thread has separate work.
   *
   * @return false if it works for the running cycle
   */
  public boolean isSeparateWork() {
    return separateWork.get() != null;
  }

  /**
   * Whether a cycle of any kind is running.
   *
   * @return true also while it ends
   */
  public boolean isRunning() {
    return running() != null;
  }

  /**
   * Whether a tick may start an urgent pass: provisioning is on, and the running or the last cycle
   * used the current mappings, filters and settings.
   *
   * @return false if provisioning is off, or if everything must be evaluated again
   */
  public boolean acceptsTicks() {
    return settings.status()
        && state.facts().get(Facts.IN_FORCE).filter(fingerprint.get()::equals).isPresent();
  }

  /**
   * The separate work of this thread, or else the running cycle.
   *
   * @return the cycle to which counts and messages belong
   * @throws IllegalStateException if there is neither
   */
  public Cycle current() {
    Cycle own = separateWork.get();
    Cycle cycle = own == null ? running() : own;
    if (cycle == null) {
      throw new IllegalStateException("No cycle is running.");
    }
    return cycle;
  }

  /**
   * The running cycle.
   *
   * @return null if there is none
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
   * @return false as soon as the cycle must stop
   */
  public boolean canSend() {
    return current().stopped() == null;
  }

  /**
   * Stops the running cycle early and starts no further one. The remaining work stays in the state
   * for the next start.
   */
  public void shutDown() {
    lock.lock();
    try {
      shuttingDown = true;
      if (current != null) {
        current.stop(Cycle.StopCause.ENDING, "The program was told to end");
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether the program is shutting down.
   *
   * @return true as soon as no request may be sent
   */
  public boolean isEnding() {
    return shuttingDown;
  }

  /**
   * Called before each request: without this exception a step would draw conclusions from a missing
   * answer.
   *
   * @throws RejectedExecutionException if the program is shutting down
   */
  public void failIfEnding() {
    if (shuttingDown) {
      throw new RejectedExecutionException(
          "The program is shutting down: no further request is sent.");
    }
  }

  /**
   * Starts the first or a further pass over the objects of one type.
   *
   * @param type users or groups
   * @return false if nothing remains to be done, or if the cycle must stop; then the next pass
   *     counts as the first
   */
  public boolean nextPass(ObjectType type) {
    boolean hasNext =
        isProvisioned(type) && canSend() && pass < MAX_PASSES && state.source().openCount(type) > 0;
    pass = hasNext ? pass + 1 : 0;
    return hasNext;
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
   * Tells the listener how many changes of a type are planned so far; some are written while others
   * are still being planned.
   *
   * @param type users or groups
   */
  public void reportPlanning(ObjectType type) {
    listener.planning(current(), type.word() + "s", state.plan().count(type));
  }

  /**
   * Tells the listener that the changes of a type are planned, and how many remain to be written.
   *
   * @param type users or groups
   */
  public void reportPlanned(ObjectType type) {
    listener.planned(current(), type.word() + "s", state.plan().count(type));
  }

  /**
   * Tells the listener what was done with an object.
   *
   * @param sentence in words
   */
  public void reportDone(String sentence) {
    listener.done(current(), sentence);
  }

  /** Records the end of the running cycle. No other cycle can start before {@link #release}. */
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
            stop == null || stop.cause() == Cycle.StopCause.ENDING ? null : stop.reason(),
            cycle.counts(),
            cycle.requests());
    CycleRecord record = state.cycles().last().orElseThrow();
    LOG.info("Cycle {} has ended: {}. {}", cycle.name(), result, cycle.counts());
    listener.ended(cycle, record);
  }

  /** Allows the next cycle to start. */
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
      return switch (stop.cause()) {
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
   * Waits until no cycle is running.
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
