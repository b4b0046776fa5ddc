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
 * What one transaction changes about memberships, and who has to be looked at because of it: users
 * who belong to an assigned group now or no longer, and groups whose members are others. It is
 * collected, and carried out for all of it by the same few statements.
 */
final class MembershipChanges {

  private final Handle h;
  private final SourceStore source;
  private final @Nullable EffectiveMemberships flattening;
  private final DirectMembers members;
  private final List<Membership> direct = new ArrayList<>();
  private final Set<String> seenFirst = new LinkedHashSet<>();
  private final Set<String> entitlingOtherwise = new LinkedHashSet<>();
  private final Set<String> comingOrGoing = new LinkedHashSet<>();

  MembershipChanges(Handle h, SourceStore source) {
    this.h = h;
    this.source = source;
    this.flattening = source.memberships().expanded() ? new EffectiveMemberships(h) : null;
    this.members = new DirectMembers(h);
  }

  /** What a page says of a group's members, in the order in which it says it. */
  void take(String group, List<MemberChange> said) {
    members.take(group, said);
  }

  /** A group is seen for the first time. */
  void seenFirst(String group) {
    seenFirst.add(group);
  }

  /** A group has come, gone, or come back. */
  void presenceChanged(String group) {
    if (flattening != null) {
      flattening.presenceChanged(group);
    }
  }

  /** An assigned group entitles its members now, or no longer. */
  void entitlesOtherwise(String group) {
    entitlingOtherwise.add(group);
  }

  /** A user has gone, or come back. */
  void comesOrGoes(String user) {
    comingOrGoing.add(user);
  }

  /**
   * Writes the direct memberships that were taken in; the groups are written already.
   *
   * @param round the round that has seen them
   */
  void write(long round) {
    if (flattening != null) {
      flattening.seenFirst(seenFirst);
    }
    note(members.write(round));
  }

  /** Drops what a full round, now at its end, has not brought. */
  void dropUnseen(long round) {
    Map<String, List<MemberChange>> unseen = new LinkedHashMap<>();
    for (Membership gone : DirectMembers.dropUnseen(h, round)) {
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
    if (flattening != null) {
      flattening.changed(changed.values().stream().flatMap(List::stream).toList());
    }
  }

  /** Makes those pending who are concerned by all that was changed. */
  void finish() {
    source.touchMembersOf(h, entitlingOtherwise);
    source.touchGroupsOf(h, comingOrGoing);
    Set<String> groups = new LinkedHashSet<>();
    direct.forEach(membership -> groups.add(membership.group()));
    source.touch(h, groups.stream().map(ObjectKey::group).toList());
    source.touchMemberships(h, flattening == null ? direct : flattening.compute());
  }
}
