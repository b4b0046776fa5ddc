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
 * The differences between the members of a group in the target and its required members. They are
 * computed once when the group is planned, and carried out chunk by chunk. {@link
 * org.entrazscaler.outcome.Outcome.Members} records each chunk; after a crash the rest is computed
 * again. A membership that would exceed the product's limit of groups per account is left out.
 * Thread-safe.
 */
public final class MemberDifferences {

  /**
   * The result of a comparison.
   *
   * @param hasDifferences whether there is a difference
   * @param leftOut SCIM ids of the accounts that this comparison is the first to leave out
   * @param nearLimit SCIM ids of the accounts that come close to the limit
   */
  public record Comparison(boolean hasDifferences, List<String> leftOut, List<String> nearLimit) {}

  /** The doubt whether the target has dropped the membership of a disabled account. */
  public static final String DROPPED = "DROPPED";

  /** SQL condition for a row w of written_member without that doubt. */
  static final String NOT_DROPPED = "(w.doubt is null or w.doubt <> '" + DROPPED + "')";

  /** SQL for the number of other groups in which an account is or is planned to be. */
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
   * Compares a group's known members in the target with its required members.
   *
   * @param group object id of the group
   * @param mustBeEmpty whether it must have no members except those whose removal was undone
   * @param limit the maximum number of groups of an account
   * @param warning the number of groups from which a warning is given
   * @return the result
   */
  public synchronized Comparison compare(
      String group, boolean mustBeEmpty, int limit, int warning) {
    return jdbi.inTransaction(
        h -> {
          forgetPlanned(h, group);
          h.createUpdate(
                  "insert into member_difference (group_id, direction, target_id)"
                      + " select w.group_id, 'LEAVES', w.target_id"
                      + source.memberships().fromSurplus(mustBeEmpty))
              .bind("group", group)
              .execute();
          addJoining(h, group, mustBeEmpty);
          List<Joiner> joiners = joiners(h, group, Math.min(limit, warning - 1));
          List<String> above = accounts(joiners, limit, Integer.MAX_VALUE);
          List<String> leftOut = leaveOut(h, group, above);
          return new Comparison(
              hasDifferences(h, group), leftOut, accounts(joiners, warning - 1, limit));
        });
  }

  /** Members whose removal was undone are added even if the group must have no others. */
  private void addJoining(Handle h, String group, boolean mustBeEmpty) {
    List<String> joining =
        mustBeEmpty
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

  /** The accounts to add that are already in many groups; there are few. */
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

  private static boolean hasDifferences(Handle h, String group) {
    return !h.createQuery(
            "select target_id from member_difference where group_id = :group"
                + " fetch first 1 rows only")
        .bind("group", group)
        .mapTo(String.class)
        .list()
        .isEmpty();
  }

  /**
   * Drops the members to add from the differences of a group.
   *
   * @param group object id of the group
   * @return whether members to remove are left
   */
  public boolean keepOnlyLeaving(String group) {
    return jdbi.inTransaction(
        h -> {
          h.createUpdate(
                  "delete from member_difference where group_id = :group and direction = 'JOINS'")
              .bind("group", group)
              .execute();
          return hasDifferences(h, group);
        });
  }

  /**
   * The next members to add that are still required.
   *
   * @param group object id of the group
   * @param limit the maximum number
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
   * The next members to remove that are still present.
   *
   * @param group object id of the group
   * @param limit the maximum number
   * @return SCIM ids, in a stable order
   */
  public List<String> leaving(String group, int limit) {
    return next(
        group,
        limit,
        "d.direction = 'LEAVES' and exists (select 1 from written_member w"
            + " where w.group_id = :group and w.target_id = d.target_id)");
  }

  /** Ordered by the whole key: otherwise H2 would read and sort all remaining rows of the group. */
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

  /** Removes the differences that a chunk has written. */
  static void removeCarriedOut(
      Handle h, String group, Collection<String> joined, Collection<String> left) {
    String statement =
        "delete from member_difference where group_id = :group and target_id = :account"
            + " and direction = ";
    each(h, group, joined, statement + "'JOINS'");
    each(h, group, left, statement + "'LEAVES'");
  }

  /**
   * Removes the differences of a group for which nothing is written any more.
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
   * The number of memberships that are left out.
   *
   * @return at least 0
   */
  public int countLeftOut() {
    return jdbi.withHandle(
        h -> h.createQuery("select count(*) from left_out").mapTo(Integer.class).one());
  }

  /**
   * Marks groups as pending from which members were left out that are now below the limit.
   *
   * @param limit the maximum number of groups of an account
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
