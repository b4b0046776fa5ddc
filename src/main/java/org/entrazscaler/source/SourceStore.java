package org.entrazscaler.source;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.store.Batches;
import org.entrazscaler.store.Json;
import org.entrazscaler.store.KeysetIterator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * The needed part of Entra, as last read: what is to be looked at, and what is at rest. {@link
 * SourceUpdater} takes in what Graph says. Safe for use by several threads.
 */
public final class SourceStore {

  private static final String COLUMNS =
      "type, id, properties, complete, presence, in_scope, changed";

  /** Planned as it is now: what has changed since is planned anew. */
  public static final String PLANNED =
      "exists (select 1 from planned_change p where p.type = o.type and p.source_id = o.id"
          + " and p.changed = o.changed";

  private static final String USER = " where type = 'USER' and id = :id";
  private static final String GROUP = " where type = 'GROUP' and id = :id";

  /** A group that is written, or was, or that may be planned just now to be written. */
  private static final String PROVISIONED_GROUP =
      GROUP
          + " and (in_scope = true or pending = true"
          + " or exists (select 1 from link l"
          + " where l.type = 'GROUP' and l.source_id = source_object.id))";

  private final Jdbi jdbi;
  private final Memberships memberships;
  private final AtomicLong sequence = new AtomicLong();

  public SourceStore(Jdbi jdbi) {
    this.jdbi = jdbi;
    this.memberships = new Memberships();
  }

  /** Takes over from the database what is kept in memory. */
  public void load() {
    memberships.load(jdbi);
    sequence.set(
        jdbi.withHandle(
            h ->
                h.createQuery("select coalesce(max(changed), 0) from source_object")
                    .mapTo(Long.class)
                    .one()));
  }

  public Memberships memberships() {
    return memberships;
  }

  // --- pending ------------------------------------------------------------------------------

  /**
   * Those of {@link org.entrazscaler.planning.PlanningStore#pending} that a full round did not
   * bring and that were not asked for yet.
   *
   * @param type users or groups
   * @return read page by page while it is followed; not safe for use by several threads
   */
  public Iterator<StoredObject> pendingVanished(ObjectType type) {
    return pending(type, " and presence = 'VANISHED'");
  }

  /**
   * Those of {@link org.entrazscaler.planning.PlanningStore#pending} that have become so lately.
   *
   * @param type users or groups
   * @param before the {@link #latest} of then
   * @return read page by page while it is followed; not safe for use by several threads
   */
  public Iterator<StoredObject> pendingSince(ObjectType type, long before) {
    return pending(type, " and o.changed > " + before);
  }

  /**
   * The latest {@link StoredObject#changed} of all objects.
   *
   * @return what changes from now on has a higher one
   */
  public long latest() {
    return sequence.get();
  }

  private Iterator<StoredObject> pending(ObjectType type, String condition) {
    return new KeysetIterator<>(
        object -> object.key().id(),
        (after, limit) ->
            jdbi.withHandle(
                h ->
                    h.createQuery(
                            "select "
                                + COLUMNS
                                + " from source_object o where pending = true and type = :type"
                                + " and id > :after and not "
                                + PLANNED
                                + ")"
                                + condition
                                + " order by pending, type, id fetch first :limit rows only")
                        .bind("type", type.name())
                        .bind("after", after)
                        .bind("limit", limit)
                        .map(SourceStore::object)
                        .list()));
  }

  /**
   * Whether an object is to be looked at.
   *
   * @param key which one
   * @return false if it is at rest, or not known
   */
  public boolean isPending(ObjectKey key) {
    return isPending(key, "", 0);
  }

  /**
   * Whether an object is to be looked at or written and is still as it was.
   *
   * @param key which one
   * @param changed its {@link StoredObject#changed} then
   * @return false if it is at rest, or has changed
   */
  public boolean isPending(ObjectKey key, long changed) {
    return isPending(key, " and changed = :changed", changed);
  }

  private boolean isPending(ObjectKey key, String condition, long changed) {
    return jdbi.withHandle(
        h ->
            bind(
                        h.createQuery(
                            "select count(*) from source_object where type = :type and id = :id"
                                + " and pending = true"
                                + condition),
                        key)
                    .bind("changed", changed)
                    .mapTo(Integer.class)
                    .one()
                > 0);
  }

