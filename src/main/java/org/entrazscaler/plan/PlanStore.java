package org.entrazscaler.plan;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Origin;
import org.entrazscaler.link.StoredChange;
import org.entrazscaler.store.Batches;
import org.entrazscaler.store.KeysetIterator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The planned changes of the running cycle. A plan that a dead process left is made again. */
public final class PlanStore {

  /** Changes without a fixed order: no removals, and none that need a name of another object. */
  private static final String IN_WINDOWS =
      "urgency = "
          + StoredChange.URGENCY_CREATION
          + " or urgency = "
          + StoredChange.URGENCY_UPDATE
          + " and wished_name is null";

  /**
   * Groups that stay and have members to remove, or are adopted, so that the members of a former
   * holder may have to leave. A change is stored as JSON with the name of its {@link Origin}.
   */
  private static final String MAY_LOSE_MEMBERS =
      "urgency = "
          + StoredChange.URGENCY_UPDATE
          + " and held = false and (content like '%\""
          + Origin.ADOPTED
          + "\"%' or exists (select 1 from member_difference d where d.group_id = source_id"
          + " and d.direction = 'LEAVES'))";

  private final Jdbi jdbi;

  public PlanStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Forgets the plan. */
  public void clear() {
    jdbi.useTransaction(
        h -> {
          h.execute("delete from planned_change");
          h.execute("delete from member_difference");
        });
  }

  /** Stores a planned change; it replaces an earlier one of the same object. */
  public void put(StoredChange change) {
    putAll(List.of(change));
  }

  /**
   * Stores planned changes in one transaction; they replace earlier ones of the same objects.
   *
   * @param changes at most one for each object
   */
  public void putAll(List<StoredChange> changes) {
    jdbi.useTransaction(h -> put(h, changes));
  }

  public static void put(Handle h, List<StoredChange> changes) {
    remove(h, changes.stream().map(StoredChange::key).toList());
    Batches.executeEach(
        h,
        "insert into planned_change (type, source_id, urgency, changed, content, wished_name)"
            + " values (:type, :id, :urgency, :changed, :content, :name)",
        changes,
        (batch, change) ->
            Batches.bind(batch, change.key())
                .bind("urgency", change.urgency())
                .bind("changed", change.changed())
                .bind("content", change.content())
                .bind("name", change.wishedName()));
  }

  public static void remove(Handle h, Collection<ObjectKey> keys) {
    Batches.executeEachKey(
        h, "delete from planned_change where type = :type and source_id = :id", keys);
  }

