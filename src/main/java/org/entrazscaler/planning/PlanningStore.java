package org.entrazscaler.planning;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.LinkStore;
import org.entrazscaler.plan.RestoredValue;
import org.entrazscaler.source.Entitlement;
import org.entrazscaler.source.SourceStore;
import org.entrazscaler.source.StoredObject;
import org.entrazscaler.store.Ids;
import org.entrazscaler.target.KnownObject;
import org.entrazscaler.target.Subject;
import org.entrazscaler.undo.UndoStore;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Reads and writes the data of planning for many objects, with one statement of each kind.
 * Thread-safe.
 */
public final class PlanningStore {

  /** Has a target object, so that a removal is possible. */
  private static final String LINKED =
      " and exists (select 1 from link l where l.type = o.type and l.source_id = o.id"
          + " and l.target_id is not null)";

  private final Jdbi jdbi;
  private final Entitlement entitlement;

  public PlanningStore(Jdbi jdbi, Entitlement entitlement) {
    this.jdbi = jdbi;
    this.entitlement = entitlement;
  }

  /**
   * The data of source objects.
   *
   * @param type users or groups
   * @param ids object ids, each once
   * @return in the order of the ids; without unknown objects
   */
  public List<KnownObject> load(ObjectType type, Collection<String> ids) {
    return jdbi.withHandle(
        h -> {
          Map<String, List<RestoredValue>> held = restored(h, type, ids);
          Map<String, Set<String>> named = references(h, type, ids);
          Map<String, KnownObject> known = new HashMap<>();
          Ids.bind(
                  h.createQuery(
                      "select o.type, o.id, o.properties, o.complete, o.presence, o.in_scope,"
                          + " o.changed, o.pending, case when "
                          + entitlement.entitledSql(type, "k.id")
                          + " then 1 else 0 end as entitled, l.source_id, l.target_id, l.origin,"
                          + " l.written, l.disabled, l.member_eligible, l.intent"
                          + " from "
                          + Ids.TABLE
                          + " left join source_object o on o.type = :type and o.id = k.id"
                          + " left join link l on l.type = :type and l.source_id = k.id"),
                  ids)
              .bind("type", type.name())
              .map((rs, c) -> load(rs, c, held, named))
              .list()
              .forEach(found -> found.ifPresent(k -> known.put(k.key().id(), k)));
          return ids.stream().filter(known::containsKey).map(known::get).toList();
        });
  }

  /** The data of an object in the state; read again if the object was read from Entra. */
  KnownObject known(Subject subject) {
    KnownObject known = subject.known();
    if (known == null) {
      StoredObject stored = subject.stored();
      known =
          load(stored.key().type(), List.of(stored.key().id())).stream()
              .findFirst()
              .orElseGet(() -> new KnownObject(stored, false, false, null, List.of(), Set.of()));
      subject.known(known);
    }
    return known;
  }

  private static Optional<KnownObject> load(
      ResultSet rs,
      StatementContext context,
      Map<String, List<RestoredValue>> held,
      Map<String, Set<String>> named)
      throws SQLException {
    String id = rs.getString("id");
    if (id == null) {
      return Optional.empty();
    }
    return Optional.of(
        new KnownObject(
            SourceStore.object(rs, context),
            rs.getBoolean("pending"),
            rs.getBoolean("entitled"),
            rs.getString("source_id") == null ? null : LinkStore.link(rs, context),
            held.getOrDefault(id, List.of()),
            named.getOrDefault(id, Set.of())));
  }

  private static Map<String, List<RestoredValue>> restored(
      Handle h, ObjectType type, Collection<String> ids) {
    Map<String, List<RestoredValue>> held = new HashMap<>();
    Ids.bind(
            h.createQuery(
                "select u.type, u.source_id, u.path, u.wish, u.restored, u.cycle_id"
                    + " from "
                    + Ids.TABLE
                    + " join undo_value u on u.type = :type and u.source_id = k.id order by"
                    + " u.path"),
            ids)
        .bind("type", type.name())
        .map((rs, c) -> UndoStore.value(rs))
        .list()
        .forEach(
            value -> held.computeIfAbsent(value.key().id(), id -> new ArrayList<>()).add(value));
    return held;
  }

