package org.entrazscaler.target;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.store.Batches;
import org.entrazscaler.store.Ids;
import org.entrazscaler.store.Json;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The objects of the target that one cycle has read by pages, so that they need not be looked up
 * one by one.
 */
public final class TargetStore {

  /** The maximum number of writes in memory. */
  private static final int MAX_BUFFERED = 1_000;

  private final Jdbi database;

  /**
   * Also the lock that guards it. A thread keeps this lock while it waits for a transaction, so it
   * must not be taken within one.
   */
  private final List<Write> buffered = new ArrayList<>();

  private record Write(
      ObjectKey target,
      UnaryOperator<@Nullable ObjectNode> write,
      Function<ObjectNode, Map<String, String>> keys) {}

  /** Guarded like {@link #buffered}. */
  private final CreatedObjects created;

  public TargetStore(Jdbi database) {
    this.database = database;
    this.created = new CreatedObjects(database);
  }

  /** Deletes the copy. */
  public void clear() {
    synchronized (buffered) {
      buffered.clear();
      created.clear();
    }
    database.useTransaction(
        h -> {
          // H2 would write each row that is deleted into the undo log.
          h.execute("truncate table target_object");
          h.execute("truncate table target_key");
          h.execute("truncate table target_member");
          CreatedObjects.deleteStored(h);
        });
  }

  /**
   * Adds an object that was read. A second reading of it is ignored.
   *
   * @param type user or group
   * @param id SCIM {@code id}
   * @param resource the whole resource
   * @param keys values of the attributes that queries use, by SCIM path
   * @param groups SCIM ids of the groups of a user, each once; empty for a group
   * @return whether it is new
   */
  public boolean add(
      ObjectType type,
      String id,
      ObjectNode resource,
      Map<String, String> keys,
      Set<String> groups) {
    return jdbi()
        .inTransaction(
            h -> {
              boolean known =
                  h.createQuery(
                              "select count(*) from target_object where type = :type and id = :id")
                          .bind("type", type.name())
                          .bind("id", id)
                          .mapTo(Integer.class)
                          .one()
                      > 0;
              if (known) {
                return false;
              }
              insert(h, List.of(new CopiedObject(new ObjectKey(type, id), resource, keys)));
              for (String group : groups) {
                h.createUpdate(
                        "insert into target_member (group_id, member_id) values (:group, :member)")
                    .bind("group", group)
                    .bind("member", id)
                    .execute();
              }
              return true;
            });
  }

  private static void insert(Handle h, Collection<CopiedObject> objects) {
    Batches.executeEach(
        h,
        "insert into target_object (type, id, resource) values (:type, :id, :resource)",
        objects,
        (batch, object) ->
            Batches.bind(batch, object.target()).bind("resource", Json.text(object.resource())));
    List<MatchingValue> values =
        objects.stream().flatMap(object -> object.matchingValues().stream()).toList();
    Batches.executeEach(
        h,
        "insert into target_key (type, path, content, id) values (:type, :path, :content, :id)",
        values,
        (batch, value) ->
            Batches.bind(batch, value.target())
                .bind("path", value.path())
                .bind("content", value.content()));
  }

  /**
   * Applies a write to an object; its memberships stay. Writes are buffered, and flushed before the
   * next query.
   *
   * @param type user or group
   * @param id SCIM {@code id}
   * @param write returns the new resource for the old one, or for null if there is none
   * @param keys returns the values of the attributes that queries use, by SCIM path
   */
  public void write(
      ObjectType type,
      String id,
      UnaryOperator<@Nullable ObjectNode> write,
      Function<ObjectNode, Map<String, String>> keys) {
    synchronized (buffered) {
      buffered.add(new Write(new ObjectKey(type, id), write, keys));
      if (buffered.size() >= MAX_BUFFERED) {
        flush();
      }
    }
  }

