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
   * The target object is there and holds what was written. What else is to be done for the source
   * object, such as a group's members, is still to come: it is not put to rest.
   *
   * @param link the link as it is now, with the intent of what is to be asked next, or null; what
   *     was begun is taken as carried out, but for memberships in doubt, of which nothing is known
   *     until {@link LinkStore#membersSeen} or {@link LinkStore#membersUnseen}
   * @param members SCIM ids of the members that it was made with; empty for all but groups
   * @param entry for the log, or null if nothing was sent
   */
  public void linked(Link link, Collection<String> members, @Nullable LogEntry entry) {
    recorded(
        h -> {
          links.put(h, link);
          if (!members.isEmpty()) {
            LinkStore.membersWritten(h, link.key().id(), members, List.of());
          }
          if (entry != null) {
            log.add(h, entry);
          }
        });
  }

  /**
   * Members of a group have joined or left. What else differs, or is in doubt, is still to come.
   *
   * @param group object id of the group
   * @param added SCIM ids that are members now
   * @param removed SCIM ids that are members no longer
   * @param entry for the log, from which undo knows them, or null if nothing was sent
   */
  public void members(
      String group,
      Collection<String> added,
      Collection<String> removed,
      @Nullable LogEntry entry) {
    recorded(
        h -> {
          LinkStore.membersWritten(h, group, added, removed);
          if (entry != null) {
            log.add(h, entry);
          }
        });
  }

  /**
   * An account that is to go to another user has left a group into which it was put for the former
   * one.
   *
   * @param group object id of the group
   * @param targetId SCIM {@code id} of the account
   * @param intent the kind of write by which it left, which is open no more
   * @param entry for the log, or null if the group had it no more
   */
  public void leftFormerGroup(
      String group, String targetId, String intent, @Nullable LogEntry entry) {
    recorded(
        h -> {
          PassedOnStore.left(h, group, targetId, intent);
          if (entry != null) {
            log.add(h, entry);
          }
        });
  }

  /**
   * The target object is no longer there, by our doing or another's.
   *
   * @param settlement how the source object is put to rest
   * @param entries for the log
   */
  public void deleted(Settlement settlement, List<LogEntry> entries) {
    recorded(
        h -> {
          links.remove(h, settlement.key());
          entries.forEach(entry -> log.add(h, entry));
          settle(h, settlement, null);
        });
  }

  /**
   * Nothing more is to be written for a source object. A creation that was begun and not answered
   * has been looked for by then.
   *
   * @param settlement how it is put to rest
   * @param entry for the log, or null
   */
  public void settled(Settlement settlement, @Nullable LogEntry entry) {
    recorded(
        h -> {
          LinkStore.removeUnanswered(h, settlement.key());
          links.setEligible(h, settlement.key(), settlement.memberEligible());
          settle(h, settlement, entry);
        });
  }

  /**
   * The target object is gone though it should be there: the link is forgotten, and the source
   * object stays pending to be matched anew.
   *
   * @param key the source object
   * @param begun the intent by which it is looked for even if it should leave the scope meanwhile;
   *     null if nothing of ours can be there
   * @param entry for the log
   */
  public void lost(ObjectKey key, @Nullable String begun, LogEntry entry) {
    recorded(
        h -> {
          links.remove(h, key);
          if (begun != null) {
            LinkStore.intend(h, key, begun);
          }
          PlanStore.remove(h, key);
          source.touch(h, key);
          log.add(h, entry);
        });
  }

  /**
   * The change, or a part of it, failed for good: the object waits in the dead-letter store.
   *
   * @param object all that explains the failure
   * @param settlement how the source object is put to rest; null if the rest of the change is left
   *     for a later cycle, for which the object stays pending
   * @param entries for the log
   */
  public void parked(
      ParkedObject object, @Nullable Settlement settlement, Collection<LogEntry> entries) {
    recorded(
        h -> {
          parked.put(h, object);
          if (settlement == null) {
            PlanStore.hold(h, object.key());
          } else {
            PlanStore.remove(h, object.key());
            if (!settlement.memberEligible()) {
              // Whatever else failed: who has lost the groups leaves them.
              links.setEligible(h, object.key(), false);
            }
            source.rest(h, settlement);
          }
          entries.forEach(entry -> log.add(h, entry));
        });
  }

  /**
   * The change failed for good, with one entry for the log.
   *
   * @param object all that explains the failure
   * @param settlement how the source object is put to rest
   * @param entry for the log
   */
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
    if (entry != null) {
      log.add(h, entry);
    }
    if (gone && settlement.key().type() == ObjectType.USER) {
      UndoStore.forget(h, settlement.key());
      DifferenceStore.forgetPerson(
          h, settlement.key(), ProvisioningLog.forgetPerson(h, settlement.key()));
    }
  }
}
