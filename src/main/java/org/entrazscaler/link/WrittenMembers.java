package org.entrazscaler.link;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.source.SourceStore;
import org.entrazscaler.store.Batches;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The managed members of groups in the target, as far as they were written or read. Thread-safe.
 */
public final class WrittenMembers {

  private final Jdbi jdbi;
  private final SourceStore source;

  public WrittenMembers(Jdbi jdbi, SourceStore source) {
    this.jdbi = jdbi;
    this.source = source;
  }

  /**
   * The managed members that are removed if a group is emptied or deleted.
   *
   * @param group object id of the group
   * @param limit the maximum number
   * @return SCIM ids, in a stable order
   */
  public List<String> toRemove(String group, int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select w.target_id"
                        + source.memberships().fromSurplus(true)
                        + " order by w.target_id fetch first :limit rows only")
                .bind("group", group)
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
  }

  /**
   * The users that are managed members of a group in the target.
   *
   * @param group object id of the group
   * @return object ids of users, in a stable order
   */
  public List<String> userIds(String group) {
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
   * The number of managed members of a group in the target.
   *
   * @param group object id of the group
   * @return at least 0
   */
  public int count(String group) {
    return jdbi.withHandle(
        h ->
            h.createQuery("select count(*) from written_member where group_id = :group")
                .bind("group", group)
                .mapTo(Integer.class)
                .one());
  }

  /**
   * The groups in scope that have an account as a member in the target.
   *
   * @param targetId SCIM {@code id} of the account
   * @return object ids of groups
   */
  public List<String> groupsInScope(String targetId) {
    return select(
        "select w.group_id from written_member w join source_object g"
            + " on g.type = 'GROUP' and g.id = w.group_id and g.in_scope = true"
            + " where w.target_id = :target",
        targetId);
  }

  /**
   * The groups to which an account was added, including groups that have left the scope and are
   * kept.
   *
   * @param targetId SCIM {@code id} of the account
   * @return object ids of groups
   */
  public List<String> groups(String targetId) {
    return select(
        "select group_id from written_member where target_id = :target order by group_id",
        targetId);
  }

  private List<String> select(String query, String targetId) {
    return jdbi.withHandle(
        h -> h.createQuery(query).bind("target", targetId).mapTo(String.class).list());
  }

  /** Records the outcome of a change of members; other doubts about the group remain. */
  public static void record(
      Handle h, String group, Collection<String> added, Collection<String> removed) {
    List<WrittenMember> joined = WrittenMember.of(group, added);
    WrittenMember.remove(h, WrittenMember.of(group, removed));
    WrittenMember.remove(h, joined);
    WrittenMember.add(h, joined);
    MemberDifferences.removeCarriedOut(h, group, added, removed);
    h.createUpdate(
            "update link set intent = "
                + LinkStore.INTENT_AFTER_OUTCOME
                + " where type = 'GROUP' and source_id = :group")
        .bind("group", group)
        .execute();
  }

  /**
   * Updates the managed members of a group from its members in the target. Members that are not
   * required by Entra stay unknown, and so are never changed.
   *
   * @param group object id of the group
   * @param present SCIM ids of all its members in the target
   */
  public void recordSeen(String group, Collection<String> present) {
    jdbi.useTransaction(
        h -> {
          Set<String> known =
              h.createQuery("select target_id from written_member where group_id = :group")
                  .bind("group", group)
                  .mapTo(String.class)
                  .set();
          List<String> wanted =
              h.createQuery(source.memberships().selectRequired())
                  .bind("group", group)
                  .mapTo(String.class)
                  .list();
          Set<String> presentIds = Set.copyOf(present);
          List<String> gone = known.stream().filter(id -> !presentIds.contains(id)).toList();
          List<String> required =
              wanted.stream()
                  .filter(presentIds::contains)
                  .filter(id -> !known.contains(id))
                  .toList();
          WrittenMember.remove(h, WrittenMember.of(group, gone));
          WrittenMember.add(h, WrittenMember.of(group, required));
          h.createUpdate(
                  "update written_member set doubt = null, unseen = false where group_id = :group")
              .bind("group", group)
              .execute();
        });
  }

  /**
   * Resolves the doubts about a group whose members the target does not show, in a way that is
   * correct for both outcomes: required members are added once more, all others are removed once
   * more.
   *
   * @param group object id of the group
   * @param removesAll whether all managed members must be removed, so that no member is required
   */
  public void resolveDoubts(String group, boolean removesAll) {
    jdbi.useTransaction(
        h -> {
          if (!removesAll) {
            h.createUpdate(
                    "delete from written_member where group_id = :group and doubt is not null"
                        + " and target_id in ("
                        + source.memberships().selectRequired()
                        + ")")
                .bind("group", group)
                .execute();
          }
          h.createUpdate("update written_member set doubt = null where group_id = :group")
              .bind("group", group)
              .execute();
        });
  }

  /**
   * Records that the account of a user has lost all memberships, so that they are written again.
   *
   * @param user the source object
   */
  public void removeAccount(ObjectKey user) {
    jdbi.useTransaction(
        h -> {
          h.createUpdate(
                  "delete from written_member where target_id in"
                      + " (select target_id from link where type = 'USER' and source_id = :user)")
              .bind("user", user.id())
              .execute();
          source.markGroupsPending(h, List.of(user.id()));
        });
  }

  /** Removes the members of groups that do not exist in the target. */
  public static void forget(Handle h, Collection<String> groups) {
    Batches.executeEach(
        h,
        "delete from written_member where group_id = :group",
        groups,
        (batch, group) -> batch.bind("group", group));
  }
}