  /**
   * How many objects are to be looked at or written in this cycle.
   *
   * @param type users or groups
   * @return at least 0; those that a safeguard holds do not count
   */
  public int openCount(ObjectType type) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select count(*) from source_object o where pending = true and type = :type"
                        + " and not "
                        + PLANNED
                        + " and p.held = true)")
                .bind("type", type.name())
                .mapTo(Integer.class)
                .one());
  }

  /**
   * Makes an object pending.
   *
   * @param key which one
   * @return whether it is known
   */
  public boolean touch(ObjectKey key) {
    return jdbi.inTransaction(h -> touch(h, key));
  }

  public boolean touch(Handle h, ObjectKey key) {
    return bind(
                h.createUpdate(
                    "update source_object set pending = true, changed = :changed"
                        + " where type = :type and id = :id"),
                key)
            .bind("changed", next())
            .execute()
        > 0;
  }

  /** Those who are assigned, or no longer: users, or groups with their members. */
  void touchPrincipals(Handle h, Collection<String> principals) {
    List<String> ids = List.copyOf(new TreeSet<>(principals));
    int[] users = touch(h, ids, USER);
    List<String> groups =
        IntStream.range(0, ids.size()).filter(i -> users[i] == 0).mapToObj(ids::get).toList();
    touch(h, groups, GROUP);
    touchMembersOf(h, groups);
  }

  /** The members of groups. */
  void touchMembersOf(Handle h, Collection<String> groups) {
    touch(h, memberships.membersOf(h, groups), USER);
  }

  /** The groups of users that are written, or were, must be compared again. */
  public void touchGroupsOf(Handle h, Collection<String> users) {
    touch(h, memberships.groupsToCompare(h, users), PROVISIONED_GROUP);
  }

  /** Makes objects pending. */
  public void touch(Handle h, Collection<ObjectKey> keys) {
    Batches.each(
        h,
        "update source_object set pending = true, changed = :changed"
            + " where type = :type and id = :id",
        keys,
        (batch, key) -> Batches.bind(batch, key).bind("changed", next()));
  }

  /** Members have joined groups or left: these are compared, and may have entitled the members. */
  void touchMemberships(Handle h, Collection<Membership> changed) {
    Set<String> groups = changed.stream().map(Membership::group).collect(Collectors.toSet());
    touch(h, groups, PROVISIONED_GROUP);
    Set<String> assigned = Entitlement.assigned(h, groups);
    touch(
        h,
        changed.stream()
            .filter(membership -> assigned.contains(membership.group()))
            .map(Membership::member)
            .collect(Collectors.toSet()),
        USER);
  }

  /**
   * By single rows: H2 reads the whole table for {@code id in (select ...)} beside a type. In one
   * order: transactions beside each other do not block for good.
   */
  private int[] touch(Handle h, Collection<String> ids, String where) {
    return Batches.each(
        h,
        "update source_object set pending = true, changed = :changed" + where,
        new TreeSet<>(ids),
        (batch, id) -> batch.bind("changed", next()).bind("id", id));
  }

  /** The next {@link StoredObject#changed}. */
  long next() {
    return sequence.incrementAndGet();
  }

  /** Forgets an object that was deleted for good, unless it has changed since. */
  public void forget(Handle h, ObjectKey key, long changed) {
    int deleted =
        bind(
                h.createUpdate(
                    "delete from source_object where type = :type and id = :id"
                        + " and changed = :changed"),
                key)
            .bind("changed", changed)
            .execute();
    if (deleted > 0) {
      memberships.forget(h, key);
    }
  }

  // --- reading ------------------------------------------------------------------------------

  /**
   * Finds the last read copy of an object.
   *
   * @param key which one
   * @return empty if it is not known
   */
  public Optional<StoredObject> find(ObjectKey key) {
    return jdbi.withHandle(h -> find(h, key));
  }

  public static Optional<StoredObject> find(Handle h, ObjectKey key) {
    return bind(
            h.createQuery(
                "select " + COLUMNS + " from source_object where type = :type and id = :id"),
            key)
        .map(SourceStore::object)
        .findOne();
  }

  /**
   * Finds objects by what people call them.
   *
   * @param name an object id, or a userPrincipalName or displayName in any case of letters
   * @return all that fit
   */
  public List<StoredObject> named(String name) {
    return jdbi.withHandle(
        h ->
            h
                .createQuery(
                    "select "
                        + COLUMNS
                        + " from source_object where id = :name"
                        + " or lower(properties) like lower(:like)")
                .bind("name", name)
                .bind("like", "%" + like(name) + "%")
                .map(SourceStore::object)
                .stream()
                .filter(object -> isCalled(object, name))
                .toList());
  }

  /** A pattern that lets through too much: the exact comparison follows. */
  private static String like(String text) {
    return text.replaceAll("[%_\\\\\"\\p{Cntrl}]+", "%");
  }

  private static boolean isCalled(StoredObject object, String name) {
    return object.key().id().equals(name)
        || name.equalsIgnoreCase(object.properties().path("userPrincipalName").asText(null))
        || name.equalsIgnoreCase(object.properties().path("displayName").asText(null));
  }

  private static <S extends org.jdbi.v3.core.statement.SqlStatement<S>> S bind(
      S statement, ObjectKey key) {
    return statement.bind("type", key.type().name()).bind("id", key.id());
  }

  public static StoredObject object(ResultSet rs, @Nullable StatementContext context)
      throws SQLException {
    return new StoredObject(
        new ObjectKey(ObjectType.valueOf(rs.getString("type")), rs.getString("id")),
        Json.object(rs.getString("properties")),
        rs.getBoolean("complete"),
        Presence.valueOf(rs.getString("presence")),
        rs.getBoolean("in_scope"),
        rs.getLong("changed"));
  }
}