  /** Whether this cycle carries out a change of the object; false if the change is held. */
  public boolean isDue(ObjectKey key) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                        "select count(*) from planned_change where type = :type and source_id = :id"
                            + " and held = false")
                    .bind("type", key.type().name())
                    .bind("id", key.id())
                    .mapTo(Integer.class)
                    .one()
                > 0);
  }

  /** The planned change of an object; empty if there is none or it is held. */
  public Optional<StoredChange> find(ObjectKey key) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select type, source_id, urgency, changed, content, wished_name"
                        + " from planned_change"
                        + " where type = :type and source_id = :id and held = false")
                .bind("type", key.type().name())
                .bind("id", key.id())
                .map((rs, c) -> change(rs))
                .findOne());
  }

  /**
   * The {@link StoredChange#changed} with which an object was planned, also if the change is held.
   */
  public Optional<Long> plannedVersion(ObjectKey key) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select changed from planned_change where type = :type and source_id = :id")
                .bind("type", key.type().name())
                .bind("id", key.id())
                .mapTo(Long.class)
                .findOne());
  }

  private static StoredChange change(ResultSet rs) throws SQLException {
    return new StoredChange(
        new ObjectKey(ObjectType.valueOf(rs.getString("type")), rs.getString("source_id")),
        rs.getInt("urgency"),
        rs.getLong("changed"),
        rs.getString("content"),
        rs.getString("wished_name"));
  }

  /**
   * Deletes the planned change of an object; the object stays pending, and the next pass plans it
   * again.
   */
  public void drop(ObjectKey key) {
    jdbi.useTransaction(h -> remove(h, List.of(key)));
  }

  /** Records that the target was asked and that no object has the new name of a change. */
  public void markNameFree(ObjectKey key) {
    jdbi.useTransaction(
        h ->
            h.createUpdate(
                    "update planned_change set wished_name = null"
                        + " where type = :type and source_id = :id")
                .bind("type", key.type().name())
                .bind("id", key.id())
                .execute());
  }

  /** The number of changes that are not held. */
  public int count(ObjectType type) {
    return jdbi.withHandle(
        h ->
            h.createQuery("select count(*) from planned_change where type = :type and held = false")
                .bind("type", type.name())
                .mapTo(Integer.class)
                .one());
  }

  /**
   * The planned changes in the order of execution, removals first.
   *
   * @return reads page by page while it is iterated; not thread-safe
   */
  public Iterator<StoredChange> inOrder(ObjectType type) {
    return inOrder(type, " and held = false");
  }

  /**
   * The planned changes that are carried out one by one: removals, most urgent first, then changes
   * of the unique name.
   *
   * @return reads page by page while it is iterated; not thread-safe
   */
  public Iterator<StoredChange> oneByOne(ObjectType type) {
    return inOrder(type, " and held = false and not (" + IN_WINDOWS + ")");
  }

  /**
   * The planned changes that windows carry out.
   *
   * @return most urgent first; reads page by page while it is iterated; not thread-safe
   */
  public Iterator<StoredChange> inWindows(ObjectType type) {
    return inOrder(type, " and held = false and (" + IN_WINDOWS + ")");
  }

  /**
   * Planned creations in a range of objects, without those whose name another managed object is
   * known to have.
   *
   * @param after the id after which the range begins
   * @param before the id before which it ends
   * @param most the maximum number
   * @return in the order of their ids
   */
  public List<StoredChange> creations(ObjectType type, String after, String before, int most) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select type, source_id, urgency, changed, content, wished_name"
                        + " from planned_change p where type = :type and urgency = "
                        + StoredChange.URGENCY_CREATION
                        + " and source_id > :after and source_id < :before and held = false"
                        + " and not exists (select 1 from link l where l.type = p.type"
                        + " and l.held_name = p.wished_name and l.source_id <> p.source_id)"
                        + " order by type, urgency, source_id fetch first :most rows only")
                .bind("type", type.name())
                .bind("after", after)
                .bind("before", before)
                .bind("most", most)
                .map((rs, c) -> change(rs))
                .list());
  }

  /**
   * The planned removals, held or not.
   *
   * @return reads page by page while it is iterated; not thread-safe
   */
  public Iterator<StoredChange> removals(ObjectType type) {
    return inOrder(type, " and urgency = 0");
  }

  /**
   * The planned changes of groups that stay and may lose managed members. No other change removes a
   * member.
   *
   * @return reads page by page while it is iterated; not thread-safe
   */
  public Iterator<StoredChange> groupsLosingMembers() {
    return inOrder(ObjectType.GROUP, " and " + MAY_LOSE_MEMBERS);
  }

  /**
   * The planned removals that are not held.
   *
   * @return reads page by page while it is iterated; not thread-safe
   */
  public Iterator<StoredChange> dueRemovals(ObjectType type) {
    return inOrder(type, " and urgency = 0 and held = false");
  }

  /**
   * The planned changes that are held.
   *
   * @return reads page by page while it is iterated; not thread-safe
   */
  public Iterator<StoredChange> held(ObjectType type) {
    return inOrder(type, " and held = true");
  }

  /** Holds all planned removals. */
  public void holdRemovals() {
    jdbi.useTransaction(h -> h.execute("update planned_change set held = true where urgency = 0"));
  }

  /** Holds the rest of a planned change. */
  public void hold(ObjectKey key) {
    jdbi.useTransaction(h -> hold(h, List.of(key)));
  }

  public static void hold(Handle h, Collection<ObjectKey> keys) {
    Batches.executeEachKey(
        h, "update planned_change set held = true where type = :type and source_id = :id", keys);
  }

  private Iterator<StoredChange> inOrder(ObjectType type, String condition) {
    return new KeysetIterator<>(
        change -> change.urgency() + change.key().id(),
        (after, limit) ->
            jdbi.withHandle(
                h -> {
                  int urgency = after.isEmpty() ? -1 : Character.digit(after.charAt(0), 10);
                  List<StoredChange> page = new ArrayList<>();
                  // Two ranges of the index: with one condition H2 would read all rows before the
                  // range.
                  if (!after.isEmpty()) {
                    String rest = "urgency = :urgency and source_id > :id";
                    page.addAll(
                        inOrder(h, type, rest + condition, urgency, after.substring(1), limit));
                  }
                  if (page.size() < limit) {
                    page.addAll(
                        inOrder(
                            h,
                            type,
                            "urgency > :urgency" + condition,
                            urgency,
                            "",
                            limit - page.size()));
                  }
                  return page;
                }));
  }

  /** Orders by all columns of the index; otherwise H2 sorts all rows for each page. */
  private static List<StoredChange> inOrder(
      Handle h, ObjectType type, String condition, int urgency, String id, int limit) {
    return h.createQuery(
            "select type, source_id, urgency, changed, content, wished_name from planned_change"
                + " where type = :type and "
                + condition
                + " order by type, urgency, source_id fetch first :limit rows only")
        .bind("type", type.name())
        .bind("urgency", urgency)
        .bind("id", id)
        .bind("limit", limit)
        .map((rs, c) -> change(rs))
        .list();
  }
}
