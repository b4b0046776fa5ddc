package org.entrazscaler.source;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.store.Facts;
import org.entrazscaler.store.Ids;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Who belongs to which group. The one place that knows whether only direct members count ({@code
 * provisioning.nested-groups=ignore}) or those of groups in groups too ({@code expand}); whatever
 * else asks for members asks here. Safe for use by several threads.
 */
public final class Memberships {

  private static final String DIRECT = "membership";
  private static final String FLATTENED = "effective_membership";

  /** The fact that the flattened memberships are kept. */
  private static final String EXPANDED = "nested-groups-expanded";

  /** SQL from {@code from} on for the accounts whose removal from {@code :group} was undone. */
  public static final String RESTORED =
      " from undo_member u join link l on l.type = 'USER'"
          + " and l.source_id = u.member_id where u.group_id = :group and u.wanted = true"
          + " and l.target_id is not null";

  static final String SELECT = "select l.target_id";

  private volatile boolean expanded;

  /** Takes over from the database which of the two is in force. */
  void load(Jdbi jdbi) {
    expanded =
        jdbi.withHandle(
            h ->
                h.createQuery("select count(*) from fact where name = :name")
                        .bind("name", EXPANDED)
                        .mapTo(Integer.class)
                        .one()
                    > 0);
  }

  boolean expanded() {
    return expanded;
  }

  /** Builds the flattened memberships, or drops them. */
  void expand(Jdbi jdbi, boolean wanted) {
    if (wanted == expanded) {
      return;
    }
    jdbi.useTransaction(
        h -> {
          if (wanted) {
            new EffectiveMemberships(h).rebuild();
            Facts.put(h, EXPANDED, "true");
          } else {
            h.execute("delete from " + FLATTENED);
            Facts.remove(h, EXPANDED);
          }
        });
    expanded = wanted;
  }

  private String table() {
    return expanded ? FLATTENED : DIRECT;
  }

  // --- reading ------------------------------------------------------------------------------

  /** The members of groups, each once. */
  Set<String> membersOf(Handle h, Collection<String> groups) {
    return Ids.select(
        h,
        "select m.member_id from " + Ids.TABLE + " join " + table() + " m on m.group_id = k.id",
        groups);
  }

  /** The groups that any of these members is in, each once. */
  public Set<String> groupsOf(Handle h, Collection<String> members) {
    return Ids.select(
        h,
        "select m.group_id from " + Ids.TABLE + " join " + table() + " m on m.member_id = k.id",
        members);
  }

  /**
   * The groups to which users belong, and those to which undo has given a member back that Entra
   * may not have there any more.
   */
  List<String> groupsToCompare(Handle h, Collection<String> members) {
    return Ids.bind(
            h.createQuery(
                "select m.group_id from "
                    + Ids.TABLE
                    + " join "
                    + table()
                    + " m on m.member_id = k.id union select u.group_id from "
                    + Ids.TABLE
                    + " join undo_member u on u.member_id = k.id and u.wanted = true"
                    + " order by group_id"),
            members)
        .mapTo(String.class)
        .list();
  }

  /**
   * SQL that is true for a user in scope by an assignment of their own or of a security group that
   * they belong to. Only the group that is assigned has to be a security group (Entra, "Manage
   * users and groups assignment to an application"); of which kind those in it are does not matter,
   * as with Graph's {@code transitiveMembers}.
   *
   * @param user SQL for the user's object id
   */
  String entitledUser(String user) {
    return ("(exists (select 1 from assignment a where a.principal_id = USER and a.entitles)"
            + " or exists (select 1 from TABLE m"
            + " join assignment a on a.principal_id = m.group_id and a.entitles"
            + " join source_object g on g.type = 'GROUP' and g.id = m.group_id"
            + " where m.member_id = USER and g.presence in ('PRESENT', 'VANISHED')"
            + " and g.security_enabled = true))")
        .replace("USER", user)
        .replace("TABLE", table());
  }

  /** SQL for the ids of the roles that the user {@code :id} holds, by himself or by a group. */
  String roleIds() {
    return ("select distinct a.role_id from assignment a where a.entitles = true"
            + " and (a.principal_id = :id or exists (select 1 from TABLE m"
            + " join source_object g on g.type = 'GROUP' and g.id = m.group_id"
            + " where m.member_id = :id and m.group_id = a.principal_id"
            + " and g.presence in ('PRESENT', 'VANISHED') and g.security_enabled = true))"
            + " order by a.role_id")
        .replace("TABLE", table());
  }

  /**
   * SQL from {@code from} on for the accounts, {@code l.target_id}, that the group {@code :group}
   * should have by what Entra says, but for those whose joining was undone.
   */
  public String wished() {
    return (" from TABLE m join link l on l.type = 'USER'"
            + " and l.source_id = m.member_id where m.group_id = :group"
            + " and l.target_id is not null and l.member_eligible = true and not exists"
            + " (select 1 from undo_member u where u.group_id = :group"
            + " and u.member_id = m.member_id and u.wanted = false)")
        .replace("TABLE", table());
  }

  /**
   * SQL from {@code from} on for the members of ours, {@code w.target_id}, that the group {@code
   * :group} has in the target and should not have.
   *
   * @param none whether it should have none
   */
  public String tooMuch(boolean none) {
    return " from written_member w where w.group_id = :group and not "
        + isWanted("w.target_id", none);
  }

  /** SQL that is true for a row of {@code undo_member} that Entra wishes to be a membership. */
  public String wishedUndone() {
    return ("exists (select 1 from TABLE m join link l on l.type = 'USER'"
            + " and l.source_id = m.member_id where m.group_id = undo_member.group_id"
            + " and m.member_id = undo_member.member_id and l.target_id is not null"
            + " and l.member_eligible = true)")
        .replace("TABLE", table());
  }

  /** SQL for all accounts that the group {@code :group} should have. */
  public String wantedAccounts() {
    return SELECT + wished() + " union " + SELECT + RESTORED;
  }

  /**
   * SQL that is true for an account that the group {@code :group} should have.
   *
   * @param account SQL for its SCIM id
   * @param none whether it should have none but those whose removal was undone
   */
  public String isWanted(String account, boolean none) {
    String ofAccount = " and l.target_id = " + account + ")";
    String restored = "exists (" + SELECT + RESTORED + ofAccount;
    return none ? restored : "(exists (" + SELECT + wished() + ofAccount + " or " + restored + ")";
  }

  /** Drops what is kept of an object that is gone for good. */
  void forget(Handle h, ObjectKey key) {
    String column = key.type() == ObjectType.GROUP ? "group_id" : "member_id";
    for (String table : expanded ? List.of(DIRECT, FLATTENED) : List.of(DIRECT)) {
      h.createUpdate("delete from " + table + " where " + column + " = :id")
          .bind("id", key.id())
          .execute();
    }
  }
}
