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

/** What the cycle under way is going to do. A plan that a dead process left is made anew. */
public final class PlanStore {

  /** Needs neither to go first nor to wait for a name that another object leaves. */
  private static final String IN_WINDOWS =
      "urgency = "
          + StoredChange.URGENCY_CREATION
          + " or urgency = "
          + StoredChange.URGENCY_UPDATE
          + " and wished_name is null";

  /**
   * Of a group that stays: members leave it, or it is adopted, so that the members of a former
   * holder may leave it. A change is kept as JSON with the name of its {@link Origin}.
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

  /**
   * Records a planned change, in place of an earlier one of the same object.
   *
   * @param change what is to be done
   */
  public void put(StoredChange change) {
    putAll(List.of(change));
  }

  /**
   * Records planned changes, in place of earlier ones of the same objects, in one transaction.
   *
   * @param changes what is to be done, of each object at most once
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

  /**
   * Whether a change of an object is to be carried out in this cycle.
   *
   * @param key the source object
   * @return false if there is none, or if it is held
   */
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

  /**
   * What is planned for an object.
   *
   * @param key the source object
   * @return empty if nothing is, or if it is held
   */
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
   * As which state of the source object it was last planned.
   *
   * @param key the source object
   * @return its {@link StoredChange#changed}, also of what is held; empty if nothing is planned
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
   * Leaves what is planned for an object to the next pass, which plans it anew.
   *
   * @param key the source object, which stays pending
   */
  public void drop(ObjectKey key) {
    jdbi.useTransaction(h -> remove(h, List.of(key)));
  }

  /**
   * Records that the target was asked, and that nobody has the name that a change wants.
   *
   * @param key the source object
   */
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

  /**
   * How many changes are to be carried out.
   *
   * @param type of users or of groups
   * @return at least 0
   */
  public int count(ObjectType type) {
    return jdbi.withHandle(
        h ->
            h.createQuery("select count(*) from planned_change where type = :type and held = false")
                .bind("type", type.name())
                .mapTo(Integer.class)
                .one());
  }

  /**
   * The planned changes in the order in which they are to be done: what takes access away comes
   * first.
   *
   * @param type of users or of groups
   * @return read page by page while it is followed; not safe for use by several threads
   */
  public Iterator<StoredChange> inOrder(ObjectType type) {
    return inOrder(type, " and held = false");
  }

  /**
   * The planned changes that are to be done one by one: what takes access away, most urgent first,
   * then what gives another name to an object that is there.
   *
   * @param type of users or of groups
   * @return read page by page while it is followed; not safe for use by several threads
   */
  public Iterator<StoredChange> oneByOne(ObjectType type) {
    return inOrder(type, " and held = false and not (" + IN_WINDOWS + ")");
  }

  /**
   * The planned changes that are not to be done one by one.
   *
   * @param type of users or of groups
   * @return most urgent first; read page by page while it is followed; not safe for use by several
   *     threads
   */
  public Iterator<StoredChange> inWindows(ObjectType type) {
    return inOrder(type, " and held = false and (" + IN_WINDOWS + ")");
  }

  /**
   * Creations that are planned, of a range of objects, without those that want a name which another
   * object of ours has, as far as is known.
   *
   * @param type of users or of groups
   * @param after the id after which the range begins
   * @param before the id before which it ends
   * @param most how many, at most
   * @return by the order of their ids
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
   * The planned changes that take away, held or not.
   *
   * @param type of users or of groups
   * @return read page by page while it is followed; not safe for use by several threads
   */
  public Iterator<StoredChange> removals(ObjectType type) {
    return inOrder(type, " and urgency = 0");
  }

  /**
   * The planned changes of groups that stay, by which members of ours may leave; every other one
   * makes a group lose nobody.
   *
   * @return read page by page while it is followed; not safe for use by several threads
   */
  public Iterator<StoredChange> groupsLosingMembers() {
    return inOrder(ObjectType.GROUP, " and " + MAY_LOSE_MEMBERS);
  }

  /**
   * The planned changes that take away and are to be carried out in this cycle.
   *
   * @param type of users or of groups
   * @return read page by page while it is followed; not safe for use by several threads
   */
  public Iterator<StoredChange> dueRemovals(ObjectType type) {
    return inOrder(type, " and urgency = 0 and held = false");
  }

  /**
   * The planned changes that are left for a later cycle.
   *
   * @param type of users or of groups
   * @return read page by page while it is followed; not safe for use by several threads
   */
  public Iterator<StoredChange> held(ObjectType type) {
    return inOrder(type, " and held = true");
  }

  /** Leaves every planned change that takes away for a later cycle. */
  public void holdRemovals() {
    jdbi.useTransaction(h -> h.execute("update planned_change set held = true where urgency = 0"));
  }

  /**
   * Leaves what remains of a planned change for a later cycle.
   *
   * @param key the source object
   */
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
                  // Two ranges of the index: H2 reads all that comes before if they are one.
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

  /** By all columns of the index, without which H2 sorts all rows for each page. */
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
