package org.entrazscaler.link;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.source.SourceStore;
import org.entrazscaler.store.Batches;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Which objects of the target have gone to another source object, because the former one is deleted
 * in Entra, can be restored there and has left its name. The former one has no link any more: what
 * becomes of it in Entra does not touch the object. Safe for use by several threads.
 */
public final class HandoverStore {

  private final Jdbi jdbi;
  private final SourceStore source;
  private volatile boolean any;

  public HandoverStore(Jdbi jdbi, SourceStore source) {
    this.jdbi = jdbi;
    this.source = source;
  }

  /** Takes over from the database what is kept in memory. */
  public void load() {
    any =
        jdbi.withHandle(
            h -> h.createQuery("select count(*) from passed_on").mapTo(Integer.class).one() > 0);
  }

  /**
   * Where the object of a former holder has gone.
   *
   * @param former the source object that had it
   * @return empty for nearly all objects, of which nothing is asked
   */
  public Optional<Handover> find(ObjectKey former) {
    return any
        ? jdbi.withHandle(
            h ->
                bind(
                        h.createQuery(
                            "select target_id, heir_id from passed_on"
                                + " where type = :type and source_id = :id"),
                        former)
                    .map(
                        (rs, c) ->
                            new Handover(
                                former, rs.getString("target_id"), rs.getString("heir_id")))
                    .findOne())
        : Optional.empty();
  }

  /**
   * Records that an object of the target has a new holder, in place of those that had it.
   *
   * @param newHolder the new holder, whose own former object is remembered no more
   * @param targetId SCIM {@code id}
   * @param formers object ids of those that had it
   */
  void record(Handle h, ObjectKey newHolder, String targetId, List<String> formers) {
    for (String former : formers) {
      ObjectKey key = new ObjectKey(newHolder.type(), former);
      any = true;
      forget(h, List.of(key));
      bind(
              h.createUpdate(
                  "insert into passed_on (type, source_id, target_id, heir_id)"
                      + " values (:type, :id, :target, :heir)"),
              key)
          .bind("target", targetId)
          .bind("heir", newHolder.id())
          .execute();
    }
    forget(h, List.of(newHolder));
  }

  /** Forgets what became of the object that source objects had: they have others, or are gone. */
  public void forget(Handle h, Collection<ObjectKey> formers) {
    if (any) {
      Batches.executeEachKey(
          h, "delete from passed_on where type = :type and source_id = :id", formers);
    }
  }

  // --- memberships of an account that is to be passed on ----------------------------------------

  /**
   * The groups that an account has to leave before it goes to another user: we have put it there
   * for the former one, and the new one is no member.
   *
   * @param targetId SCIM {@code id} of the account
   * @param newHolder object id of the new user
   * @return object ids of groups, in a stable order
   */
  public List<String> groupsToLeave(String targetId, String newHolder) {
    return jdbi.withHandle(
        h -> {
          List<String> groups =
              h.createQuery(
                      "select w.group_id from written_member w join link g on g.type = 'GROUP'"
                          + " and g.source_id = w.group_id and g.target_id is not null"
                          + " where w.target_id = :target order by w.group_id")
                  .bind("target", targetId)
                  .mapTo(String.class)
                  .list();
          if (groups.isEmpty()) {
            return groups;
          }
          Set<String> own = source.memberships().groupsOf(h, List.of(newHolder));
          return groups.stream().filter(group -> !own.contains(group)).toList();
        });
  }

  /**
   * Records that an account is about to be taken out of a group. The group is looked at again in
   * any case; a write of it of which the outcome is not known stays open.
   *
   * @param group object id of the group
   * @param targetId SCIM {@code id} of the account
   * @param intent what kind of write
   */
  public void recordIntent(String group, String targetId, String intent) {
    jdbi.useTransaction(
        h -> {
          source.markPending(h, ObjectKey.group(group));
          h.createUpdate(
                  "update link set intent = :intent where type = 'GROUP' and source_id = :group"
                      + " and intent is null")
              .bind("intent", intent)
              .bind("group", group)
              .execute();
          h.createUpdate(
                  "update written_member set doubt = 'REMOVED' where group_id = :group"
                      + " and target_id = :target")
              .bind("group", group)
              .bind("target", targetId)
              .execute();
        });
  }

  /** Records that an account has left a group, and that nothing of that is open any more. */
  public static void recordLeft(Handle h, String group, String targetId, String intent) {
    h.createUpdate("delete from written_member where group_id = :group and target_id = :target")
        .bind("group", group)
        .bind("target", targetId)
        .execute();
    MemberDifferences.removeCarriedOut(h, group, List.of(), List.of(targetId));
    h.createUpdate(
            "update link set intent = null where type = 'GROUP' and source_id = :group"
                + " and intent = :intent")
        .bind("group", group)
        .bind("intent", intent)
        .execute();
  }

  /**
   * The members of ours that leave a group by its going to another group of Entra.
   *
   * @param targetId SCIM {@code id} of the group
   * @param newHolder object id of the group that gets it
   * @return SCIM ids of accounts; empty if nobody had it
   */
  public List<String> membersToLeave(String targetId, String newHolder) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select w.target_id from written_member w join link f on f.type = 'GROUP'"
                        + " and f.source_id = w.group_id where f.target_id = :target"
                        + " and f.source_id <> :group and not "
                        + source.memberships().isRequired("w.target_id", false))
                .bind("target", targetId)
                .bind("group", newHolder)
                .mapTo(String.class)
                .list());
  }

  private static <S extends SqlStatement<S>> S bind(S statement, ObjectKey key) {
    return statement.bind("type", key.type().name()).bind("id", key.id());
  }

  /**
   * How many members of ours the group has whose object goes to another group of Entra.
   *
   * @param targetId SCIM {@code id} of the group
   * @return at least 0
   */
  public int countMembers(String targetId) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select count(*) from written_member w join link f on f.type = :type"
                        + " and f.source_id = w.group_id where f.target_id = :target")
                .bind("type", ObjectType.GROUP.name())
                .bind("target", targetId)
                .mapTo(Integer.class)
                .one());
  }
}
