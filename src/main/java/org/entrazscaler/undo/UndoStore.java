package org.entrazscaler.undo;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.LinkStore;
import org.entrazscaler.link.StoredChange;
import org.entrazscaler.plan.PlanStore;
import org.entrazscaler.plan.RestoredValue;
import org.entrazscaler.source.SourceStore;
import org.entrazscaler.source.StoredObject;
import org.entrazscaler.store.Json;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * What undo has restored, and what is kept until the source or the mapping requires another value.
 */
public final class UndoStore {

  private static final String WRITTEN =
      "exists (select 1 from written_member w join link l on l.type = 'USER'"
          + " and l.target_id = w.target_id where w.group_id = undo_member.group_id"
          + " and l.source_id = undo_member.member_id)";

  private final Jdbi jdbi;
  private final SourceStore source;

  public UndoStore(Jdbi jdbi, SourceStore source) {
    this.jdbi = jdbi;
    this.source = source;
  }

  // --- cycles -------------------------------------------------------------------------------

  /**
   * The cycle that undid a cycle.
   *
   * @param cycleId id of the undone cycle
   * @return empty if it was not undone
   */
  public Optional<String> undoneBy(String cycleId) {
    return jdbi.withHandle(
        h ->
            h.createQuery("select undone_by from undone_cycle where cycle_id = :cycle")
                .bind("cycle", cycleId)
                .mapTo(String.class)
                .findOne());
  }

  /**
   * Records that a cycle is undone.
   *
   * @param cycleId id of the undone cycle
   * @param by id of the cycle that undoes it
   */
  public void markUndone(String cycleId, String by) {
    jdbi.useTransaction(
        h -> {
          h.createUpdate("delete from undone_cycle where cycle_id = :cycle")
              .bind("cycle", cycleId)
              .execute();
          h.createUpdate("insert into undone_cycle (cycle_id, undone_by) values (:cycle, :by)")
              .bind("cycle", cycleId)
              .bind("by", by)
              .execute();
        });
  }

  // --- values -------------------------------------------------------------------------------

  /** The restored values of an object, sorted by path; empty for nearly all objects. */
  public List<RestoredValue> values(ObjectKey key) {
    return jdbi.withHandle(
        h ->
            bind(
                    h.createQuery(
                        "select type, source_id, path, wish, restored, cycle_id from undo_value"
                            + " where type = :type and source_id = :id order by path"),
                    key)
                .map((rs, c) -> value(rs))
                .list());
  }

  public static RestoredValue value(ResultSet rs) throws SQLException {
    return new RestoredValue(
        new ObjectKey(ObjectType.valueOf(rs.getString("type")), rs.getString("source_id")),
        rs.getString("path"),
        Json.node(rs.getString("wish")),
        Json.node(rs.getString("restored")),
        rs.getString("cycle_id"));
  }

  /**
   * Records the planned change of one object and its restored values, before anything is sent. The
   * object is pending until the change is written. So if the program ends in between, nothing is
   * overwritten, and the next cycle continues.
   *
   * @param key the source object
   * @param change creates the planned change from the object's {@link StoredObject#changed}; null
   *     for none
   * @param values restored values; a value that the mapping produces again is released
   * @param members restored memberships, perhaps of other groups
   */
  public void put(
      ObjectKey key,
      @Nullable LongFunction<StoredChange> change,
      List<RestoredValue> values,
      List<RestoredMembership> members) {
    jdbi.useTransaction(
        h -> {
          values.forEach(value -> put(h, value));
          members.forEach(member -> put(h, member));
          if (change != null) {
            source.markPending(h, key);
            PlanStore.put(
                h,
                List.of(
                    change.apply(
                        SourceStore.find(h, key)
                            .map(StoredObject::changed)
                            .orElse(StoredChange.NO_SOURCE))));
          }
        });
  }

  private static void put(Handle h, RestoredValue value) {
    Optional<String> wish =
        bind(
                h.createQuery(
                    "select wish from undo_value"
                        + " where type = :type and source_id = :id and path = :path"),
                value.key())
            .bind("path", value.path())
            .mapTo(String.class)
            .findOne();
    String restored = value.restored() == null ? "null" : Json.text(value.restored());
    String mapped = wish.orElse(value.undone() == null ? "null" : Json.text(value.undone()));
    release(h, value.key(), value.path());
    if (mapped.equals(restored)) {
      // An undo is undone: the value is what the mapping produces.
      return;
    }
    bind(
            h.createUpdate(
                "insert into undo_value (type, source_id, path, wish, restored, cycle_id)"
                    + " values (:type, :id, :path, :wish, :restored, :cycle)"),
            value.key())
        .bind("path", value.path())
        .bind("wish", mapped)
        .bind("restored", restored)
        .bind("cycle", value.cycleId())
        .execute();
  }

  /** Releases a restored value. */
  public void release(RestoredValue value) {
    jdbi.useTransaction(h -> release(h, value.key(), value.path()));
  }

  private static void release(Handle h, ObjectKey key, String path) {
    bind(
            h.createUpdate(
                "delete from undo_value where type = :type and source_id = :id and path = :path"),
            key)
        .bind("path", path)
        .execute();
  }

  // --- members ------------------------------------------------------------------------------

