package org.entrazscaler.outcome;

import java.util.Collection;
import java.util.List;
import org.entrazscaler.deadletter.ParkedObject;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.journal.LogEntry;
import org.entrazscaler.link.Link;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a change. {@link Outcomes#record} records all parts of it together: the link, the
 * log entries, the dead-letter list and the pending mark.
 */
public sealed interface Outcome {

  ObjectKey key();

  /**
   * The target object exists and has the written values. The source object stays pending, because
   * other steps, such as the members of a group, may follow.
   *
   * @param link the new link with its target id and the intent of the next write, or null; the
   *     started write counts as carried out, except for memberships in doubt, of which nothing is
   *     known until {@link org.entrazscaler.link.WrittenMembers#recordSeen} or {@link
   *     org.entrazscaler.link.WrittenMembers#resolveDoubts}
   * @param members SCIM ids of the members with which a group was created; empty for users
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
   * Members of a group were added or removed. Other differences, and members in doubt, may follow.
   *
   * @param group object id of the group
   * @param added SCIM ids of new members
   * @param removed SCIM ids of former members
   * @param entry for the log, which undo uses, or null if nothing was sent
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
   * An account that another user adopts has left a group to which it was added for the former user.
   *
   * @param group object id of the group
   * @param targetId SCIM {@code id} of the account
   * @param intent the kind of write that removed it, whose intent is closed
   * @param entry for the log, or null if it was no longer a member
   */
  record LeftFormerGroup(String group, String targetId, String intent, @Nullable LogEntry entry)
      implements Outcome {
    @Override
    public ObjectKey key() {
      return ObjectKey.group(group);
    }
  }

  /**
   * The target object no longer exists.
   *
   * @param completion how the source object is completed
   * @param entries for the log
   */
  record Deleted(Completion completion, List<LogEntry> entries) implements Outcome {
    @Override
    public ObjectKey key() {
      return completion.key();
    }
  }

  /**
   * Nothing more must be written for a source object. A creation without a known outcome was
   * searched for before.
   *
   * @param completion how the source object is completed
   * @param entry for the log, or null
   */
  record Completed(Completion completion, @Nullable LogEntry entry) implements Outcome {
    @Override
    public ObjectKey key() {
      return completion.key();
    }
  }

  /**
   * The target object is gone although it should exist: the link is removed, and the source object
   * stays pending and is matched again.
   *
   * @param key the source object
   * @param intent the intent because of which it is searched for even if it leaves the scope; null
   *     if nothing that the program created can exist
   * @param entry for the log
   */
  record Lost(ObjectKey key, @Nullable String intent, LogEntry entry) implements Outcome {}

  /**
   * The change, or a part of it, failed permanently: the object is parked.
   *
   * @param object the entry of the dead-letter list
   * @param completion how the source object is completed; null if a later cycle carries out the
   *     rest of the change and the object stays pending
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
