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
 * The members of groups. Only this class knows whether members are direct members ({@code
 * provisioning.nested-groups=ignore}) or also members of groups inside the group ({@code expand}).
 * Safe for use by several threads.
 */
public final class Memberships {

  private static final String DIRECT = "membership";
  private static final String EFFECTIVE = "effective_membership";

  /** Name of the fact that {@code effective_membership} is in use. */
  private static final String EXPANDED = "nested-groups-expanded";

  /**
   * SQL from {@code from} on for the accounts that {@code undo} has restored as members of {@code
   * :group}.
   */
  public static final String FROM_RESTORED =
      " from undo_member u join link l on l.type = 'USER'"
          + " and l.source_id = u.member_id where u.group_id = :group and u.wanted = true"
          + " and l.target_id is not null";

  static final String SELECT = "select l.target_id";

  private volatile boolean expanded;

  /** Reads from the database which of the two applies. */
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

  boolean isExpanded() {
    return expanded;
  }

  /** Fills the table of effective memberships, or empties it. */
  void setExpanded(Jdbi jdbi, boolean expand) {
    if (expand == expanded) {
      return;
    }
    jdbi.useTransaction(
        h -> {
          if (expand) {
            new EffectiveMemberships(h).rebuild();
            Facts.put(h, EXPANDED, "true");
          } else {
            h.execute("delete from " + EFFECTIVE);
            Facts.remove(h, EXPANDED);
          }
        });
    expanded = expand;
  }

  private String table() {
    return expanded ? EFFECTIVE : DIRECT;
  }

  // --- reading ------------------------------------------------------------------------------

  /** The members of groups, each once. */
  Set<String> membersOf(Handle h, Collection<String> groups) {
    return Ids.select(
        h,
        "select m.member_id from " + Ids.TABLE + " join " + table() + " m on m.group_id = k.id",
        groups);
  }

  /** The groups of members, each once. */
  public Set<String> groupsOf(Handle h, Collection<String> members) {
    return Ids.select(
        h,
        "select m.group_id from " + Ids.TABLE + " join " + table() + " m on m.member_id = k.id",
        members);
  }

  /**
   * The groups of users, and the groups in which {@code undo} has restored one of these users,
   * whether or not the user is still a member in Entra.
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
   * SQL that is true for a user that is assigned directly or through a security group. Only the
   * assigned group must be a security group (Entra, "Manage users and groups assignment to an
   * application"); groups inside it may be of any kind, as with Graph's {@code transitiveMembers}.
   *
   * @param user SQL for the user's object id
   */
  String entitledUserSql(String user) {
    return ("(exists (select 1 from assignment a where a.principal_id = USER and a.entitles)"
            + " or exists (select 1 from TABLE m"
            + " join assignment a on a.principal_id = m.group_id and a.entitles"
            + " join source_object g on g.type = 'GROUP' and g.id = m.group_id"
            + " where m.member_id = USER and g.presence in ('PRESENT', 'VANISHED')"
            + " and g.security_enabled = true))")
        .replace("USER", user)
        .replace("TABLE", table());
  }

  /** SQL for the ids of the roles that the user {@code :id} has, directly or through a group. */
  String roleIdsSql() {
    return ("select distinct a.role_id from assignment a where a.entitles = true"
            + " and (a.principal_id = :id or exists (select 1 from TABLE m"
            + " join source_object g on g.type = 'GROUP' and g.id = m.group_id"
            + " where m.member_id = :id and m.group_id = a.principal_id"
            + " and g.presence in ('PRESENT', 'VANISHED') and g.security_enabled = true))"
            + " order by a.role_id")
        .replace("TABLE", table());
  }

  /**
   * SQL from {@code from} on for the accounts, {@code l.target_id}, of the members that the group
   * {@code :group} has in Entra, without the members whose addition was undone.
   */
  public String fromEntra() {
    return (" from TABLE m join link l on l.type = 'USER'"
            + " and l.source_id = m.member_id where m.group_id = :group"
            + " and l.target_id is not null and l.member_eligible = true and not exists"
            + " (select 1 from undo_member u where u.group_id = :group"
            + " and u.member_id = m.member_id and u.wanted = false)")
        .replace("TABLE", table());
  }

  /**
   * SQL from {@code from} on for the managed members, {@code w.target_id}, that the group {@code
   * :group} has in the target and must not have.
   *
   * @param none whether the group must have no member but those that {@code undo} has restored
   */
  public String fromSurplus(boolean none) {
    return " from written_member w where w.group_id = :group and not "
        + isRequired("w.target_id", none);
  }

  /** SQL that is true for a row of {@code undo_member} that is a membership in Entra. */
  public String isRequiredByEntra() {
    return ("exists (select 1 from TABLE m join link l on l.type = 'USER'"
            + " and l.source_id = m.member_id where m.group_id = undo_member.group_id"
            + " and m.member_id = undo_member.member_id and l.target_id is not null"
            + " and l.member_eligible = true)")
        .replace("TABLE", table());
  }

  /** SQL that selects all accounts that the group {@code :group} must have. */
  public String selectRequired() {
    return SELECT + fromEntra() + " union " + SELECT + FROM_RESTORED;
  }

  /**
   * SQL that is true for an account that the group {@code :group} must have.
   *
   * @param account SQL for its SCIM id
   * @param none whether the group must have no member but those that {@code undo} has restored
   */
  public String isRequired(String account, boolean none) {
    String ofAccount = " and l.target_id = " + account + ")";
    String restored = "exists (" + SELECT + FROM_RESTORED + ofAccount;
    return none
        ? restored
        : "(exists (" + SELECT + fromEntra() + ofAccount + " or " + restored + ")";
  }

  /** Deletes the memberships of a permanently deleted object. */
  void delete(Handle h, ObjectKey key) {
    String column = key.type() == ObjectType.GROUP ? "group_id" : "member_id";
    for (String table : expanded ? List.of(DIRECT, EFFECTIVE) : List.of(DIRECT)) {
      h.createUpdate("delete from " + table + " where " + column + " = :id")
          .bind("id", key.id())
          .execute();
    }
  }
}
