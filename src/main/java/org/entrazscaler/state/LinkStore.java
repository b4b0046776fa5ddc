package org.entrazscaler.state;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.entrazscaler.entra.ObjectType;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * The links from source to target with what was last written, and the memberships that were
 * written. An intent is recorded before each write and cleared with its outcome, so that a write of
 * which the answer was lost, to the network or to a crash, is looked up before it is repeated.
 */
public final class LinkStore {

  private static final String COLUMNS =
      "type, source_id, target_id, origin, written, disabled, member_eligible, intent";

  private static final String LACKING =
      " and not exists (select 1 from written_member w"
          + " where w.group_id = :group and w.target_id = l.target_id and "
          + MemberDifferences.THERE
          + ")";

  /**
   * SQL for the intent that is left once an outcome is known. A membership in doubt counts as
   * there, so that it is found if its member leaves: the group stays open until somebody has
   * looked.
   */
  static final String INTENT_LEFT =
      "case when link.type = 'GROUP' and exists (select 1 from written_member w"
          + " where w.group_id = link.source_id and w.doubt in ('ADDED', 'REMOVED')) then '"
          + Link.MEMBERS
          + "' else null end";

  private final Jdbi jdbi;
  private final SourceStore source;
  private final PassedOnStore passedOn;
  private final NameStore names;

