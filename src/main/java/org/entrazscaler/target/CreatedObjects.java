package org.entrazscaler.target;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.store.Batches;
import org.entrazscaler.store.Digests;
import org.entrazscaler.store.Json;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The objects that the cycle created and that are not part of the target copy yet, in the order of
 * their creation: some in memory, the rest in the table {@code target_created}. Not thread-safe.
 */
final class CreatedObjects {

  /** The maximum number in memory, and in a page. */
  private static final int PAGE = 1_000;

  private final Jdbi database;
  private final List<CopiedObject> inMemory = new ArrayList<>();

  /** The number of objects that were stored in {@code target_created} in this cycle. */
  private long stored;

  /** The number of these that are part of the target copy. */
  private long placed;

  /** The ids and matching values. */
  private final Digests known = new Digests();

  CreatedObjects(Jdbi database) {
    this.database = database;
  }

  /** Begins a cycle. {@link #deleteStored} deletes what an earlier cycle has stored. */
  void clear() {
    inMemory.clear();
    known.clear();
    stored = 0;
    placed = 0;
  }

  /** Deletes the stored objects of an earlier cycle. */
  static void deleteStored(Handle h) {
    h.execute("truncate table target_created");
  }

  /** Adds an object; may need a transaction. */
  void add(CopiedObject object) {
    String type = object.target().type().name();
    inMemory.add(object);
    known.add(type, object.target().id());
    object.matchingValues().forEach(value -> known.add(type, value.path(), value.content()));
    if (inMemory.size() >= PAGE) {
      database.useTransaction(this::store);
      stored += inMemory.size();
      inMemory.clear();
    }
  }

  private void store(Handle h) {
    int[] number = {0};
    Batches.executeEach(
        h,
        "insert into target_created (number, type, id, resource, keys)"
            + " values (:number, :type, :id, :resource, :keys)",
        inMemory,
        (batch, object) ->
            Batches.bind(batch, object.target())
                .bind("number", stored + number[0]++)
                .bind("resource", Json.text(object.resource()))
                .bind("keys", Json.text(Json.object(object.keys()))));
  }

  /** Whether all objects are part of the target copy. */
  boolean isEmpty() {
    return inMemory.isEmpty() && placed == stored;
  }

  /** Whether an object with this id may be among them; false is certain. */
  boolean mayContain(ObjectType type, String id) {
    return known.mayContain(type.name(), id);
  }

  /**
   * Whether an object with this value may be among them; false is certain.
   *
   * @param path SCIM path
   * @param content the value as {@link MatchingValue#folded} returns it
   */
  boolean mayContain(ObjectType type, String path, String content) {
    return known.mayContain(type.name(), path, content);
  }

  /** Passes all objects on, some at a time. */
  void forEachPage(Handle h, Consumer<List<CopiedObject>> action) {
    for (long from = placed; from < stored; from += PAGE) {
      action.accept(
          h.createQuery(
                  "select type, id, resource, keys from target_created"
                      + " where number >= :from and number < :to order by number")
              .bind("from", from)
              .bind("to", from + PAGE)
              .map(
                  (rs, c) ->
                      new CopiedObject(
                          new ObjectKey(
                              ObjectType.valueOf(rs.getString("type")), rs.getString("id")),
                          Json.object(rs.getString("resource")),
                          Json.texts(Json.object(rs.getString("keys")))))
              .list());
    }
    action.accept(inMemory);
  }

  /** All objects have become part of the target copy. */
  void setPlaced() {
    inMemory.clear();
    known.clear();
    placed = stored;
  }
}
