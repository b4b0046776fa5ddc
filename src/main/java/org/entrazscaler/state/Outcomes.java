package org.entrazscaler.state;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.entrazscaler.entra.ObjectType;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Records what became of a change: link, log entry, dead-letter store and the object's rest in one
 * transaction, so that a crash leaves either none or all of it.
 */
public final class Outcomes {

  private final ReadWriteLock recording = new ReentrantReadWriteLock(true);
  private final Jdbi jdbi;
  private final SourceStore source;
  private final LinkStore links;
  private final PassedOnStore passedOn;
  private final ParkedStore parked;
  private final ProvisioningLog log;

  Outcomes(
      Jdbi jdbi,
      SourceStore source,
      LinkStore links,
      PassedOnStore passedOn,
      ParkedStore parked,
      ProvisioningLog log) {
    this.jdbi = jdbi;
    this.source = source;
    this.links = links;
    this.passedOn = passedOn;
    this.parked = parked;
    this.log = log;
  }

  /**
   * Records what became of changes: all of it or nothing, one outcome after the other.
   *
   * @param outcomes in the order in which they came about
   */
  public void record(List<? extends Outcome> outcomes) {
    recorded(h -> outcomes.forEach(outcome -> record(h, outcome)));
  }

  private void record(Handle h, Outcome outcome) {
    if (outcome instanceof Outcome.Linked linked) {
      links.put(h, linked.link());
      if (!linked.members().isEmpty()) {
        LinkStore.membersWritten(h, linked.key().id(), linked.members(), List.of());
      }
      add(h, linked.entry());
    } else if (outcome instanceof Outcome.Members members) {
      LinkStore.membersWritten(h, members.group(), members.added(), members.removed());
      add(h, members.entry());
    } else if (outcome instanceof Outcome.LeftFormerGroup left) {
      PassedOnStore.left(h, left.group(), left.targetId(), left.intent());
      add(h, left.entry());
    } else if (outcome instanceof Outcome.Deleted deleted) {
      links.remove(h, deleted.key());
      deleted.entries().forEach(entry -> log.add(h, entry));
      settle(h, deleted.settlement(), null);
    } else if (outcome instanceof Outcome.Settled settled) {
      LinkStore.removeUnanswered(h, settled.key());
      links.setEligible(h, settled.key(), settled.settlement().memberEligible());
      settle(h, settled.settlement(), settled.entry());
    } else if (outcome instanceof Outcome.Lost lost) {
      recordLost(h, lost);
    } else if (outcome instanceof Outcome.Parked failed) {
      recordParked(h, failed);
    }
  }

  private void recordLost(Handle h, Outcome.Lost lost) {
    links.remove(h, lost.key());
    if (lost.begun() != null) {
      LinkStore.intend(h, new Intent(lost.key(), lost.begun()));
    }
    PlanStore.remove(h, lost.key());
    source.touch(h, lost.key());
    log.add(h, lost.entry());
  }

  private void recordParked(Handle h, Outcome.Parked failed) {
    ObjectKey key = failed.key();
    Settlement settlement = failed.settlement();
    parked.put(h, failed.object());
    if (settlement == null) {
      PlanStore.hold(h, key);
    } else {
      PlanStore.remove(h, key);
      if (!settlement.memberEligible()) {
        // Whatever else failed: who has lost the groups leaves them.
        links.setEligible(h, key, false);
      }
      source.rest(h, settlement);
    }
    failed.entries().forEach(entry -> log.add(h, entry));
  }

  private void add(Handle h, @Nullable LogEntry entry) {
    if (entry != null) {
      log.add(h, entry);
    }
  }

  /** Records {@link Outcome.Linked}. */
  public void linked(Link link, Collection<String> members, @Nullable LogEntry entry) {
    record(List.of(new Outcome.Linked(link, members, entry)));
  }

  /** Records {@link Outcome.Members}. */
  public void members(
      String group,
      Collection<String> added,
      Collection<String> removed,
      @Nullable LogEntry entry) {
    record(List.of(new Outcome.Members(group, added, removed, entry)));
  }

  /** Records {@link Outcome.LeftFormerGroup}. */
  public void leftFormerGroup(
      String group, String targetId, String intent, @Nullable LogEntry entry) {
    record(List.of(new Outcome.LeftFormerGroup(group, targetId, intent, entry)));
  }

  /** Records {@link Outcome.Deleted}. */
  public void deleted(Settlement settlement, List<LogEntry> entries) {
    record(List.of(new Outcome.Deleted(settlement, entries)));
  }

  /** Records {@link Outcome.Settled}. */
  public void settled(Settlement settlement, @Nullable LogEntry entry) {
    record(List.of(new Outcome.Settled(settlement, entry)));
  }

  /** Records {@link Outcome.Lost}. */
  public void lost(ObjectKey key, @Nullable String begun, LogEntry entry) {
    record(List.of(new Outcome.Lost(key, begun, entry)));
  }

  /** Records {@link Outcome.Parked}. */
  public void parked(
      ParkedObject object, @Nullable Settlement settlement, Collection<LogEntry> entries) {
    record(List.of(new Outcome.Parked(object, settlement, entries)));
  }

  /** Records {@link Outcome.Parked} with one entry for the log. */
  public void parked(ParkedObject object, Settlement settlement, LogEntry entry) {
    parked(object, settlement, List.of(entry));
  }

  private void recorded(Consumer<Handle> work) {
    recording.readLock().lock();
    try {
      jdbi.useTransaction(work::accept);
    } finally {
      recording.readLock().unlock();
    }
  }

  /** Does something beside which no outcome is recorded. */
  void pausedFor(Runnable work) {
    recording.writeLock().lock();
    try {
      work.run();
    } finally {
      recording.writeLock().unlock();
    }
  }

  private void settle(Handle h, Settlement settlement, @Nullable LogEntry entry) {
    ParkedStore.remove(h, settlement.key());
    PlanStore.remove(h, settlement.key());
    boolean gone = source.settle(h, settlement);
    if (gone) {
      passedOn.forget(h, settlement.key());
    }
    add(h, entry);
    if (gone && settlement.key().type() == ObjectType.USER) {
      UndoStore.forget(h, settlement.key());
      DifferenceStore.forgetPerson(
          h, settlement.key(), ProvisioningLog.forgetPerson(h, settlement.key()));
    }
  }
}
