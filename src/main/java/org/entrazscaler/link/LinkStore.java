package org.entrazscaler.link;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.source.SourceStore;
import org.entrazscaler.store.Batches;
import org.entrazscaler.store.Facts;
import org.entrazscaler.store.Ids;
import org.entrazscaler.store.Json;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * The links from source to target with the values last written. An intent is recorded before each
 * write and cleared with its outcome, so that a write whose answer was lost, because of the network
 * or a crash, is looked up before it is repeated.
 */
public final class LinkStore {

  private static final String COLUMNS =
      "type, source_id, target_id, origin, written, disabled, member_eligible, intent";

  /**
   * SQL for the intent that remains after an outcome. A membership in doubt counts as present, so
   * that it is found if its member leaves; the group keeps the intent until its members have been
   * read.
   */
  public static final String INTENT_AFTER_OUTCOME =
      "case when link.type = 'GROUP' and exists (select 1 from written_member w"
          + " where w.group_id = link.source_id and w.doubt in ('ADDED', 'REMOVED')) then '"
          + Link.MEMBERS
          + "' else null end";

  private final Jdbi jdbi;
  private final SourceStore source;
  private final HandoverStore handovers;
  private final NameStore names;

  public LinkStore(Jdbi jdbi, SourceStore source, HandoverStore handovers, NameStore names) {
    this.jdbi = jdbi;
    this.source = source;
    this.handovers = handovers;
    this.names = names;
  }

  /**
   * Finds the link of a source object.
   *
   * @param key the source object
   * @return empty if it has none
   */
  public Optional<Link> find(ObjectKey key) {
    return jdbi.withHandle(h -> find(h, key));
  }

  public static Optional<Link> find(Handle h, ObjectKey key) {
    return bind(
            h.createQuery(
                "select " + COLUMNS + " from link where type = :type and source_id = :id"),
            key)
        .map(LinkStore::link)
        .findOne();
  }