  LinkStore(Jdbi jdbi, SourceStore source, PassedOnStore passedOn, NameStore names) {
    this.jdbi = jdbi;
    this.source = source;
    this.passedOn = passedOn;
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

  static Optional<Link> find(Handle h, ObjectKey key) {
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
   * @return empty if it is nobody's
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
   * Finds whose target objects are, many at once.
   *
   * @param type users or groups
   * @param targetIds SCIM ids
   * @return links of those that are ours, in no particular order
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
   * How many target objects are ours.
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
   * @param intent what kind of write
   */
  public void intend(ObjectKey key, String intent) {
    intendAll(List.of(new Intent(key, intent)));
  }

  /**
   * Records that a write of a group's members is about to be sent.
   *
   * @param key the group
   * @param intent what kind of write
   * @param added SCIM ids
   * @param removed SCIM ids
   */
  public void intend(
      ObjectKey key, String intent, Collection<String> added, Collection<String> removed) {
    intendAll(List.of(new Intent(key, intent, added, removed)));
  }

  /**
   * Records that writes are about to be sent: all of them in one transaction, before the first of
   * them is sent.
   *
   * @param intents of objects of which each comes once
   */
  public void intendAll(Collection<Intent> intents) {
    jdbi.useTransaction(h -> intend(h, intents));
  }

  static void intend(Handle h, Collection<Intent> intents) {
    int[] updated =
        Batches.each(
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
    Batches.each(
        h,
        "insert into link (type, source_id, origin, written, disabled, member_eligible, intent)"
            + " values (:type, :id, 'CREATED', '{}', false, false, :intent)",
        fresh,
        (batch, intent) -> Batches.bind(batch, intent.key()).bind("intent", intent.kind()));
    WrittenMember.remove(h, members);
    WrittenMember.add(h, members);
  }

  /**
   * Records that the write that was begun has certainly not been carried out. A group that is not
   * there has no members.
   *
   * @param key the source object
   */
  public void withdraw(ObjectKey key) {
    withdrawAll(List.of(key));
  }

  /**
   * Records of several objects that the writes that were begun have certainly not been carried out,
   * in one transaction.
   *
   * @param keys the source objects
   */
  public void withdrawAll(Collection<ObjectKey> keys) {
    jdbi.useTransaction(h -> withdraw(h, keys));
  }

  private static void withdraw(Handle h, Collection<ObjectKey> keys) {
    List<String> groups =
        keys.stream().filter(key -> key.type() == ObjectType.GROUP).map(ObjectKey::id).toList();
    eachGroup(h, "delete from written_member where group_id = :group and doubt = 'ADDED'", groups);
    eachGroup(
        h,
        "update written_member set doubt = null where group_id = :group and doubt = 'REMOVED'",
        groups);
    Batches.eachKey(
        h, "delete from link where type = :type and source_id = :id and target_id is null", keys);
    int[] linked =
        Batches.eachKey(
            h, "update link set intent = null where type = :type and source_id = :id", keys);
    List<String> unlinked = new ArrayList<>();
    int next = 0;
    for (ObjectKey key : keys) {
      if (linked[next++] == 0 && key.type() == ObjectType.GROUP) {
        unlinked.add(key.id());
      }
    }
    // What was not made has no members either.
    forgetMembers(h, unlinked);
  }

  static void forgetMembers(Handle h, Collection<String> groups) {
    eachGroup(h, "delete from written_member where group_id = :group", groups);
  }

  private static void eachGroup(Handle h, String sql, Collection<String> groups) {
    Batches.each(h, sql, groups, (batch, group) -> batch.bind("group", group));
  }

  static void delete(Handle h, Collection<ObjectKey> keys) {
    Batches.eachKey(h, "delete from link where type = :type and source_id = :id", keys);
  }

  /** Forgets every link and every written membership; what the target holds is matched anew. */
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

  /** An object that another source object has had belongs to this one from now on. */
  void passOn(Handle h, ObjectKey key, String targetId) {
    List<String> formers =
        bind(
                h.createQuery(
                    "select source_id from link where type = :type and target_id = :target"
                        + " and source_id <> :id"),
                key)
            .bind("target", targetId)
            .mapTo(String.class)
            .list();
    passedOn.record(h, key, targetId, formers);
    if (formers.isEmpty()) {
      return;
    }
    if (key.type() == ObjectType.USER) {
      // What the account was a member of for another user is compared for whom it is now.
      source.touch(
          h,
          h.createQuery("select group_id from written_member where target_id = :target")
              .bind("target", targetId)
              .map((rs, c) -> ObjectKey.group(rs.getString("group_id")))
              .list());
    }
    for (String former : formers) {
      if (key.type() == ObjectType.GROUP) {
        // A member of ours that was put there for another group is not wanted for that here.
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
      names.gone(h, formerKey, targetId);
      if (key.type() == ObjectType.GROUP) {
        forgetMembers(h, List.of(former));
        MemberDifferences.forget(h, former);
      }
    }
  }

  /**
   * Records that the account of a user is in no group any more: the memberships are written anew.
   *
   * @param user the source object
   */
  public void membershipsGone(ObjectKey user) {
    jdbi.useTransaction(
        h -> {
          h.createUpdate(
                  "delete from written_member where target_id in"
                      + " (select target_id from link where type = 'USER' and source_id = :user)")
              .bind("user", user.id())
              .execute();
          source.touchGroupsOf(h, List.of(user.id()));
        });
  }

  // --- references ---------------------------------------------------------------------------

  /**
   * Records which other objects an object names, such as a manager. It becomes pending whenever one
   * of them gets an account, also another one than before: the first time it was written without.
   *
   * @param key the object
   * @param named object ids of the others
   */
  public void names(ObjectKey key, Collection<String> named) {
    jdbi.useTransaction(
        h -> {
          Set<String> now = Set.copyOf(named);
          Set<String> before =
              bind(
                      h.createQuery(
                          "select named_id from named_object where type = :type and source_id = :id"),
                      key)
                  .mapTo(String.class)
                  .set();
          for (String gone : before) {
            if (!now.contains(gone)) {
              bind(
                      h.createUpdate(
                          "delete from named_object where type = :type and source_id = :id"
                              + " and named_id = :named"),
                      key)
                  .bind("named", gone)
                  .execute();
            }
          }
          for (String added : now) {
            if (!before.contains(added)) {
              bind(
                      h.createUpdate(
                          "insert into named_object (type, source_id, named_id)"
                              + " values (:type, :id, :named)"),
                      key)
                  .bind("named", added)
                  .execute();
            }
          }
        });
  }

  // --- members ------------------------------------------------------------------------------

  /**
   * Members that a group lacks in the target.
   *
   * @param group object id of the group
   * @param limit at most so many
   * @return SCIM ids, in a stable order
   */
  public List<String> membersToAdd(String group, int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    Memberships.SELECT
                        + source.memberships().wished()
                        + LACKING
                        + " union "
                        + Memberships.SELECT
                        + Memberships.RESTORED
                        + LACKING
                        + " order by target_id fetch first :limit rows only")
                .bind("group", group)
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
  }

  /**
   * Members of ours that a group has in the target and should not have.
   *
   * @param group object id of the group
   * @param all whether all of ours are to leave
   * @param limit at most so many
   * @return SCIM ids, in a stable order
   */
  public List<String> membersToRemove(String group, boolean all, int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select w.target_id"
                        + source.memberships().tooMuch(all)
                        + " order by w.target_id fetch first :limit rows only")
                .bind("group", group)
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
  }

  /**
   * The members of ours that a group has in the target, as Entra knows them.
   *
   * @param group object id of the group
   * @return object ids of users, in a stable order
   */
  public List<String> writtenMemberSources(String group) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select l.source_id from written_member w join link l on l.type = 'USER'"
                        + " and l.target_id = w.target_id where w.group_id = :group"
                        + " order by l.source_id")
                .bind("group", group)
                .mapTo(String.class)
                .list());
  }

  /**
   * How many members of ours a group has in the target.
   *
   * @param group object id of the group
   * @return at least 0
   */
  public int writtenMembers(String group) {
    return jdbi.withHandle(
        h ->
            h.createQuery("select count(*) from written_member where group_id = :group")
                .bind("group", group)
                .mapTo(Integer.class)
                .one());
  }

  /**
   * The groups in scope of which an account is a member in the target.
   *
   * @param targetId SCIM {@code id} of the account
   * @return object ids of groups
   */
  public List<String> groupsWith(String targetId) {
    return groups(
        "select w.group_id from written_member w join source_object g"
            + " on g.type = 'GROUP' and g.id = w.group_id and g.in_scope = true"
            + " where w.target_id = :target",
        targetId);
  }

  /**
   * The groups into which an account was put, also those that have left the scope and are kept.
   *
   * @param targetId SCIM {@code id} of the account
   * @return object ids of groups
   */
  public List<String> allGroupsWith(String targetId) {
    return groups(
        "select group_id from written_member where target_id = :target order by group_id",
        targetId);
  }

  private List<String> groups(String query, String targetId) {
    return jdbi.withHandle(
        h -> h.createQuery(query).bind("target", targetId).mapTo(String.class).list());
  }

  /** Records the outcome of a change of members; what else is in doubt of the group stays so. */
  static void membersWritten(
      Handle h, String group, Collection<String> added, Collection<String> removed) {
    List<WrittenMember> joined = WrittenMember.of(group, added);
    WrittenMember.remove(h, WrittenMember.of(group, removed));
    WrittenMember.remove(h, joined);
    WrittenMember.add(h, joined);
    MemberDifferences.carriedOut(h, group, added, removed);
    h.createUpdate(
            "update link set intent = "
                + INTENT_LEFT
                + " where type = 'GROUP' and source_id = :group")
        .bind("group", group)
        .execute();
  }

  /**
   * Brings what is known of a group's members in line with what the target was seen to hold.
   * Members that are not Entra's stay unknown, and so untouched.
   *
   * @param group object id of the group
   * @param present SCIM ids of all its members in the target
   */
  public void membersSeen(String group, Collection<String> present) {
    jdbi.useTransaction(
        h -> {
          Set<String> known =
              h.createQuery("select target_id from written_member where group_id = :group")
                  .bind("group", group)
                  .mapTo(String.class)
                  .set();
          List<String> wanted =
              h.createQuery(source.memberships().wantedAccounts())
                  .bind("group", group)
                  .mapTo(String.class)
                  .list();
          Set<String> there = Set.copyOf(present);
          List<String> gone = known.stream().filter(id -> !there.contains(id)).toList();
          List<String> ours =
              wanted.stream().filter(there::contains).filter(id -> !known.contains(id)).toList();
          WrittenMember.remove(h, WrittenMember.of(group, gone));
          WrittenMember.add(h, WrittenMember.of(group, ours));
          h.createUpdate(
                  "update written_member set doubt = null, unseen = false where group_id = :group")
              .bind("group", group)
              .execute();
        });
  }

  /**
   * Settles what is in doubt about a group whose members the target does not show, so that both
   * outcomes come right: who should be a member is added once more, who should not is removed once
   * more.
   *
   * @param group object id of the group
   * @param all whether all of ours are to leave, so that nobody should be a member
   */
  public void membersUnseen(String group, boolean all) {
    jdbi.useTransaction(
        h -> {
          if (!all) {
            h.createUpdate(
                    "delete from written_member where group_id = :group and doubt is not null"
                        + " and target_id in ("
                        + source.memberships().wantedAccounts()
                        + ")")
                .bind("group", group)
                .execute();
          }
          h.createUpdate("update written_member set doubt = null where group_id = :group")
              .bind("group", group)
              .execute();
        });
  }

  private static <S extends SqlStatement<S>> S bind(S statement, ObjectKey key) {
    return statement.bind("type", key.type().name()).bind("id", key.id());
  }

  static Link link(ResultSet rs, @Nullable StatementContext context) throws SQLException {
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