  private static void put(Handle h, RestoredMembership member) {
    boolean wish =
        h.createQuery(
                "select wish from undo_member where group_id = :group and member_id = :member")
            .bind("group", member.group())
            .bind("member", member.member())
            .mapTo(Boolean.class)
            .findOne()
            .orElse(!member.wanted());
    h.createUpdate("delete from undo_member where group_id = :group and member_id = :member")
        .bind("group", member.group())
        .bind("member", member.member())
        .execute();
    if (wish == member.wanted()) {
      return;
    }
    h.createUpdate(
            "insert into undo_member (group_id, member_id, wanted, wish, cycle_id)"
                + " values (:group, :member, :wanted, :wish, :cycle)")
        .bind("group", member.group())
        .bind("member", member.member())
        .bind("wanted", member.wanted())
        .bind("wish", wish)
        .bind("cycle", member.cycleId())
        .execute();
  }

  /**
   * The restored memberships of a group, sorted by member.
   *
   * @param group object id of the group
   */
  public List<RestoredMembership> members(String group) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select group_id, member_id, wanted, cycle_id from undo_member"
                        + " where group_id = :group order by member_id")
                .bind("group", group)
                .map(
                    (rs, c) ->
                        new RestoredMembership(
                            rs.getString("group_id"),
                            rs.getString("member_id"),
                            rs.getBoolean("wanted"),
                            rs.getString("cycle_id")))
                .list());
  }

  /**
   * Releases the memberships of a group for which Entra no longer requires what undo has changed.
   *
   * @param group object id of the group
   * @param inScope whether the group is in scope, so that it has members
   */
  public void releaseMembers(String group, boolean inScope) {
    jdbi.useTransaction(
        h ->
            h.createUpdate(
                    "delete from undo_member where group_id = :group and "
                        + (inScope
                            ? "(wish = true and not "
                                + source.memberships().isRequiredByEntra()
                                + " or wish = false and "
                                + source.memberships().isRequiredByEntra()
                                + ")"
                            : "wish = true"))
                .bind("group", group)
                .execute());
  }

  /**
   * Releases all memberships of a group, because it has entered or left the scope.
   *
   * @param group object id of the group
   */
  public void releaseMembers(String group) {
    jdbi.useTransaction(
        h ->
            h.createUpdate("delete from undo_member where group_id = :group")
                .bind("group", group)
                .execute());
  }

  // --- all ----------------------------------------------------------------------------------

  /** The number of restored values. */
  public int valueCount() {
    return count("undo_value");
  }

  /** The number of restored memberships. */
  public int memberCount() {
    return count("undo_member");
  }

  private int count(String table) {
    return jdbi.withHandle(
        h -> h.createQuery("select count(*) from " + table).mapTo(Integer.class).one());
  }

  /**
   * Releases everything about an object, and marks it and the groups of a user pending.
   *
   * @param key a user or group
   * @return how many values and memberships were released
   */
  public int release(ObjectKey key) {
    return jdbi.inTransaction(
        h -> {
          List<String> groups = groups(h, key);
          int released = forget(h, key);
          if (released > 0) {
            source.markPending(
                h, Stream.concat(Stream.of(key), groups.stream().map(ObjectKey::group)).toList());
          }
          return released;
        });
  }

  private static List<String> groups(Handle h, ObjectKey key) {
    return key.type() == ObjectType.GROUP
        ? List.of()
        : h.createQuery("select group_id from undo_member where member_id = :id")
            .bind("id", key.id())
            .mapTo(String.class)
            .list();
  }

  /**
   * Removes everything about an object.
   *
   * @return how many values and memberships were removed
   */
  public static int forget(Handle h, ObjectKey key) {
    return bind(
                h.createUpdate("delete from undo_value where type = :type and source_id = :id"),
                key)
            .execute()
        + h.createUpdate(
                "delete from undo_member where "
                    + (key.type() == ObjectType.GROUP ? "group_id" : "member_id")
                    + " = :id")
            .bind("id", key.id())
            .execute();
  }

  /** Releases everything, because mappings, filters or scope settings have changed. */
  public void releaseAll() {
    jdbi.useTransaction(
        h -> {
          h.execute("delete from undo_value");
          h.execute("delete from undo_member");
        });
  }

  /**
   * Releases what a cycle planned to restore and did not write; what it wrote is kept.
   *
   * @param cycleId id of the cycle
   */
  public void releaseUnwritten(String cycleId) {
    jdbi.useTransaction(
        h -> {
          h
              .createQuery(
                  "select type, source_id, path, wish, restored, cycle_id from undo_value"
                      + " where cycle_id = :cycle")
              .bind("cycle", cycleId)
              .map((rs, c) -> value(rs))
              .list()
              .stream()
              .filter(value -> !isWritten(h, value))
              .forEach(value -> release(h, value.key(), value.path()));
          h.createUpdate(
                  "delete from undo_member where cycle_id = :cycle and (wanted = true and not "
                      + WRITTEN
                      + " or wanted = false and "
                      + WRITTEN
                      + ")")
              .bind("cycle", cycleId)
              .execute();
        });
  }

  private static boolean isWritten(Handle h, RestoredValue value) {
    Optional<Link> link = LinkStore.find(h, value.key()).filter(l -> l.targetId() != null);
    if (value.path().equals(RestoredValue.OBJECT)) {
      return link.isPresent() == (value.restored() != null);
    }
    return link.map(l -> Objects.equals(l.written().get(value.path()), value.restored()))
        .orElse(false);
  }

  private static <S extends SqlStatement<S>> S bind(S statement, ObjectKey key) {
    return statement.bind("type", key.type().name()).bind("id", key.id());
  }
}