  private static Map<String, Set<String>> references(
      Handle h, ObjectType type, Collection<String> ids) {
    Map<String, Set<String>> named = new HashMap<>();
    Ids.bind(
            h.createQuery(
                "select n.source_id, n.named_id"
                    + " from "
                    + Ids.TABLE
                    + " join named_object n on n.type = :type and n.source_id = k.id"),
            ids)
        .bind("type", type.name())
        .map((rs, c) -> Map.entry(rs.getString("source_id"), rs.getString("named_id")))
        .list()
        .forEach(
            entry ->
                named.computeIfAbsent(entry.getKey(), id -> new HashSet<>()).add(entry.getValue()));
    return named;
  }

  /**
   * Records the references of objects, such as their managers. Only differences are written.
   *
   * @param now all references of each object
   */
  public void saveReferences(Map<KnownObject, Set<String>> now) {
    if (now.entrySet().stream().allMatch(e -> e.getKey().referencedUsers().equals(e.getValue()))) {
      return;
    }
    jdbi.useTransaction(
        h -> {
          PreparedBatch gone =
              h.prepareBatch(
                  "delete from named_object where type = :type and source_id = :id"
                      + " and named_id = :named");
          PreparedBatch added =
              h.prepareBatch(
                  "insert into named_object (type, source_id, named_id)"
                      + " values (:type, :id, :named)");
          now.forEach(
              (object, named) -> {
                add(gone, object.key(), object.referencedUsers(), named);
                add(added, object.key(), named, object.referencedUsers());
              });
          gone.execute();
          added.execute();
        });
  }

  private static void add(
      PreparedBatch batch, ObjectKey key, Set<String> references, Set<String> without) {
    for (String named : references) {
      if (!without.contains(named)) {
        batch.bind("type", key.type().name()).bind("id", key.id()).bind("named", named).add();
      }
    }
  }

  /**
   * The pending objects in chunks, without those that are planned already.
   *
   * @param type users or groups
   * @param linked whether only objects with a target object are wanted, of which a removal is
   *     possible
   * @param size the maximum size of a chunk
   * @return reads while it is iterated; not thread-safe
   */
  public Iterator<List<ObjectKey>> pending(ObjectType type, boolean linked, int size) {
    return new Chunks(type, linked, size);
  }

  private final class Chunks implements Iterator<List<ObjectKey>> {

    private final ObjectType type;
    private final String condition;
    private final int size;
    private List<ObjectKey> next = List.of();
    private String after = "";
    private boolean ended;

    private Chunks(ObjectType type, boolean linked, int size) {
      this.type = type;
      this.condition = linked ? LINKED : "";
      this.size = size;
    }

    @Override
    public boolean hasNext() {
      if (next.isEmpty() && !ended) {
        next = read();
        ended = next.size() < size;
      }
      return !next.isEmpty();
    }

    @Override
    public List<ObjectKey> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      List<ObjectKey> chunk = next;
      after = chunk.get(chunk.size() - 1).id();
      next = List.of();
      return chunk;
    }

    private List<ObjectKey> read() {
      return jdbi.withHandle(
          h ->
              h
                  .createQuery(
                      "select id from source_object o where pending = true and type = :type"
                          + " and id > :after and not "
                          + SourceStore.PLANNED
                          + ")"
                          + condition
                          // All columns of the index; otherwise H2 sorts all rows for each chunk.
                          + " order by pending, type, id fetch first :limit rows only")
                  .bind("type", type.name())
                  .bind("after", after)
                  .bind("limit", size)
                  .mapTo(String.class)
                  .list()
                  .stream()
                  .map(id -> new ObjectKey(type, id))
                  .toList());
    }
  }
}
