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
  public String entitled(ObjectType type, String id) {
    return type == ObjectType.USER
        ? memberships.entitledUser(id)
        : "exists (select 1 from assignment a where a.principal_id = " + id + " and a.entitles)";
  }

  /**
   * Whether an object is assigned: by itself or, for a user, through a security group.
   *
   * @param key which one
   * @return whether one assignment that counts remains
   */
  public boolean entitled(ObjectKey key) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                        "select case when "
                            + entitled(key.type(), ":id")
                            + " then 1 else 0 end as entitled")
                    .bind("id", key.id())
                    .mapTo(Integer.class)
                    .one()
                > 0);
  }

  /**
   * Which objects are assigned by themselves.
   *
   * @param principals object ids
   */
  static Set<String> assigned(Handle h, Collection<String> principals) {
    return Ids.select(
        h,
        "select a.principal_id from "
            + Ids.TABLE
            + " join assignment a on a.principal_id = k.id where a.entitles = true",
        principals);
  }

  /**
   * The roles that a user holds on the enterprise application, directly or through a group that is
   * assigned.
   *
   * @param user object id
   * @return ids of roles, each once, in their order
   */
  public List<String> roleIds(String user) {
    return jdbi.withHandle(
        h -> h.createQuery(memberships.roleIds()).bind("id", user).mapTo(String.class).list());
  }

  /**
   * The groups by which an object is assigned, beside itself.
   *
   * @param user object id of a user
   * @return object ids of assigned groups to which it belongs
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
   * How many pending users or groups have no account yet and could be entitled to one.
   *
   * @param type users or groups
   * @param everything whether every object of the tenant is entitled
   * @return at least 0
   */
  public int candidates(ObjectType type, boolean everything) {
    String entitled = everything ? "" : " and " + entitled(type, "o.id");
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

  /**
   * The assignments as last read.
   *
   * @return in no particular order
   */
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
