package org.entrazscaler.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.store.Digests;
import org.jdbi.v3.core.Jdbi;

/**
 * Reads the names that planned changes want, range after range of objects, to find the second
 * change that wants a name. Each planned change is read once; the plan is read again only if a name
 * is wanted twice. Not thread-safe.
 */
public final class WishedNames {

  private record Wish(String sourceId, int urgency, String wishedName) {}

  private final Jdbi jdbi;
  private final ObjectType type;
  private final Digests wished = new Digests();

  WishedNames(Jdbi jdbi, ObjectType type) {
    this.jdbi = jdbi;
    this.type = type;
  }

  /**
   * The planned creations of a range whose name an earlier planned change also wants. Changes are
   * in the order of the ids of their objects.
   *
   * @param from the id at which the range begins: where the previous one ended, first the empty
   *     text
   * @param before the id at which the range ends, exclusively. All objects before it must be
   *     planned
   * @return those creations that {@link NameStore#laterDuplicates(ObjectType)} also contains, in
   *     the order of their ids
   */
  public List<ObjectKey> laterDuplicates(String from, String before) {
    List<Wish> again = new ArrayList<>();
    for (Wish wish : range(from, before)) {
      if (!wished.add(wish.wishedName()) && wish.urgency() == StoredChange.URGENCY_CREATION) {
        again.add(wish);
      }
    }
    Map<String, String> first = again.isEmpty() ? Map.of() : first(again);
    return again.stream()
        .filter(wish -> !wish.sourceId().equals(first.get(wish.wishedName())))
        .map(wish -> new ObjectKey(type, wish.sourceId()))
        .toList();
  }

  private List<Wish> range(String from, String before) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select source_id, urgency, wished_name from planned_change"
                        + " where type = :type and source_id >= :from and source_id < :before"
                        + " and held = false and wished_name is not null order by source_id")
                .bind("type", type.name())
                .bind("from", from)
                .bind("before", before)
                .map(
                    (rs, c) ->
                        new Wish(
                            rs.getString("source_id"),
                            rs.getInt("urgency"),
                            rs.getString("wished_name")))
                .list());
  }

  /** The first object that wants each of these names. */
  private Map<String, String> first(List<Wish> wishes) {
    return jdbi.withHandle(
        h ->
            h
                .createQuery(
                    "select wished_name, min(source_id) as source_id from planned_change"
                        + " where type = :type and held = false and wished_name in (<names>)"
                        + " group by wished_name")
                .bind("type", type.name())
                .bindList("names", wishes.stream().map(Wish::wishedName).distinct().toList())
                .map((rs, c) -> Map.entry(rs.getString("wished_name"), rs.getString("source_id")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }
}
