package org.entrazscaler.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.entrazscaler.entra.MemberChange;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What one transaction changes about memberships, and who has to be looked at because of it: users
 * who belong to an assigned group now or no longer, and groups whose members are others.
 */
final class MembershipChanges {

  private final Handle h;
  private final SourceStore source;
  private final @Nullable Flattening flattening;
  private final List<Membership> direct = new ArrayList<>();

  MembershipChanges(Handle h, SourceStore source, boolean expanded) {
    this.h = h;
    this.source = source;
    this.flattening = expanded ? new Flattening(h) : null;
  }

  /** Takes in what a page says of a group's members. */
  void take(String group, List<MemberChange> said, long round) {
    note(group, Memberships.take(h, group, said, round));
  }

  /** Drops what a full round, now at its end, has not brought. */
  void dropUnseen(long round) {
    for (Membership unseen : Memberships.dropUnseen(h, round)) {
      note(unseen.group(), List.of(new MemberChange(unseen.member(), "", true)));
    }
  }

  private void note(String group, List<MemberChange> changed) {
    for (MemberChange change : changed) {
      direct.add(new Membership(group, change.id()));
      if (flattening != null) {
        flattening.changed(change);
      }
    }
  }

  /** A group is seen for the first time. */
  void seenFirst(String group) {
    if (flattening != null) {
      flattening.seenFirst(group);
    }
  }

  /** A group has come, gone, or come back. */
  void presenceChanged(String group) {
    if (flattening != null) {
      flattening.presenceChanged(group);
    }
  }

  /** Makes those pending who are concerned by all that was changed. */
  void finish() {
    byGroup(direct).keySet().forEach(group -> source.touch(h, ObjectKey.group(group)));
    List<Membership> inForce = flattening == null ? direct : flattening.compute();
    byGroup(inForce).forEach((group, members) -> source.touchMembership(h, group, members));
  }

  private static Map<String, List<String>> byGroup(List<Membership> memberships) {
    Map<String, List<String>> members = new LinkedHashMap<>();
    memberships.forEach(
        membership ->
            members
                .computeIfAbsent(membership.group(), group -> new ArrayList<>())
                .add(membership.member()));
    return members;
  }
}
