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
import java.util.Set;
import org.entrazscaler.graph.MemberChange;
import org.entrazscaler.store.Batches;
import org.entrazscaler.store.Ids;
import org.jdbi.v3.core.Handle;

/**
 * Brings the flattened memberships in line with what a transaction changes about the direct ones.
 * It collects the users who can be concerned while the table is as it was before, and then computes
 * each of them anew from the user upwards: groups in a circle do no harm, and it costs what has
 * changed. A group that is not there, or only in the recycle bin, hands nobody on.
 */
final class EffectiveMemberships {

  static final String GROUP = "#microsoft.graph.group";
  static final String USER = "#microsoft.graph.user";

  /** So many users are computed at once. */
  private static final int CHUNK = 200;

  private final Handle h;
  private final Set<String> concerned = new LinkedHashSet<>();
  private final Set<String> movedGroups = new LinkedHashSet<>();
  private final Map<String, List<String>> parents = new HashMap<>();
  private final Map<String, Set<String>> upwards = new HashMap<>();

  EffectiveMemberships(Handle h) {
    this.h = h;
  }

  /** Direct memberships have begun or ended. */
  void changed(Collection<MemberChange> members) {
    Set<String> ofUnknownKind = new LinkedHashSet<>();
    Set<String> groups = new LinkedHashSet<>();
    for (MemberChange member : members) {
      if (member.odataType().equals(USER)) {
        concerned.add(member.id());
      } else if (member.odataType().equals(GROUP)) {
        groups.add(member.id());
      } else {
        ofUnknownKind.add(member.id());
      }
    }
    Set<String> known = known(ofUnknownKind);
    ofUnknownKind.forEach(id -> (known.contains(id) ? groups : concerned).add(id));
    concerned.addAll(reaching(groups));
  }

  /** A group has come, gone, or come back. */
  void presenceChanged(String group) {
    movedGroups.add(group);
  }

  /** Groups are seen for the first time: Graph may have named one as a member without its kind. */
  void seenFirst(Collection<String> groups) {
    Batches.each(
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

  private Set<String> reaching(Collection<String> groups) {
    return Ids.select(
        h,
        "select m.member_id from "
            + Ids.TABLE
            + " join effective_membership m on m.group_id = k.id",
        groups);
  }

  /** Computes those concerned; tells the memberships that have begun or ended by it. */
  List<Membership> compute() {
    concerned.addAll(reaching(movedGroups));
    List<Membership> changed = new ArrayList<>();
    List<String> all = List.copyOf(concerned);
    for (int from = 0; from < all.size(); from += CHUNK) {
      changed.addAll(compute(all.subList(from, Math.min(from + CHUNK, all.size()))));
    }
    return changed;
  }

  private List<Membership> compute(Collection<String> users) {
    Map<String, Set<String>> direct = groups("membership", users);
    Set<String> groups = new LinkedHashSet<>();
    direct.values().forEach(groups::addAll);
    readParents(groups);
    Map<String, Set<String>> held = groups("effective_membership", users);
    List<Membership> begun = new ArrayList<>();
    List<Membership> ended = new ArrayList<>();
    for (String user : users) {
      Set<String> wanted = new HashSet<>();
      direct.getOrDefault(user, Set.of()).forEach(group -> wanted.addAll(upwards(group)));
      Set<String> had = held.getOrDefault(user, Set.of());
      for (String group : wanted) {
        if (!had.contains(group)) {
          begun.add(new Membership(group, user));
        }
      }
      for (String group : had) {
        if (!wanted.contains(group)) {
          ended.add(new Membership(group, user));
        }
      }
    }
    Membership.each(
        h,
        begun,
        "insert into effective_membership (group_id, member_id) values (:group, :member)");
    Membership.each(
        h,
        ended,
        "delete from effective_membership where group_id = :group and member_id = :member");
    begun.addAll(ended);
    return begun;
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

  /** A group with all that it is in, directly or through others. */
  private Set<String> upwards(String group) {
    return upwards.computeIfAbsent(
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

  /** Reads, level by level, what groups are in. */
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
                  parents.get(in.member()).add(in.group());
                  next.add(in.group());
                });
      }
      next.removeAll(parents.keySet());
      level = next;
    }
  }

  /** Computes everybody. */
  void rebuild() {
    h.execute("delete from effective_membership");
    String after = "";
    for (List<String> users = next(after); !users.isEmpty(); users = next(after)) {
      compute(users);
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
