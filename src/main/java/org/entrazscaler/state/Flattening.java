package org.entrazscaler.state;

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
import org.entrazscaler.entra.MemberChange;
import org.jdbi.v3.core.Handle;

/**
 * Brings the flattened memberships in line with what a transaction changes about the direct ones.
 * It collects the users who can be concerned while the table is as it was before, and then computes
 * each of them anew from the user upwards: groups in a circle do no harm, and it costs what has
 * changed. A group that is not there, or only in the recycle bin, hands nobody on.
 */
final class Flattening {

  static final String GROUP = "#microsoft.graph.group";
  static final String USER = "#microsoft.graph.user";

  /** So many users are computed at once. */
  private static final int CHUNK = 200;

  private final Handle h;
  private final Set<String> concerned = new LinkedHashSet<>();
  private final Map<String, List<String>> parents = new HashMap<>();
  private final Map<String, Set<String>> upwards = new HashMap<>();

  Flattening(Handle h) {
    this.h = h;
  }

  /** A direct membership has begun or ended. */
  void changed(MemberChange member) {
    boolean user =
        member.odataType().equals(USER)
            || (!member.odataType().equals(GROUP) && !known(member.id()));
    if (user) {
      concerned.add(member.id());
    } else {
      concerned.addAll(reaching(member.id()));
    }
  }

  /** A group has come, gone, or come back. */
  void presenceChanged(String group) {
    concerned.addAll(reaching(group));
  }

  /** A group is seen for the first time: Graph may have named it as a member without its kind. */
  void seenFirst(String group) {
    h.createUpdate("delete from effective_membership where member_id = :group")
        .bind("group", group)
        .execute();
  }

  private boolean known(String group) {
    return h.createQuery("select count(*) from source_object where type = 'GROUP' and id = :id")
            .bind("id", group)
            .mapTo(Integer.class)
            .one()
        > 0;
  }

  private List<String> reaching(String group) {
    return h.createQuery("select member_id from effective_membership where group_id = :group")
        .bind("group", group)
        .mapTo(String.class)
        .list();
  }

  /** Computes those concerned; tells the memberships that have begun or ended by it. */
  List<Membership> compute() {
    List<Membership> changed = new ArrayList<>();
    List<String> all = List.copyOf(concerned);
    for (int from = 0; from < all.size(); from += CHUNK) {
      changed.addAll(compute(all.subList(from, Math.min(from + CHUNK, all.size()))));
    }
    return changed;
  }

  private List<Membership> compute(Collection<String> users) {
    Map<String, Set<String>> direct = groups("membership", users);
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
    h.createQuery("select member_id, group_id from " + table + " where member_id in (<members>)")
        .bindList("members", List.copyOf(members))
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
            for (String parent : parents(open.remove())) {
              if (reached.add(parent)) {
                open.add(parent);
              }
            }
          }
          return reached;
        });
  }

  private List<String> parents(String group) {
    return parents.computeIfAbsent(
        group,
        child ->
            h.createQuery(
                    "select m.group_id from source_object g join membership m on m.member_id = g.id"
                        + " where g.type = 'GROUP' and g.id = :group"
                        + " and g.presence in ('PRESENT', 'VANISHED')")
                .bind("group", child)
                .mapTo(String.class)
                .list());
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
