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
 * The direct memberships that the entries of a page change: read by one query, changed in the order
 * of the page, and written by batches.
 */
final class DirectMembers {

  /** Devices, contacts and applications can be members too; they are not provisioned. */
  private static final Set<String> KINDS =
      Set.of(EffectiveMemberships.USER, EffectiveMemberships.GROUP, "");

  /** The membership changes in one entry of the page. */
  private record Entry(String group, List<MemberChange> members) {}

  private final Handle h;
  private final List<Entry> entries = new ArrayList<>();

  DirectMembers(Handle h) {
    this.h = h;
  }

  void add(String group, List<MemberChange> members) {
    if (!members.isEmpty()) {
      entries.add(new Entry(group, members));
    }
  }

  /**
   * Writes the added changes.
   *
   * @param round number of the current round
   * @return the changes that were not stored before, by group
   */
  Map<String, List<MemberChange>> write(long round) {
    Map<Membership, Long> stored = stored();
    Map<Membership, Boolean> present = new LinkedHashMap<>();
    Map<String, List<MemberChange>> changed = new LinkedHashMap<>();
    for (Entry entry : entries) {
      // If an entry has several changes of one member, the last one counts.
      Map<String, MemberChange> last = new LinkedHashMap<>();
      entry.members().forEach(member -> last.put(member.id(), member));
      for (MemberChange member : last.values()) {
        if (member.removed() || KINDS.contains(member.odataType())) {
          Membership membership = new Membership(entry.group(), member.id());
          Boolean before = present.put(membership, !member.removed());
          if ((before == null ? stored.containsKey(membership) : before) == member.removed()) {
            changed.computeIfAbsent(entry.group(), group -> new ArrayList<>()).add(member);
          }
        }
      }
    }
    Predicate<Membership> isPresent = membership -> Boolean.TRUE.equals(present.get(membership));
    execute(
        present,
        membership -> stored.containsKey(membership) && !isPresent.test(membership),
        "delete from membership where group_id = :group and member_id = :member");
    execute(
        present,
        membership -> isPresent.test(membership) && stored.getOrDefault(membership, round) != round,
        "update membership set round = "
            + round
            + " where group_id = :group and member_id = :member");
    execute(
        present,
        membership -> isPresent.test(membership) && !stored.containsKey(membership),
        "insert into membership (group_id, member_id, round) values (:group, :member, "
            + round
            + ")");
    return changed;
  }

  private void execute(
      Map<Membership, Boolean> present, Predicate<Membership> filter, String statement) {
    Membership.executeEach(h, present.keySet().stream().filter(filter).toList(), statement);
  }

  /** The stored memberships among the changed ones, each with the last round that returned it. */
  private Map<Membership, Long> stored() {
    List<Membership> all =
        entries.stream()
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

  /**
   * Deletes the memberships that a full round has not returned, of the groups that it has returned.
   * Called at the end of the round.
   */
  static List<Membership> deleteUnseen(Handle h, long round) {
    List<Membership> unseen =
        h.createQuery(
                "select m.group_id, m.member_id from membership m join source_object g"
                    + " on g.type = 'GROUP' and g.id = m.group_id and g.round = :round"
                    + " and g.presence = 'PRESENT' where m.round < :round")
            .bind("round", round)
            .map((rs, c) -> new Membership(rs.getString("group_id"), rs.getString("member_id")))
            .list();
    Membership.executeEach(
        h, unseen, "delete from membership where group_id = :group and member_id = :member");
    return unseen;
  }
}
