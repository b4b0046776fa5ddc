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
 * The target objects that were handed over to another source object, because the former one is
 * soft-deleted in Entra and has freed its name. The former one has no link any more: its further
 * changes in Entra do not affect the target object. Thread-safe.
 */
public final class HandoverStore {

  private final Jdbi jdbi;
  private final SourceStore source;
  private volatile boolean any;

  public HandoverStore(Jdbi jdbi, SourceStore source) {
    this.jdbi = jdbi;
    this.source = source;
  }

  /** Loads the flag that is kept in memory. */
  public void load() {
    any =
        jdbi.withHandle(
            h -> h.createQuery("select count(*) from passed_on").mapTo(Integer.class).one() > 0);
  }

  /**
   * Finds the handover of a former holder's object.
   *
   * @param former the source object that had it
   * @return empty, without a query, in nearly all states
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
   * Records that a target object has a new holder.
   *
   * @param newHolder the new holder; a handover of its own former object is forgotten
   * @param targetId SCIM {@code id}
   * @param formers object ids of the former holders
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

  /** Forgets the handovers of source objects that have other target objects now, or are gone. */
  public void forget(Handle h, Collection<ObjectKey> formers) {
    if (any) {
      Batches.executeEachKey(
          h, "delete from passed_on where type = :type and source_id = :id", formers);
    }
  }

  // --- memberships of an account that is handed over --------------------------------------------

  /**
   * The groups from which an account must be removed before it is handed over: it was added for the
   * former user, and the new user is not a member.
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
   * Records that an account is about to be removed from a group. The group becomes pending in any
   * case, and keeps an earlier intent.
   *
   * @param group object id of the group
   * @param targetId SCIM {@code id} of the account
   * @param intent the kind of write
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

  /** Records that an account was removed from a group, and clears the intent of that. */
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
   * The managed members that must be removed from a group in the target when another group in Entra
   * takes it over.
   *
   * @param targetId SCIM {@code id} of the group
   * @param newHolder object id of the group that takes it over
   * @return SCIM ids of accounts; empty if no other group had it
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
   * The number of managed members of a group in the target that another group in Entra takes over.
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
