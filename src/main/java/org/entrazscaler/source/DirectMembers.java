package org.entrazscaler.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.entrazscaler.graph.MemberChange;
import org.entrazscaler.store.Ids;
import org.jdbi.v3.core.Handle;

/**
 * The direct memberships that a page speaks of: read by one query, brought to what the page says in
 * its order, and written by batches.
 */
final class DirectMembers {

  /** Devices, contacts and applications are members too, of which none is provisioned. */
  private static final Set<String> KINDS =
      Set.of(EffectiveMemberships.USER, EffectiveMemberships.GROUP, "");

  /** What one entry of the page says of a group's members. */
  private record Said(String group, List<MemberChange> members) {}

  private final Handle h;
  private final List<Said> said = new ArrayList<>();

  DirectMembers(Handle h) {
    this.h = h;
  }

  /** Takes in what an entry of the page says. */
  void take(String group, List<MemberChange> members) {
    if (!members.isEmpty()) {
      said.add(new Said(group, members));
    }
  }

  /**
   * Writes what was taken in.
   *
   * @param round the round that has seen it
   * @return by group what was not known already
   */
  Map<String, List<MemberChange>> write(long round) {
    Map<Membership, Long> stored = stored();
    Map<Membership, Boolean> there = new LinkedHashMap<>();
    Map<String, List<MemberChange>> changed = new LinkedHashMap<>();
    for (Said entry : said) {
      // The last of several words on one member counts.
      Map<String, MemberChange> last = new LinkedHashMap<>();
      entry.members().forEach(member -> last.put(member.id(), member));
      for (MemberChange member : last.values()) {
        if (member.removed() || KINDS.contains(member.odataType())) {
          Membership membership = new Membership(entry.group(), member.id());
          Boolean before = there.put(membership, !member.removed());
          if ((before == null ? stored.containsKey(membership) : before) == member.removed()) {
            changed.computeIfAbsent(entry.group(), group -> new ArrayList<>()).add(member);
          }
        }
      }
    }
    each(
        there,
        membership -> stored.containsKey(membership) && !there.get(membership),
        "delete from membership where group_id = :group and member_id = :member");
    each(
        there,
        membership -> there.get(membership) && stored.getOrDefault(membership, round) != round,
        "update membership set round = "
            + round
            + " where group_id = :group and member_id = :member");
    each(
        there,
        membership -> there.get(membership) && !stored.containsKey(membership),
        "insert into membership (group_id, member_id, round) values (:group, :member, "
            + round
            + ")");
    return changed;
  }

  private void each(Map<Membership, Boolean> there, Predicate<Membership> which, String statement) {
    Membership.each(h, there.keySet().stream().filter(which).toList(), statement);
  }

  /** Those of the memberships that are stored, with the round that saw them last. */
  private Map<Membership, Long> stored() {
    List<Membership> all =
        said.stream()
            .flatMap(
                entry ->
                    entry.members().stream()
                        .map(member -> new Membership(entry.group(), member.id())))
            .distinct()
            .toList();
    Map<Membership, Long> stored = new HashMap<>();
    for (List<Membership> chunk : Ids.chunks(all)) {
      h.createQuery(
              "select m.group_id, m.member_id, m.round from unnest(cast(:groups as varchar array),"
                  + " cast(:members as varchar array)) as w(group_id, member_id) join membership m"
                  + " on m.group_id = w.group_id and m.member_id = w.member_id")
          .bindArray("groups", String.class, chunk.stream().map(Membership::group).toList())
          .bindArray("members", String.class, chunk.stream().map(Membership::member).toList())
          .map(
              (rs, c) ->
                  stored.put(
                      new Membership(rs.getString("group_id"), rs.getString("member_id")),
                      rs.getLong("round")))
          .forEach(before -> {});
    }
    return stored;
  }

  /** Drops what a full round, now at its end, has not brought of the groups that it has brought. */
  static List<Membership> dropUnseen(Handle h, long round) {
    List<Membership> unseen =
        h.createQuery(
                "select m.group_id, m.member_id from membership m join source_object g"
                    + " on g.type = 'GROUP' and g.id = m.group_id and g.round = :round"
                    + " and g.presence = 'PRESENT' where m.round < :round")
            .bind("round", round)
            .map((rs, c) -> new Membership(rs.getString("group_id"), rs.getString("member_id")))
            .list();
    Membership.each(
        h, unseen, "delete from membership where group_id = :group and member_id = :member");
    return unseen;
  }
}
