package org.entrazscaler.link;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.source.Memberships;
import org.entrazscaler.source.SourceStore;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * By which members a group in the target differs from what it should have: computed once when the
 * group is planned, and carried out chunk by chunk. What a chunk has written is recorded by {@link
 * org.entrazscaler.outcome.Outcome.Members}; after a crash the rest is computed anew. A membership
 * that would bring an account above the groups that the product takes is left out. Safe for use by
 * several threads.
 */
public final class MemberDifferences {

  /**
   * What a comparison has found.
   *
   * @param any whether anybody is to join or to leave
   * @param leftOut SCIM ids of the accounts that are left out since this comparison
   * @param nearLimit SCIM ids of the accounts that come close to the limit by it
   */
  public record Comparison(boolean any, List<String> leftOut, List<String> nearLimit) {}

  /** In doubt: the target may have dropped the membership of an account that was disabled. */
  public static final String DROPPED = "DROPPED";

  /** Of a row of written_member, called w: that it is not in that doubt. */
  static final String NOT_DROPPED = "(w.doubt is null or w.doubt <> '" + DROPPED + "')";

  /** In how many groups an account is, or is planned to be, besides the one in question. */
  private static final String GROUPS =
      "(select count(*) from written_member w where w.target_id = d.target_id and "
          + NOT_DROPPED
          + ")"
          + " + (select count(*) from member_difference o where o.target_id = d.target_id"
          + " and o.direction = 'JOINS' and o.group_id <> :group and not exists (select 1"
          + " from written_member w where w.group_id = o.group_id"
          + " and w.target_id = o.target_id and "
          + NOT_DROPPED
          + "))";

  private record Joiner(String account, int groups) {}

  private final Jdbi jdbi;
  private final SourceStore source;

  public MemberDifferences(Jdbi jdbi, SourceStore source) {
    this.jdbi = jdbi;
    this.source = source;
  }

  /**
   * Compares a group's members in the target, as far as they are known, with those it should have.
   *
   * @param group object id of the group
   * @param none whether it should have none but those whose removal was undone
   * @param limit in how many groups an account may be
   * @param warning from which number of groups people are told
   * @return what has been found
   */
  public synchronized Comparison compare(String group, boolean none, int limit, int warning) {
    return jdbi.inTransaction(
        h -> {
          forgetPlanned(h, group);
          h.createUpdate(
                  "insert into member_difference (group_id, direction, target_id)"
                      + " select w.group_id, 'LEAVES', w.target_id"
                      + source.memberships().fromSurplus(none))
              .bind("group", group)
              .execute();
          addJoining(h, group, none);
          List<Joiner> joiners = joiners(h, group, Math.min(limit, warning - 1));
          List<String> above = accounts(joiners, limit, Integer.MAX_VALUE);
          List<String> leftOut = leaveOut(h, group, above);
          return new Comparison(any(h, group), leftOut, accounts(joiners, warning - 1, limit));
        });
  }

  /** Where it should have none, those join all the same whose removal was undone. */
  private void addJoining(Handle h, String group, boolean none) {
    List<String> joining =
        none
            ? List.of(Memberships.FROM_RESTORED)
            : List.of(source.memberships().fromEntra(), Memberships.FROM_RESTORED);
    for (String accounts : joining) {
      h.createUpdate(
              "insert into member_difference (group_id, direction, target_id)"
                  + " select cast(:group as varchar(200)), 'JOINS', l.target_id"
                  + accounts
                  + " and not exists (select 1 from written_member w"
                  + " where w.group_id = :group and w.target_id = l.target_id and "
                  + NOT_DROPPED
                  + ")"
                  + " and not exists (select 1 from member_difference d where d.group_id = :group"
                  + " and d.direction = 'JOINS' and d.target_id = l.target_id)")
          .bind("group", group)
          .execute();
    }
  }

  /** Those who are in many groups already; they are few. */
  private static List<Joiner> joiners(Handle h, String group, int from) {
    return h.createQuery(
            "select j.target_id, j.held from (select d.target_id, "
                + GROUPS
                + " as held from member_difference d where d.group_id = :group"
                + " and d.direction = 'JOINS') j where j.held >= :from order by j.target_id")
        .bind("group", group)
        .bind("from", from)
        .map((rs, c) -> new Joiner(rs.getString("target_id"), rs.getInt("held")))
        .list();
  }

  private static List<String> accounts(List<Joiner> joiners, int from, int below) {
    List<String> accounts = new ArrayList<>();
    for (Joiner joiner : joiners) {
      if (joiner.groups() >= from && joiner.groups() < below) {
        accounts.add(joiner.account());
      }
    }
    return accounts;
  }

