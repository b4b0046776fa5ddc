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
 * The source copy: the users and groups of Entra as last read, and which of them are pending.
 * {@link SourceUpdater} updates it. Safe for use by several threads.
 */
public final class SourceStore {

  private static final String COLUMNS =
      "type, id, properties, complete, presence, in_scope, changed";

  /**
   * SQL, without the closing parenthesis, that is true for an object {@code o} that is planned and
   * has not changed since. An object that has changed since is planned again.
   */
  public static final String PLANNED =
      "exists (select 1 from planned_change p where p.type = o.type and p.source_id = o.id"
          + " and p.changed = o.changed";

  private static final String USER = " where type = 'USER' and id = :id";
  private static final String GROUP = " where type = 'GROUP' and id = :id";

  /** A group that is written, was written, or may be written because it is pending. */
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

  /** Reads what is kept in memory from the database. */
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
   * The pending objects, see {@link org.entrazscaler.planning.PlanningStore#pending}, that a full
   * round did not return and that Entra was not asked for yet.
   *
   * @return an iterator that reads page by page; not safe for use by several threads
   */
  public Iterator<StoredObject> pendingVanished(ObjectType type) {
    return pending(type, " and presence = 'VANISHED'");
  }

  /**
   * The pending objects, see {@link org.entrazscaler.planning.PlanningStore#pending}, that were
   * changed after a moment.
   *
   * @param before {@link #latestChange} at that moment
   * @return an iterator that reads page by page; not safe for use by several threads
   */
  public Iterator<StoredObject> pendingSince(ObjectType type, long before) {
    return pending(type, " and o.changed > " + before);
  }

  /**
   * The highest {@link StoredObject#changed} of all objects. Each later change gets a higher one.
   */
  public long latestChange() {
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

  /** Whether an object is pending. False if it is complete or not known. */
  public boolean isPending(ObjectKey key) {
    return isPending(key, "", 0);
  }

  /**
   * Whether an object is pending and has not changed since it was read.
   *
   * @param changed its {@link StoredObject#changed} when it was read
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

  /** The number of pending objects, without those that a safeguard holds. */
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
   * Marks an object as pending.
   *
   * @return false if the object is not known
   */
  public boolean markPending(ObjectKey key) {
    return jdbi.inTransaction(h -> markPending(h, key));
  }

  public boolean markPending(Handle h, ObjectKey key) {
    return bind(
                h.createUpdate(
                    "update source_object set pending = true, changed = :changed"
                        + " where type = :type and id = :id"),
                key)
            .bind("changed", nextChange())
            .execute()
        > 0;
  }

  /**
   * Marks objects as pending whose assignment was added or removed: users, or groups with their
   * members.
   */
  void markPrincipalsPending(Handle h, Collection<String> principals) {
    List<String> ids = List.copyOf(new TreeSet<>(principals));
    int[] users = markPending(h, ids, USER);
    List<String> groups =
        IntStream.range(0, ids.size()).filter(i -> users[i] == 0).mapToObj(ids::get).toList();
    markPending(h, groups, GROUP);
    markMembersPending(h, groups);
  }

  void markMembersPending(Handle h, Collection<String> groups) {
    markPending(h, memberships.membersOf(h, groups), USER);
  }

  /** Marks the provisioned groups of users as pending, because they must be compared again. */
  public void markGroupsPending(Handle h, Collection<String> users) {
    markPending(h, memberships.groupsToCompare(h, users), PROVISIONED_GROUP);
  }

  public void markPending(Handle h, Collection<ObjectKey> keys) {
    Batches.executeEach(
        h,
        "update source_object set pending = true, changed = :changed"
            + " where type = :type and id = :id",
        keys,
        (batch, key) -> Batches.bind(batch, key).bind("changed", nextChange()));
  }

  /**
   * Marks objects as pending after memberships have changed: the groups, which must be compared,
   * and the members of assigned groups, whose scope may have changed.
   */
  void markMembershipsPending(Handle h, Collection<Membership> changed) {
    Set<String> groups = changed.stream().map(Membership::group).collect(Collectors.toSet());
    markPending(h, groups, PROVISIONED_GROUP);
    Set<String> assigned = Entitlement.assigned(h, groups);
    markPending(
        h,
        changed.stream()
            .filter(membership -> assigned.contains(membership.group()))
            .map(Membership::member)
            .collect(Collectors.toSet()),
        USER);
  }

  /**
   * Updates row by row, because H2 reads the whole table for {@code id in (select ...)} together
   * with a type; and in the order of the ids, so that concurrent transactions cannot deadlock.
   */
  private int[] markPending(Handle h, Collection<String> ids, String where) {
    return Batches.executeEach(
        h,
        "update source_object set pending = true, changed = :changed" + where,
        new TreeSet<>(ids),
        (batch, id) -> batch.bind("changed", nextChange()).bind("id", id));
  }

  /** The next {@link StoredObject#changed}. */
  long nextChange() {
    return sequence.incrementAndGet();
  }

  /** Deletes the copy of a permanently deleted object, unless the object has changed since. */
  public void delete(Handle h, ObjectKey key, long changed) {
    int deleted =
        bind(
                h.createUpdate(
                    "delete from source_object where type = :type and id = :id"
                        + " and changed = :changed"),
                key)
            .bind("changed", changed)
            .execute();
    if (deleted > 0) {
      memberships.delete(h, key);
    }
  }

  // --- reading ------------------------------------------------------------------------------

  /** The copy of an object; empty if the object is not known. */
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
   * Finds objects by name.
   *
   * @param name object id, or userPrincipalName or displayName in upper or lower case
   */
  public List<StoredObject> findByName(String name) {
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
                .filter(object -> hasName(object, name))
                .toList());
  }

  /** A pattern that may match too much: an exact comparison follows. */
  private static String like(String text) {
    return text.replaceAll("[%_\\\\\"\\p{Cntrl}]+", "%");
  }

  private static boolean hasName(StoredObject object, String name) {
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
