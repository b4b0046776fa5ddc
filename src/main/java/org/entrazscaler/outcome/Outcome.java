package org.entrazscaler.outcome;

import java.util.Collection;
import java.util.List;
import org.entrazscaler.deadletter.ParkedObject;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.journal.LogEntry;
import org.entrazscaler.link.Link;
import org.jspecify.annotations.Nullable;

/**
 * What became of a change, as {@link Outcomes#record} takes it. Each one is recorded whole: the
 * link, the log entries, the dead-letter store and the rest of the source object.
 */
public sealed interface Outcome {

  /**
   * The source object that it is about.
   *
   * @return never null
   */
  ObjectKey key();

  /**
   * The target object is there and holds what was written. What else is to be done for the source
   * object, such as a group's members, is still to come: it stays pending.
   *
   * @param link the link as it is now, with its target id and with the intent of what is to be
   *     asked next, or null; what was begun is taken as carried out, but for memberships in doubt,
   *     of which nothing is known until {@link org.entrazscaler.link.WrittenMembers#recordSeen} or
   *     {@link org.entrazscaler.link.WrittenMembers#resolveDoubts}
   * @param members SCIM ids of the members that it was made with; empty for all but groups
   * @param entry for the log, or null if nothing was sent
   */
  record Linked(Link link, Collection<String> members, @Nullable LogEntry entry)
      implements Outcome {
    @Override
    public ObjectKey key() {
      return link.key();
    }
  }

  /**
   * Members of a group have joined or left. What else differs, or is in doubt, is still to come.
   *
   * @param group object id of the group
   * @param added SCIM ids that are members now
   * @param removed SCIM ids that are members no longer
   * @param entry for the log, from which undo knows them, or null if nothing was sent
   */
  record Members(
      String group, Collection<String> added, Collection<String> removed, @Nullable LogEntry entry)
      implements Outcome {
    @Override
    public ObjectKey key() {
      return ObjectKey.group(group);
    }
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
  record LeftFormerGroup(String group, String targetId, String intent, @Nullable LogEntry entry)
      implements Outcome {
    @Override
    public ObjectKey key() {
      return ObjectKey.group(group);
    }
  }

  /**
   * The target object is no longer there, by our doing or another's.
   *
   * @param completion how the source object is put to rest
   * @param entries for the log
   */
  record Deleted(Completion completion, List<LogEntry> entries) implements Outcome {
    @Override
    public ObjectKey key() {
      return completion.key();
    }
  }

  /**
   * Nothing more is to be written for a source object. A creation that was begun and not answered
   * has been looked for by then.
   *
   * @param completion how it is put to rest
   * @param entry for the log, or null
   */
  record Completed(Completion completion, @Nullable LogEntry entry) implements Outcome {
    @Override
    public ObjectKey key() {
      return completion.key();
    }
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
  record Lost(ObjectKey key, @Nullable String intent, LogEntry entry) implements Outcome {}

  /**
   * The change, or a part of it, failed for good: the object waits in the dead-letter store.
   *
   * @param object all that explains the failure
   * @param completion how the source object is put to rest; null if the rest of the change is left
   *     for a later cycle, for which the object stays pending
   * @param entries for the log
   */
  record Parked(ParkedObject object, @Nullable Completion completion, Collection<LogEntry> entries)
      implements Outcome {
    @Override
    public ObjectKey key() {
      return object.key();
    }
  }
}