  /**
   * Finds the link to a target object.
   *
   * @param type users or groups
   * @param targetId SCIM {@code id}
   * @return empty if no source object has it
   */
  public Optional<Link> findByTarget(ObjectType type, String targetId) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select " + COLUMNS + " from link where type = :type and target_id = :target")
                .bind("type", type.name())
                .bind("target", targetId)
                .map(LinkStore::link)
                .findOne());
  }

  /**
   * Finds the links to many target objects.
   *
   * @param type users or groups
   * @param targetIds SCIM ids
   * @return the links that exist, in no particular order
   */
  public List<Link> findByTargets(ObjectType type, Collection<String> targetIds) {
    return targetIds.isEmpty()
        ? List.of()
        : jdbi.withHandle(
            h ->
                Ids.bind(
                        h.createQuery(
                            "select l.* from "
                                + Ids.TABLE
                                + " join link l on l.type = :type and l.target_id = k.id"),
                        targetIds)
                    .bind("type", type.name())
                    .map(LinkStore::link)
                    .list());
  }

  /**
   * The number of linked target objects.
   *
   * @param type users or groups
   * @return at least 0
   */
  public int count(ObjectType type) {
    return jdbi.withHandle(
        h ->
            h.createQuery("select count(*) from link where type = :type and target_id is not null")
                .bind("type", type.name())
                .mapTo(Integer.class)
                .one());
  }

  /**
   * Records that a write is about to be sent.
   *
   * @param key the source object
   * @param intent the kind of write
   */
  public void recordIntent(ObjectKey key, String intent) {
    recordIntents(List.of(new Intent(key, intent)));
  }

  /**
   * Records that a write of a group's members is about to be sent.
   *
   * @param key the group
   * @param intent the kind of write
   * @param added SCIM ids
   * @param removed SCIM ids
   */
  public void recordIntent(
      ObjectKey key, String intent, Collection<String> added, Collection<String> removed) {
    recordIntents(List.of(new Intent(key, intent, added, removed)));
  }

  /**
   * Records that writes are about to be sent, in one transaction, before the first of them is sent.
   *
   * @param intents at most one for each object
   */
  public void recordIntents(Collection<Intent> intents) {
    jdbi.useTransaction(h -> recordIntent(h, intents));
  }

  public static void recordIntent(Handle h, Collection<Intent> intents) {
    int[] updated =
        Batches.executeEach(
            h,
            "update link set intent = :intent where type = :type and source_id = :id",
            intents,
            (batch, intent) -> Batches.bind(batch, intent.key()).bind("intent", intent.kind()));
    List<Intent> fresh = new ArrayList<>();
    List<WrittenMember> members = new ArrayList<>();
    int next = 0;
    for (Intent intent : intents) {
      if (updated[next++] == 0) {
        fresh.add(intent);
      }
      String group = intent.key().id();
      intent.added().forEach(id -> members.add(new WrittenMember(group, id, "ADDED")));
      intent.removed().forEach(id -> members.add(new WrittenMember(group, id, "REMOVED")));
    }
    Batches.executeEach(
        h,
        "insert into link (type, source_id, origin, written, disabled, member_eligible, intent)"
            + " values (:type, :id, 'CREATED', '{}', false, false, :intent)",
        fresh,
        (batch, intent) -> Batches.bind(batch, intent.key()).bind("intent", intent.kind()));
    WrittenMember.remove(h, members);
    WrittenMember.add(h, members);
  }

  /**
   * Clears the intent of a write that was certainly not carried out. A group that does not exist
   * loses its recorded members.
   *
   * @param key the source object
   */
  public void withdrawIntent(ObjectKey key) {
    withdrawIntents(List.of(key));
  }

  /**
   * Clears the intents of several writes that were certainly not carried out, in one transaction.
   *
   * @param keys the source objects
   */
  public void withdrawIntents(Collection<ObjectKey> keys) {
    jdbi.useTransaction(h -> withdrawIntent(h, keys));
  }

  private static void withdrawIntent(Handle h, Collection<ObjectKey> keys) {
    List<String> groups =
        keys.stream().filter(key -> key.type() == ObjectType.GROUP).map(ObjectKey::id).toList();
    eachGroup(h, "delete from written_member where group_id = :group and doubt = 'ADDED'", groups);
    eachGroup(
        h,
        "update written_member set doubt = null where group_id = :group and doubt = 'REMOVED'",
        groups);
    Batches.executeEachKey(
        h, "delete from link where type = :type and source_id = :id and target_id is null", keys);
    int[] linked =
        Batches.executeEachKey(
            h, "update link set intent = null where type = :type and source_id = :id", keys);
    List<String> unlinked = new ArrayList<>();
    int next = 0;
    for (ObjectKey key : keys) {
      if (linked[next++] == 0 && key.type() == ObjectType.GROUP) {
        unlinked.add(key.id());
      }
    }
    // A group that was not created has no members.
    WrittenMembers.forget(h, unlinked);
  }

  private static void eachGroup(Handle h, String sql, Collection<String> groups) {
    Batches.executeEach(h, sql, groups, (batch, group) -> batch.bind("group", group));
  }

  public static void delete(Handle h, Collection<ObjectKey> keys) {
    Batches.executeEachKey(h, "delete from link where type = :type and source_id = :id", keys);
  }

  /** Removes all links and written memberships; all objects are matched again. */
  public void forgetAll() {
    jdbi.useTransaction(
        h -> {
          h.execute("delete from link");
          h.execute("delete from written_member");
          h.execute("delete from named_object");
          h.execute("delete from passed_on");
          Facts.remove(h, Facts.ACCOUNTS_CLAIMED);
        });
  }

  /** Hands over a target object from its former source objects to this one. */
  public void handOver(Handle h, ObjectKey key, String targetId) {
    List<String> formers =
        bind(
                h.createQuery(
                    "select source_id from link where type = :type and target_id = :target"
                        + " and source_id <> :id"),
                key)
            .bind("target", targetId)
            .mapTo(String.class)
            .list();
    handovers.record(h, key, targetId, formers);
    if (formers.isEmpty()) {
      return;
    }
    if (key.type() == ObjectType.USER) {
      // The groups of the account are compared again for its new user.
      source.markPending(
          h,
          h.createQuery("select group_id from written_member where target_id = :target")
              .bind("target", targetId)
              .map((rs, c) -> ObjectKey.group(rs.getString("group_id")))
              .list());
    }
    for (String former : formers) {
      if (key.type() == ObjectType.GROUP) {
        // A member that was added for the former group may not belong to this one.
        h.createUpdate(
                "update written_member set group_id = :id where group_id = :former"
                    + " and target_id not in (select target_id from written_member"
                    + " where group_id = :id)")
            .bind("id", key.id())
            .bind("former", former)
            .execute();
      }
      ObjectKey formerKey = new ObjectKey(key.type(), former);
      delete(h, List.of(formerKey));
      names.removeName(h, formerKey, targetId);
      if (key.type() == ObjectType.GROUP) {
        WrittenMembers.forget(h, List.of(former));
        MemberDifferences.forget(h, former);
      }
    }
  }

  private static <S extends SqlStatement<S>> S bind(S statement, ObjectKey key) {
    return statement.bind("type", key.type().name()).bind("id", key.id());
  }

  public static Link link(ResultSet rs, @Nullable StatementContext context) throws SQLException {
    return new Link(
        new ObjectKey(ObjectType.valueOf(rs.getString("type")), rs.getString("source_id")),
        rs.getString("target_id"),
        Origin.valueOf(rs.getString("origin")),
        Json.object(rs.getString("written")),
        rs.getBoolean("disabled"),
        rs.getBoolean("member_eligible"),
        rs.getString("intent"));
  }
}