  /**
   * Adds a created object. It is appended to {@code target_created}, and moved to {@code
   * target_object} only when a query may find it. Moving costs more, and in a first cycle no query
   * needs it.
   *
   * @param type user or group
   * @param id SCIM {@code id}
   * @param resource the resource that was sent
   * @param keys values of the attributes that queries use, by SCIM path
   */
  public void create(ObjectType type, String id, ObjectNode resource, Map<String, String> keys) {
    synchronized (buffered) {
      if (!buffered.isEmpty()) {
        // A buffered write may concern the same object and must be applied first.
        write(type, id, copy -> resource, after -> keys);
        return;
      }
      created.add(new CopiedObject(new ObjectKey(type, id), resource, keys));
    }
  }

  /** Flushes the buffered writes. Must not be called within a transaction. */
  void flush() {
    synchronized (buffered) {
      if (!buffered.isEmpty() || !created.isEmpty()) {
        database.useTransaction(
            h -> {
              created.forEachPage(h, objects -> place(h, objects));
              flush(h);
            });
        buffered.clear();
        created.setPlaced();
      }
    }
  }

  private static void place(Handle h, List<CopiedObject> objects) {
    Map<ObjectKey, CopiedObject> last = new LinkedHashMap<>();
    objects.forEach(object -> last.put(object.target(), object));
    remove(h, last.keySet());
    insert(h, last.values());
  }

  private void flush(Handle h) {
    Map<ObjectKey, ObjectNode> before = new HashMap<>();
    for (ObjectType type : ObjectType.values()) {
      List<String> ids =
          buffered.stream()
              .map(Write::target)
              .filter(target -> target.type() == type)
              .map(ObjectKey::id)
              .distinct()
              .toList();
      if (!ids.isEmpty()) {
        Ids.bind(
                h.createQuery(
                    "select o.id, o.resource from "
                        + Ids.TABLE
                        + " join target_object o on o.type = :type and o.id = k.id"),
                ids)
            .bind("type", type.name())
            .map(
                (rs, c) ->
                    Map.entry(
                        new ObjectKey(type, rs.getString("id")),
                        Json.object(rs.getString("resource"))))
            .forEach(copy -> before.put(copy.getKey(), copy.getValue()));
      }
    }
    Map<ObjectKey, CopiedObject> after = new LinkedHashMap<>();
    for (Write write : buffered) {
      CopiedObject earlier = after.get(write.target());
      ObjectNode resource =
          write.write().apply(earlier != null ? earlier.resource() : before.get(write.target()));
      after.put(
          write.target(), new CopiedObject(write.target(), resource, write.keys().apply(resource)));
    }
    remove(h, before.keySet());
    insert(h, after.values());
  }

  /** The database for a query; flushes first if the query may find a created object. */
  private Jdbi databaseFor(ObjectType type, String path, Collection<String> values) {
    return databaseFor(
        () -> values.stream().anyMatch(value -> created.mayContain(type, path, value)));
  }

  private Jdbi databaseFor(BooleanSupplier mayBeCreated) {
    synchronized (buffered) {
      if (!buffered.isEmpty() || mayBeCreated.getAsBoolean()) {
        flush();
      }
    }
    return database;
  }

  /** The database for queries about objects that were read: created objects may be missing. */
  public Jdbi read() {
    return databaseFor(() -> false);
  }

  /** The database after a flush. */
  public Jdbi jdbi() {
    flush();
    return database;
  }

  private static void remove(Handle h, Collection<ObjectKey> targets) {
    for (String table : List.of("target_object", "target_key")) {
      Batches.executeEachKey(
          h, "delete from " + table + " where type = :type and id = :id", targets);
    }
  }

  /**
   * Deletes an object that no longer exists, with its memberships.
   *
   * @param type user or group
   * @param id SCIM {@code id}
   */
  public void forget(ObjectType type, String id) {
    jdbi()
        .useTransaction(
            h -> {
              remove(h, List.of(new ObjectKey(type, id)));
              h.createUpdate(
                      "delete from target_member where "
                          + (type == ObjectType.USER ? "member_id" : "group_id")
                          + " = :id")
                  .bind("id", id)
                  .execute();
            });
  }

