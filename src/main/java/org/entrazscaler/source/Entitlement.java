package org.entrazscaler.source;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.store.Ids;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Which users and groups are assigned to the enterprise application (Entra, "How Application
 * Provisioning works", scoping). Safe for use by several threads.
 */
public final class Entitlement {

  private final Jdbi jdbi;
  private final Memberships memberships;

  public Entitlement(Jdbi jdbi, Memberships memberships) {
    this.jdbi = jdbi;
    this.memberships = memberships;
  }

  /**
   * SQL that is true for an object that is assigned: by itself or, for a user, through a security
   * group.
   *
   * @param type users or groups
   * @param id SQL for its object id
   */
  public String entitledSql(ObjectType type, String id) {
    return type == ObjectType.USER
        ? memberships.entitledUserSql(id)
        : "exists (select 1 from assignment a where a.principal_id = " + id + " and a.entitles)";
  }

  /** Whether an object is assigned: by itself or, for a user, through a security group. */
  public boolean isEntitled(ObjectKey key) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                        "select case when "
                            + entitledSql(key.type(), ":id")
                            + " then 1 else 0 end as entitled")
                    .bind("id", key.id())
                    .mapTo(Integer.class)
                    .one()
                > 0);
  }

  /** Those of the objects that are assigned by themselves. */
  static Set<String> assigned(Handle h, Collection<String> principals) {
    return Ids.select(
        h,
        "select a.principal_id from "
            + Ids.TABLE
            + " join assignment a on a.principal_id = k.id where a.entitles = true",
        principals);
  }

  /**
   * The roles that a user has in the enterprise application, directly or through an assigned group.
   *
   * @param user object id
   * @return ids of roles, each once, sorted
   */
  public List<String> roleIds(String user) {
    return jdbi.withHandle(
        h -> h.createQuery(memberships.roleIdsSql()).bind("id", user).mapTo(String.class).list());
  }

  /**
   * The assigned groups that a user belongs to.
   *
   * @param user object id
   * @return object ids
   */
  public List<String> assignedThrough(String user) {
    return jdbi.withHandle(
        h -> {
          Set<String> groups = memberships.groupsOf(h, List.of(user));
          Set<String> assigned = assigned(h, groups);
          return groups.stream().filter(assigned::contains).toList();
        });
  }

  /**
   * The number of pending users or groups that are assigned and have no object in Zscaler yet.
   *
   * @param everything whether every object of the tenant is in scope, assigned or not
   */
  public int candidates(ObjectType type, boolean everything) {
    String entitled = everything ? "" : " and " + entitledSql(type, "o.id");
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select count(*) from source_object o where o.pending = true"
                        + " and o.type = :type and o.presence = 'PRESENT' and not exists (select 1"
                        + " from link l where l.type = o.type and l.source_id = o.id"
                        + " and l.target_id is not null)"
                        + entitled)
                .bind("type", type.name())
                .mapTo(Integer.class)
                .one());
  }

  /** The assignments as last read, in no particular order. */
  public List<StoredAssignment> assignments() {
    return jdbi.withHandle(Entitlement::assignments);
  }

  static List<StoredAssignment> assignments(Handle h) {
    return h.createQuery(
            "select id, principal_id, principal_type, role_id, entitles from assignment")
        .map(
            (rs, c) ->
                new StoredAssignment(
                    rs.getString("id"),
                    rs.getString("principal_id"),
                    rs.getString("principal_type"),
                    rs.getString("role_id"),
                    rs.getBoolean("entitles")))
        .list();
  }
}
