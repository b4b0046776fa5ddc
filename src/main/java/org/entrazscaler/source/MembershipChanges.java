package org.entrazscaler.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entrazscaler.graph.MemberChange;
import org.entrazscaler.graph.ObjectKey;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The membership changes of one transaction, and the objects that become pending because of them:
 * users who have joined or left an assigned group, and groups with other members. The changes are
 * collected first, so that a few statements write all of them.
 */
final class MembershipChanges {

  private final Handle h;
  private final SourceStore source;
  private final @Nullable EffectiveMemberships effective;
  private final DirectMembers members;
  private final List<Membership> direct = new ArrayList<>();
  private final Set<String> addedGroups = new LinkedHashSet<>();
  private final Set<String> groupsWithChangedEntitlement = new LinkedHashSet<>();
  private final Set<String> usersWithChangedPresence = new LinkedHashSet<>();

  MembershipChanges(Handle h, SourceStore source) {
    this.h = h;
    this.source = source;
    this.effective = source.memberships().isExpanded() ? new EffectiveMemberships(h) : null;
    this.members = new DirectMembers(h);
  }

  /** Adds membership changes of a group, in the order of the page. */
  void addMembers(String group, List<MemberChange> changes) {
    members.add(group, changes);
  }

  /** Notes a group that was not known before. */
  void groupAdded(String group) {
    addedGroups.add(group);
  }

  /** Notes a group that was deleted or restored. */
  void groupPresenceChanged(String group) {
    if (effective != null) {
      effective.presenceChanged(group);
    }
  }

  /** Notes an assigned group that begins or ceases to bring its members into scope. */
  void entitlementChanged(String group) {
    groupsWithChangedEntitlement.add(group);
  }

  /** Notes a user that was deleted or restored. */
  void userPresenceChanged(String user) {
    usersWithChangedPresence.add(user);
  }

  /**
   * Writes the added changes. The groups must be written before.
   *
   * @param round number of the current round
   */
  void write(long round) {
    if (effective != null) {
      effective.groupsAdded(addedGroups);
    }
    note(members.write(round));
  }

  /** Deletes the memberships that a full round has not returned. Called at its end. */
  void deleteUnseen(long round) {
    Map<String, List<MemberChange>> unseen = new LinkedHashMap<>();
    for (Membership gone : DirectMembers.deleteUnseen(h, round)) {
      unseen
          .computeIfAbsent(gone.group(), group -> new ArrayList<>())
          .add(new MemberChange(gone.member(), "", true));
    }
    note(unseen);
  }

  private void note(Map<String, List<MemberChange>> changed) {
    changed.forEach(
        (group, changes) ->
            changes.forEach(change -> direct.add(new Membership(group, change.id()))));
    if (effective != null) {
      effective.membersChanged(changed.values().stream().flatMap(List::stream).toList());
    }
  }

  /** Marks all objects as pending that the changes affect. */
  void finish() {
    source.markMembersPending(h, groupsWithChangedEntitlement);
    source.markGroupsPending(h, usersWithChangedPresence);
    Set<String> groups = new LinkedHashSet<>();
    direct.forEach(membership -> groups.add(membership.group()));
    source.markPending(h, groups.stream().map(ObjectKey::group).toList());
    source.markMembershipsPending(h, effective == null ? direct : effective.update());
  }
}