  /**
   * Finds objects by the value of an attribute.
   *
   * @param type users or groups
   * @param path SCIM path, as it was given when the objects were added
   * @param value compared without regard to case (RFC 7643 section 4.1.1 for userName)
   * @return their resources
   */
  public List<ObjectNode> find(ObjectType type, String path, String value) {
    return databaseFor(type, path, List.of(MatchingValue.folded(value)))
        .withHandle(
            h ->
                h.createQuery(
                        "select o.resource from target_key k join target_object o"
                            + " on o.type = k.type and o.id = k.id where k.type = :type"
                            + " and k.path = :path and k.content = :content order by o.id")
                    .bind("type", type.name())
                    .bind("path", path)
                    .bind("content", MatchingValue.folded(value))
                    .map((rs, c) -> Json.object(rs.getString("resource")))
                    .list());
  }

  /**
   * Finds objects by many values of an attribute at once.
   *
   * @param type users or groups
   * @param path SCIM path, as it was given when the objects were added
   * @param values compared as in {@link #find(ObjectType, String, String)}
   * @return their resources by the value; values without a result are left out
   */
  public Map<String, List<ObjectNode>> find(
      ObjectType type, String path, Collection<String> values) {
    Map<String, List<String>> asked = new HashMap<>();
    values.forEach(
        value ->
            asked
                .computeIfAbsent(MatchingValue.folded(value), key -> new ArrayList<>())
                .add(value));
    Map<String, List<ObjectNode>> found = new HashMap<>();
    databaseFor(type, path, asked.keySet())
        .withHandle(
            h ->
                h.createQuery(
                        "select v.content, o.resource"
                            + " from unnest(cast(:contents as varchar(500) array)) as v(content)"
                            // H2 executes outer joins in this order and uses the indexes.
                            + " left join target_key k on k.type = :type and k.path = :path"
                            + " and k.content = v.content left join target_object o"
                            + " on o.type = :type and o.id = k.id order by o.id")
                    .bindArray("contents", String.class, List.copyOf(asked.keySet()))
                    .bind("type", type.name())
                    .bind("path", path)
                    .map(
                        (rs, c) ->
                            Map.entry(
                                rs.getString("content"),
                                Optional.ofNullable(rs.getString("resource")).map(Json::object)))
                    .list())
        .forEach(
            answer ->
                answer
                    .getValue()
                    .ifPresent(
                        resource ->
                            Objects.requireNonNull(asked.get(answer.getKey()))
                                .forEach(
                                    value ->
                                        found
                                            .computeIfAbsent(value, key -> new ArrayList<>())
                                            .add(resource))));
    return found;
  }

  /**
   * Finds an object by its id.
   *
   * @param type user or group
   * @param id SCIM {@code id}
   * @return its resource; empty if it was not read
   */
  public Optional<ObjectNode> find(ObjectType type, String id) {
    return databaseFor(() -> created.mayContain(type, id))
        .withHandle(
            h ->
                h.createQuery("select resource from target_object where type = :type and id = :id")
                    .bind("type", type.name())
                    .bind("id", id)
                    .map((rs, c) -> Json.object(rs.getString("resource")))
                    .findOne());
  }

  /**
   * The members of a group, as the users' own lists of groups tell.
   *
   * @param groupId SCIM {@code id} of the group
   * @return SCIM ids
   */
  public List<String> members(String groupId) {
    return jdbi()
        .withHandle(
            h ->
                h.createQuery("select member_id from target_member where group_id = :group")
                    .bind("group", groupId)
                    .mapTo(String.class)
                    .list());
  }

  /**
   * The objects that were read and that belong to no object of Entra.
   *
   * @param type users or groups
   * @return their resources
   */
  public List<ObjectNode> unlinked(ObjectType type) {
    return jdbi()
        .withHandle(
            h ->
                h.createQuery(
                        "select o.resource from target_object o where o.type = :type and not exists"
                            + " (select 1 from link l where l.type = o.type and l.target_id ="
                            + " o.id)")
                    .bind("type", type.name())
                    .map((rs, c) -> Json.object(rs.getString("resource")))
                    .list());
  }
}
