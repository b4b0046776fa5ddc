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
 * What undo took back, and is not to be written again until the source or the mapping wishes
 * otherwise.
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
   * The cycle that undid another one.
   *
   * @param cycleId the other one
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
   * Records that a cycle is being undone.
   *
   * @param cycleId which one
   * @param by the cycle that undoes it
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

  /**
   * The held values of an object.
   *
   * @param key the source object
   * @return in no particular order; empty for nearly all objects
   */
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
   * Records what is to be carried out for one object, and what is held from then on, before any of
   * it is sent. The object is pending until it is done: a process that dies in between leaves
   * nothing that would be written back, and the next cycle goes on.
   *
   * @param key the source object
   * @param change what is to be done, given the object's {@link StoredObject#changed}; null if
   *     nothing is
   * @param values the values; one whose wish is what is restored is held no more
   * @param members the memberships, perhaps of other groups
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
    String wished = wish.orElse(value.wish() == null ? "null" : Json.text(value.wish()));
    release(h, value.key(), value.path());
    if (wished.equals(restored)) {
      // An undo that is undone: the value is as the mapping wishes it.
      return;
    }
    bind(
            h.createUpdate(
                "insert into undo_value (type, source_id, path, wish, restored, cycle_id)"
                    + " values (:type, :id, :path, :wish, :restored, :cycle)"),
            value.key())
        .bind("path", value.path())
        .bind("wish", wished)
        .bind("restored", restored)
        .bind("cycle", value.cycleId())
        .execute();
  }

  /**
   * Holds a value no more.
   *
   * @param value as it was held
   */
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
   * The held memberships of a group.
   *
   * @param group object id
   * @return by member
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
   * Holds those memberships of a group no more of which Entra wishes something else by now.
   *
   * @param group object id of the group
   * @param inScope whether the group has members at all
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
   * Holds no membership of a group any more: it has entered the scope or left it.
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

  /**
   * How many values are held.
   *
   * @return at least 0
   */
  public int valueCount() {
    return count("undo_value");
  }

  /**
   * How many memberships are held.
   *
   * @return at least 0
   */
  public int memberCount() {
    return count("undo_member");
  }

  private int count(String table) {
    return jdbi.withHandle(
        h -> h.createQuery("select count(*) from " + table).mapTo(Integer.class).one());
  }

  /**
   * Holds nothing of an object any more and has it looked at in the next cycle, a user's groups
   * too.
   *
   * @param key a user or group
   * @return how many values and memberships were held
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

  /** Forgets all that names an object. */
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

  /** Holds nothing any more: mappings, filters or the settings of the scope have changed. */
  public void releaseAll() {
    jdbi.useTransaction(
        h -> {
          h.execute("delete from undo_value");
          h.execute("delete from undo_member");
        });
  }

  /**
   * Drops what a cycle was to take back and has not: what it has stays held.
   *
   * @param cycleId the cycle
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
              .filter(value -> !carriedOut(h, value))
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

  private static boolean carriedOut(Handle h, RestoredValue value) {
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