  private static List<String> leaveOut(Handle h, String group, List<String> accounts) {
    Set<String> before =
        new HashSet<>(
            h.createQuery("select target_id from left_out where group_id = :group")
                .bind("group", group)
                .mapTo(String.class)
                .list());
    Set<String> now = Set.copyOf(accounts);
    List<String> added = accounts.stream().filter(account -> !before.contains(account)).toList();
    before.removeAll(now);
    each(
        h,
        group,
        accounts,
        "delete from member_difference where group_id = :group and direction = 'JOINS'"
            + " and target_id = :account");
    each(h, group, before, "delete from left_out where group_id = :group and target_id = :account");
    each(h, group, added, "insert into left_out (group_id, target_id) values (:group, :account)");
    return added;
  }

  private static void each(Handle h, String group, Iterable<String> accounts, String statement) {
    var batch = h.prepareBatch(statement);
    accounts.forEach(account -> batch.bind("group", group).bind("account", account).add());
    if (batch.size() > 0) {
      batch.execute();
    }
  }

  private static boolean any(Handle h, String group) {
    return !h.createQuery(
            "select target_id from member_difference where group_id = :group"
                + " fetch first 1 rows only")
        .bind("group", group)
        .mapTo(String.class)
        .list()
        .isEmpty();
  }

  /**
   * Leaves of what was compared only who is to leave.
   *
   * @param group object id of the group
   * @return whether anybody is
   */
  public boolean keepOnlyLeaving(String group) {
    return jdbi.inTransaction(
        h -> {
          h.createUpdate(
                  "delete from member_difference where group_id = :group and direction = 'JOINS'")
              .bind("group", group)
              .execute();
          return any(h, group);
        });
  }

  /**
   * The next of those who are to join, who still should.
   *
   * @param group object id of the group
   * @param limit at most so many
   * @return SCIM ids, in a stable order
   */
  public List<String> joining(String group, int limit) {
    return next(
        group,
        limit,
        "d.direction = 'JOINS' and not exists (select 1 from written_member w"
            + " where w.group_id = :group and w.target_id = d.target_id and "
            + NOT_DROPPED
            + ") and "
            + source.memberships().isRequired("d.target_id", false));
  }

  /**
   * The next of those who are to leave, who are still there.
   *
   * @param group object id of the group
   * @param limit at most so many
   * @return SCIM ids, in a stable order
   */
  public List<String> leaving(String group, int limit) {
    return next(
        group,
        limit,
        "d.direction = 'LEAVES' and exists (select 1 from written_member w"
            + " where w.group_id = :group and w.target_id = d.target_id)");
  }

  /** Ordered by the whole key: H2 would otherwise read and sort all that is left of the group. */
  private List<String> next(String group, int limit, String condition) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select d.target_id from member_difference d where d.group_id = :group and "
                        + condition
                        + " order by d.group_id, d.direction, d.target_id"
                        + " fetch first :limit rows only")
                .bind("group", group)
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
  }

  /** Takes out what a chunk has written. */
  static void removeCarriedOut(
      Handle h, String group, Collection<String> joined, Collection<String> left) {
    String statement =
        "delete from member_difference where group_id = :group and target_id = :account"
            + " and direction = ";
    each(h, group, joined, statement + "'JOINS'");
    each(h, group, left, statement + "'LEAVES'");
  }

  /**
   * Forgets a group that is not to be compared, because nothing is written for it any more.
   *
   * @param group object id of the group
   */
  public void forget(String group) {
    jdbi.useTransaction(h -> forget(h, group));
  }

  public static void forget(Handle h, String group) {
    forgetPlanned(h, group);
    h.createUpdate("delete from left_out where group_id = :group").bind("group", group).execute();
  }

  private static void forgetPlanned(Handle h, String group) {
    h.createUpdate("delete from member_difference where group_id = :group")
        .bind("group", group)
        .execute();
  }

  /**
   * How many memberships are left out.
   *
   * @return at least 0
   */
  public int countLeftOut() {
    return jdbi.withHandle(
        h -> h.createQuery("select count(*) from left_out").mapTo(Integer.class).one());
  }

  /**
   * Makes the groups pending of which members were left out who have room for another one now.
   *
   * @param limit in how many groups an account may be
   */
  public void retryLeftOut(int limit) {
    jdbi.useTransaction(
        h ->
            source.markPending(
                h,
                h.createQuery(
                        "select distinct o.group_id from left_out o where not exists (select 1"
                            + " from link l where l.type = 'USER' and l.target_id = o.target_id)"
                            + " or (select count(*) from written_member w"
                            + " where w.target_id = o.target_id) < :limit")
                    .bind("limit", limit)
                    .mapTo(String.class)
                    .map(ObjectKey::group)
                    .list()));
  }
}
