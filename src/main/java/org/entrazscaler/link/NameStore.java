package org.entrazscaler.link;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.source.SourceStore;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * The holders of unique names in the target, the objects that wait for a name, and the temporary
 * names. Thread-safe.
 */
public final class NameStore {

  /**
   * A planned change that wants the name of another managed object.
   *
   * @param waiter the source object that wants the name
   * @param holder the source object that has it, as far as the state knows
   * @param targetId SCIM {@code id} of the holder's object
   */
  public record Wanted(ObjectKey waiter, ObjectKey holder, String targetId) {}

  private static final String RENAMES =
      " from planned_change p join link o on o.type = p.type and o.source_id = p.source_id"
          + " and o.target_id is not null join link l on l.type = p.type"
          + " and l.held_name = p.wished_name and l.source_id <> p.source_id"
          + " and l.target_id is not null";

  private final Jdbi jdbi;
  private final SourceStore source;
  private volatile boolean anyAwaited;
  private volatile boolean anyTemporary;

  public NameStore(Jdbi jdbi, SourceStore source) {
    this.jdbi = jdbi;
    this.source = source;
  }

  /** Loads the flags that are kept in memory. */
  public void load() {
    this.anyAwaited = any("awaited_name");
    this.anyTemporary = any("temporary_name");
  }

  private boolean any(String table) {
    return jdbi.withHandle(
        h -> h.createQuery("select count(*) from " + table).mapTo(Integer.class).one() > 0);
  }

  // --- holders ------------------------------------------------------------------------------

