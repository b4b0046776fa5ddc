package org.entrazscaler.outcome;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.LinkStore;
import org.entrazscaler.link.StoredChange;
import org.entrazscaler.source.SourceStore;
import org.entrazscaler.source.StoredObject;
import org.entrazscaler.store.Ids;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/**
 * Loads the data that writes need from the state, for many planned changes by a fixed number of
 * queries.
 */
public final class DueChanges {

  private final Jdbi jdbi;

  public DueChanges(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Loads the data for planned changes.
   *
   * @param planned changes of one type, one for each object; some hundreds at most
   * @return one for each change, in the same order
   */
  public List<DueChange> load(List<StoredChange> planned) {
    return planned.isEmpty() ? List.of() : jdbi.withHandle(h -> load(h, planned));
  }

  private static List<DueChange> load(Handle h, List<StoredChange> planned) {
    ObjectType type = planned.get(0).key().type();
    List<String> ids = planned.stream().map(change -> change.key().id()).toList();
    Map<String, StoredObject> sources = new HashMap<>();
    Set<String> pending = new HashSet<>();
    query(
            h,
            "select o.type, o.id, o.properties, o.complete, o.presence, o.in_scope,"
                + " o.changed, o.pending from "
                + Ids.TABLE
                + " join source_object o on o.type = :type and o.id = k.id",
            type,
            ids)
        .map(
            (rs, c) -> {
              if (rs.getBoolean("pending")) {
                pending.add(rs.getString("id"));
              }
              return SourceStore.object(rs, c);
            })
        .forEach(object -> sources.put(object.key().id(), object));
    Map<String, Link> links = new HashMap<>();
    query(
            h,
            "select l.type, l.source_id, l.target_id, l.origin, l.written, l.disabled,"
                + " l.member_eligible, l.intent from "
                + Ids.TABLE
                + " join link l on l.type = :type and l.source_id = k.id",
            type,
            ids)
        .map(LinkStore::link)
        .forEach(link -> links.put(link.key().id(), link));
    Map<String, Set<String>> named = new HashMap<>();
    query(
            h,
            "select n.source_id, n.named_id from "
                + Ids.TABLE
                + " join named_object n on n.type = :type and n.source_id = k.id",
            type,
            ids)
        .map((rs, c) -> Map.entry(rs.getString("source_id"), rs.getString("named_id")))
        .forEach(
            name ->
                named.computeIfAbsent(name.getKey(), id -> new HashSet<>()).add(name.getValue()));
    return planned.stream()
        .map(
            change -> {
              String id = change.key().id();
              StoredObject source = sources.get(id);
              boolean asPlanned =
                  change.changed() == StoredChange.NO_SOURCE
                      || pending.contains(id)
                          && source != null
                          && source.changed() == change.changed();
              return new DueChange(
                  change, source, asPlanned, links.get(id), named.getOrDefault(id, Set.of()));
            })
        .toList();
  }

  private static Query query(Handle h, String sql, ObjectType type, List<String> ids) {
    return Ids.bind(h.createQuery(sql), ids).bind("type", type.name());
  }
}
