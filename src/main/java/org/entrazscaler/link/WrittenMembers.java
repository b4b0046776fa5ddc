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
 * The members of groups in the target, as far as they were written or seen to be ours. Safe for use
 * by several threads.
 */
public final class WrittenMembers {

  private final Jdbi jdbi;
  private final SourceStore source;

  public WrittenMembers(Jdbi jdbi, SourceStore source) {
    this.jdbi = jdbi;
    this.source = source;
  }

  /**
   * Members of ours that a group has in the target, and that leave if it is emptied or deleted.
   *
   * @param group object id of the group
   * @param limit at most so many
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
   * The members of ours that a group has in the target, as Entra knows them.
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
   * How many members of ours a group has in the target.
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
   * The groups in scope of which an account is a member in the target.
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
   * The groups into which an account was put, also those that have left the scope and are kept.
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

  /** Records the outcome of a change of members; what else is in doubt of the group stays so. */
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
   * Brings what is known of a group's members in line with what the target was seen to hold.
   * Members that are not Entra's stay unknown, and so untouched.
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
  public void resolveDoubts(String group, boolean all) {
    jdbi.useTransaction(
        h -> {
          if (!all) {
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
   * Records that the account of a user is in no group any more: the memberships are written anew.
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

  /** What was not made has no members either. */
  public static void forget(Handle h, Collection<String> groups) {
    Batches.executeEach(
        h,
        "delete from written_member where group_id = :group",
        groups,
        (batch, group) -> batch.bind("group", group));
  }
}