  /**
   * The planned renames to names of other managed objects.
   *
   * @param type users or groups
   * @return in a stable order; empty in nearly all cycles
   */
  public List<Wanted> wanted(ObjectType type) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select p.source_id, l.source_id as holder, l.target_id"
                        + RENAMES
                        + " where p.type = :type and p.held = false"
                        + " order by p.source_id, l.source_id")
                .bind("type", type.name())
                .map(
                    (rs, c) ->
                        new Wanted(
                            new ObjectKey(type, rs.getString("source_id")),
                            new ObjectKey(type, rs.getString("holder")),
                            rs.getString("target_id")))
                .list());
  }

  /**
   * Whether a planned change wants a name that another managed object still has.
   *
   * @param change the planned change
   * @return false, without a query, if it does not rename
   */
  public boolean isTaken(StoredChange change) {
    return change.wishedName() != null
        && jdbi.withHandle(
            h ->
                bind(
                            h.createQuery(
                                "select count(*)"
                                    + RENAMES
                                    + " where p.type = :type and p.source_id = :id"),
                            change.key())
                        .mapTo(Integer.class)
                        .one()
                    > 0);
  }

  /**
   * Whether no other managed object has a name.
   *
   * @param key the source object that wants it
   * @param name as it would be written
   * @return true also if the object itself has it
   */
  public boolean isFree(ObjectKey key, String name) {
    return jdbi.withHandle(
        h ->
            bind(
                        h.createQuery(
                            "select count(*) from link where type = :type and held_name = :name"
                                + " and source_id <> :id"),
                        key)
                    .bind("name", UniqueName.folded(name))
                    .mapTo(Integer.class)
                    .one()
                == 0);
  }

  /**
   * The planned changes that want the same name as an earlier planned change.
   *
   * @param type users or groups
   * @return source objects, in a stable order; empty in nearly all cycles
   */
  public List<ObjectKey> laterDuplicates(ObjectType type) {
    return jdbi.withHandle(
        h -> {
          Set<String> first = new HashSet<>();
          return h
              .createQuery(
                  // One pass over the plan: an index of names would be written at random places.
                  "select source_id, wished_name from planned_change where type = :type"
                      + " and held = false and wished_name in (select wished_name"
                      + " from planned_change where type = :type and held = false"
                      + " and wished_name is not null group by wished_name"
                      + " having count(*) > 1) order by source_id")
              .bind("type", type.name())
              .map((rs, c) -> Map.entry(rs.getString("source_id"), rs.getString("wished_name")))
              .list()
              .stream()
              .filter(change -> !first.add(change.getValue()))
              .map(change -> new ObjectKey(type, change.getKey()))
              .toList();
        });
  }

  /**
   * The names that planned changes want, for reading range after range during planning.
   *
   * @param type users or groups
   * @return a reader at the first range
   */
  public WishedNames wishedNames(ObjectType type) {
    return new WishedNames(jdbi, type);
  }

  /** Whether any object waits for a name or has a temporary one: false in nearly all cycles. */
  public boolean hasWatchedNames() {
    return anyAwaited || anyTemporary;
  }

  /** Records the current name of a target object. */
  public void updateName(Handle h, Link link, Optional<Link> before) {
    ObjectKey key = link.key();
    String name = UniqueName.of(key.type(), link.written());
    String formerName =
        before
            .filter(b -> b.targetId() != null)
            .map(b -> UniqueName.of(key.type(), b.written()))
            .orElse(null);
    if (!name.equals(formerName)) {
      handleRename(h, key, name, before.map(Link::targetId).orElse(null));
    }
  }

  /**
   * Handles a changed name of a target object.
   *
   * @param name as {@link UniqueName#of} returns it
   * @param targetId SCIM {@code id} of the object that had the former name; null if there was none
   */
  public void handleRename(Handle h, ObjectKey key, String name, @Nullable String targetId) {
    if (targetId != null) {
      markWaitersPending(h, key.type(), targetId);
    }
    if (anyTemporary) {
      forgetReplaced(h, key, name);
    }
  }

  // --- objects that wait --------------------------------------------------------------------

  /**
   * Records that an object waits for the name of a target object.
   *
   * @param waiter the source object
   * @param targetId SCIM {@code id} of the object that has the name
   */
  public void recordWaiting(ObjectKey waiter, String targetId) {
    anyAwaited = true;
    jdbi.useTransaction(
        h -> {
          stopWaiting(h, waiter);
          bind(
                  h.createUpdate(
                      "insert into awaited_name (type, source_id, target_id)"
                          + " values (:type, :id, :target)"),
                  waiter)
              .bind("target", targetId)
              .execute();
        });
  }

  private static void stopWaiting(Handle h, ObjectKey waiter) {
    bind(h.createUpdate("delete from awaited_name where type = :type and source_id = :id"), waiter)
        .execute();
  }

  /**
   * Marks the objects as pending that wait for the name of a target object, which is renamed or
   * gone.
   */
  void markWaitersPending(Handle h, ObjectType type, String targetId) {
    if (!anyAwaited) {
      return;
    }
    h.createQuery("select source_id from awaited_name where type = :type and target_id = :target")
        .bind("type", type.name())
        .bind("target", targetId)
        .mapTo(String.class)
        .list()
        .forEach(
            id -> {
              ObjectKey waiter = new ObjectKey(type, id);
              stopWaiting(h, waiter);
              source.markPending(h, waiter);
            });
  }

  /**
   * Marks the objects as pending that wait for the name of a target object, whose holder in Entra
   * no longer has this name, or which is gone.
   *
   * @param type user or group
   * @param targetId SCIM {@code id}
   */
  public void markWaitersPending(ObjectType type, String targetId) {
    if (anyAwaited) {
      jdbi.useTransaction(h -> markWaitersPending(h, type, targetId));
    }
  }

  // --- temporary names ----------------------------------------------------------------------

  /**
   * Records that an object is about to get a temporary name.
   *
   * @param name the name with what is needed to replace it after any failure
   */
  public void recordTemporary(TemporaryName name) {
    anyTemporary = true;
    jdbi.useTransaction(
        h -> {
          forget(h, name.key());
          bind(
                  h.createUpdate(
                      "insert into temporary_name (type, source_id, temporary, former, wished)"
                          + " values (:type, :id, :temporary, :former, :wished)"),
                  name.key())
              .bind("temporary", name.temporary())
              .bind("former", name.former())
              .bind("wished", name.wished())
              .execute();
        });
  }

  /**
   * The temporary name of an object.
   *
   * @param key the source object
   * @return empty, without a query, in nearly all cycles
   */
  public Optional<TemporaryName> findTemporary(ObjectKey key) {
    return anyTemporary ? jdbi.withHandle(h -> findTemporary(h, key)) : Optional.empty();
  }

  private static Optional<TemporaryName> findTemporary(Handle h, ObjectKey key) {
    return bind(
            h.createQuery(
                "select temporary, former, wished from temporary_name"
                    + " where type = :type and source_id = :id"),
            key)
        .map(
            (rs, c) ->
                new TemporaryName(
                    key, rs.getString("temporary"), rs.getString("former"), rs.getString("wished")))
        .findOne();
  }

  /** Removes the record of a temporary name if the object has another name now. */
  private static void forgetReplaced(Handle h, ObjectKey key, String name) {
    findTemporary(h, key)
        .filter(temporary -> !name.equals(UniqueName.folded(temporary.temporary())))
        .ifPresent(temporary -> forget(h, key));
  }

  /** Handles that a source object no longer has its target object. */
  public void removeName(Handle h, ObjectKey key, String targetId) {
    markWaitersPending(h, key.type(), targetId);
    if (anyTemporary) {
      forget(h, key);
    }
  }

  /**
   * Removes the record of a temporary name that was never written.
   *
   * @param key the source object
   */
  public void forgetTemporary(ObjectKey key) {
    jdbi.useTransaction(h -> forget(h, key));
  }

  private static void forget(Handle h, ObjectKey key) {
    bind(h.createUpdate("delete from temporary_name where type = :type and source_id = :id"), key)
        .execute();
  }

  private static <S extends SqlStatement<S>> S bind(S statement, ObjectKey key) {
    return statement.bind("type", key.type().name()).bind("id", key.id());
  }
}
