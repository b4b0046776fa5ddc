package org.entrazscaler.source;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.entrazscaler.graph.MemberChange;
import org.entrazscaler.store.Batches;
import org.entrazscaler.store.Ids;
import org.jdbi.v3.core.Handle;

/**
 * Updates the table {@code effective_membership} after a transaction has changed direct
 * memberships. It first collects the users that may be affected, while the table has its old
 * content. Then it computes the groups of each of these users anew, from the user upwards: so
 * cycles of groups do no harm, and the cost depends only on what has changed. A group that is
 * deleted or soft-deleted does not pass on its members.
 */
final class EffectiveMemberships {

  static final String GROUP = "#microsoft.graph.group";
  static final String USER = "#microsoft.graph.user";

  /** The number of users that are computed together. */
  private static final int CHUNK = 200;

  private final Handle h;
  private final Set<String> affectedUsers = new LinkedHashSet<>();
  private final Set<String> affectedGroups = new LinkedHashSet<>();
  private final Map<String, List<String>> parents = new HashMap<>();
  private final Map<String, Set<String>> ancestors = new HashMap<>();

  EffectiveMemberships(Handle h) {
    this.h = h;
  }

  /** Notes direct memberships that were added or removed. */
  void membersChanged(Collection<MemberChange> members) {
    Set<String> ofUnknownKind = new LinkedHashSet<>();
    Set<String> groups = new LinkedHashSet<>();
    for (MemberChange member : members) {
      if (member.odataType().equals(USER)) {
        affectedUsers.add(member.id());
      } else if (member.odataType().equals(GROUP)) {
        groups.add(member.id());
      } else {
        ofUnknownKind.add(member.id());
      }
    }
    Set<String> known = known(ofUnknownKind);
    ofUnknownKind.forEach(id -> (known.contains(id) ? groups : affectedUsers).add(id));
    affectedUsers.addAll(effectiveMembers(groups));
  }

  /** Notes a group that was deleted or restored. */
  void presenceChanged(String group) {
    affectedGroups.add(group);
  }

  /**
   * Corrects the table for new groups. Graph may have named one of them as a member before, without
   * its kind, so that it was taken for a user.
   */
  void groupsAdded(Collection<String> groups) {
    Batches.executeEach(
        h,
        "delete from effective_membership where member_id = :group",
        groups,
        (batch, group) -> batch.bind("group", group));
  }

  private Set<String> known(Collection<String> groups) {
    return Ids.select(
        h,
        "select g.id from "
            + Ids.TABLE
            + " join source_object g on g.type = 'GROUP' and g.id = k.id",
        groups);
  }

  private Set<String> effectiveMembers(Collection<String> groups) {
    return Ids.select(
        h,
        "select m.member_id from "
            + Ids.TABLE
            + " join effective_membership m on m.group_id = k.id",
        groups);
  }

  /**
   * Updates the groups of the affected users.
   *
   * @return the effective memberships that were added or removed
   */
  List<Membership> update() {
    affectedUsers.addAll(effectiveMembers(affectedGroups));
    List<Membership> changed = new ArrayList<>();
    List<String> all = List.copyOf(affectedUsers);
    for (int from = 0; from < all.size(); from += CHUNK) {
      changed.addAll(update(all.subList(from, Math.min(from + CHUNK, all.size()))));
    }
    return changed;
  }

  private List<Membership> update(Collection<String> users) {
    Map<String, Set<String>> direct = groups("membership", users);
    Set<String> groups = new LinkedHashSet<>();
    direct.values().forEach(groups::addAll);
    readParents(groups);
    Map<String, Set<String>> stored = groups("effective_membership", users);
    List<Membership> added = new ArrayList<>();
    List<Membership> removed = new ArrayList<>();
    for (String user : users) {
      Set<String> required = new HashSet<>();
      direct.getOrDefault(user, Set.of()).forEach(group -> required.addAll(ancestors(group)));
      Set<String> current = stored.getOrDefault(user, Set.of());
      for (String group : required) {
        if (!current.contains(group)) {
          added.add(new Membership(group, user));
        }
      }
      for (String group : current) {
        if (!required.contains(group)) {
          removed.add(new Membership(group, user));
        }
      }
    }
    Membership.executeEach(
        h,
        added,
        "insert into effective_membership (group_id, member_id) values (:group, :member)");
    Membership.executeEach(
        h,
        removed,
        "delete from effective_membership where group_id = :group and member_id = :member");
    added.addAll(removed);
    return added;
  }

  private Map<String, Set<String>> groups(String table, Collection<String> members) {
    Map<String, Set<String>> groups = new HashMap<>();
    Ids.bind(
            h.createQuery(
                "select m.member_id, m.group_id from "
                    + Ids.TABLE
                    + " join "
                    + table
                    + " m on m.member_id = k.id"),
            members)
        .map((rs, c) -> new Membership(rs.getString("group_id"), rs.getString("member_id")))
        .forEach(
            found ->
                groups.computeIfAbsent(found.member(), m -> new HashSet<>()).add(found.group()));
    return groups;
  }

  /** A group and all groups that contain it, directly or through other groups. */
  private Set<String> ancestors(String group) {
    return ancestors.computeIfAbsent(
        group,
        start -> {
          Set<String> reached = new LinkedHashSet<>(List.of(start));
          Deque<String> open = new ArrayDeque<>(reached);
          while (!open.isEmpty()) {
            for (String parent : parents.getOrDefault(open.remove(), List.of())) {
              if (reached.add(parent)) {
                open.add(parent);
              }
            }
          }
          return reached;
        });
  }

  /** Reads the groups that contain the given ones, level by level. */
  private void readParents(Collection<String> groups) {
    Set<String> level = new LinkedHashSet<>(groups);
    level.removeAll(parents.keySet());
    while (!level.isEmpty()) {
      level.forEach(group -> parents.put(group, new ArrayList<>()));
      Set<String> next = new LinkedHashSet<>();
      for (List<String> chunk : Ids.chunks(level)) {
        Ids.bind(
                h.createQuery(
                    "select m.group_id, m.member_id from "
                        + Ids.TABLE
                        + " join source_object g on g.type = 'GROUP' and g.id = k.id"
                        + " and g.presence in ('PRESENT', 'VANISHED')"
                        + " join membership m on m.member_id = g.id"),
                chunk)
            .map((rs, c) -> new Membership(rs.getString("group_id"), rs.getString("member_id")))
            .forEach(
                in -> {
                  Objects.requireNonNull(parents.get(in.member())).add(in.group());
                  next.add(in.group());
                });
      }
      next.removeAll(parents.keySet());
      level = next;
    }
  }

  /** Computes the groups of all users. */
  void rebuild() {
    h.execute("delete from effective_membership");
    String after = "";
    for (List<String> users = next(after); !users.isEmpty(); users = next(after)) {
      update(users);
      after = users.get(users.size() - 1);
    }
  }

  private List<String> next(String after) {
    return h.createQuery(
            "select distinct m.member_id from membership m where m.member_id > :after and not exists"
                + " (select 1 from source_object g where g.type = 'GROUP' and g.id = m.member_id)"
                + " order by m.member_id fetch first :limit rows only")
        .bind("after", after)
        .bind("limit", CHUNK)
        .mapTo(String.class)
        .list();
  }
}
