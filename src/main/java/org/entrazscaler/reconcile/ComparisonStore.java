package org.entrazscaler.reconcile;

import java.util.Iterator;
import java.util.List;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.LinkStore;
import org.entrazscaler.link.NameStore;
import org.entrazscaler.link.UniqueName;
import org.entrazscaler.outcome.Outcomes;
import org.entrazscaler.source.Memberships;
import org.entrazscaler.source.SourceStore;
import org.entrazscaler.source.StoredObject;
import org.entrazscaler.store.Json;
import org.entrazscaler.store.KeysetIterator;
import org.entrazscaler.target.TargetStore;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Compares the target copy with the state, and corrects the state. Nothing is concluded about an
 * account that was not read.
 */
public final class ComparisonStore {

  /** The doubt that marks a foreign member as claimed for removal. */
  private static final String FOREIGN = "FOREIGN";

  private static final String COLUMNS =
      "o.type, o.id, o.properties, o.complete, o.presence, o.in_scope, o.changed";

  private static final String READ =
      " exists (select 1 from target_object t where t.type = 'USER' and t.id = %s)";

  private static final String IN_GROUP =
      " exists (select 1 from target_member h where h.group_id = :target and h.member_id = %s)";

  private static final String WRITTEN =
      " exists (select 1 from written_member w where w.group_id = :group and w.target_id = %s)";

  private final Jdbi jdbi;
  private final SourceStore source;
  private final TargetStore target;
  private final Outcomes outcomes;
  private final NameStore names;

  public ComparisonStore(
      Jdbi jdbi, SourceStore source, TargetStore target, Outcomes outcomes, NameStore names) {
    this.jdbi = jdbi;
    this.source = source;
    this.target = target;
    this.outcomes = outcomes;
    this.names = names;
  }

  /**
   * The source objects to compare: with a link, pending, or parked.
   *
   * @param type users or groups
   * @return read page by page; not thread-safe
   */
  public Iterator<StoredObject> comparable(ObjectType type) {
    return new KeysetIterator<>(
        object -> object.key().id(),
        (after, limit) ->
            jdbi.withHandle(
                h ->
                    h.createQuery(
                            "select "
                                + COLUMNS
                                + " from source_object o where o.type = :type and o.id > :after"
                                + " and (o.pending = true or exists (select 1 from link l"
                                + " where l.type = o.type and l.source_id = o.id)"
                                + " or exists (select 1 from parked p where p.type = o.type"
                                + " and p.source_id = o.id))"
                                + " order by o.id fetch first :limit rows only")
                        .bind("type", type.name())
                        .bind("after", after)
                        .bind("limit", limit)
                        .map(SourceStore::object)
                        .list()));
  }

  /**
   * The target ids of links that are not in the target copy.
   *
   * @param type users or groups
   * @return SCIM ids, read page by page; not thread-safe
   */
  public Iterator<String> unreadTargetIds(ObjectType type) {
    return new KeysetIterator<>(
        id -> id,
        (after, limit) ->
            target
                .jdbi()
                .withHandle(
                    h ->
                        h.createQuery(
                                "select l.target_id from link l where l.type = :type"
                                    + " and l.target_id > :after and not exists (select 1"
                                    + " from target_object t where t.type = l.type"
                                    + " and t.id = l.target_id)"
                                    + " order by l.target_id fetch first :limit rows only")
                            .bind("type", type.name())
                            .bind("after", after)
                            .bind("limit", limit)
                            .mapTo(String.class)
                            .list()));
  }

  /** Whether a source object is pending. */
  public boolean isPending(ObjectKey key) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                        "select count(*) from source_object where type = :type and id = :id"
                            + " and pending = true")
                    .bind("type", key.type().name())
                    .bind("id", key.id())
                    .mapTo(Integer.class)
                    .one()
                > 0);
  }

  // --- members ------------------------------------------------------------------------------

  /** How members of a compared group differ. */
  public enum Members {
    /** Members that are missing. */
    LACKING,
    /** Managed members that should not be in the group. */
    SURPLUS,
    /** Foreign members. */
    FOREIGN
  }

  /**
   * The members of a group that differ.
   *
   * @param members in which way they differ
   * @param group object id of the group
   * @param targetId SCIM {@code id} of the group
   * @param none true if the group should have no managed member
   * @param limit maximum number of members
   * @return SCIM ids in a stable order
   */
  public List<String> members(
      Members members, String group, String targetId, boolean none, int limit) {
    return members.equals(Members.LACKING) && none
        ? List.of()
        : target
            .jdbi()
            .withHandle(
                h ->
                    h.createQuery(
                            statement(members, none) + " order by 1 fetch first :limit rows only")
                        .bind("group", group)
                        .bind("target", targetId)
                        .bind("limit", limit)
                        .mapTo(String.class)
                        .list());
  }

  /**
   * Counts the members that {@link #members} returns without a limit.
   *
   * @param members in which way they differ
   * @param group object id of the group
   * @param targetId SCIM {@code id} of the group
   * @param none true if the group should have no managed member
   */
  public int count(Members members, String group, String targetId, boolean none) {
    return members.equals(Members.LACKING) && none
        ? 0
        : target
            .jdbi()
            .withHandle(
                h ->
                    h.createQuery("select count(*) from (" + statement(members, none) + ") found")
                        .bind("group", group)
                        .bind("target", targetId)
                        .mapTo(Integer.class)
                        .one());
  }

  private String statement(Members members, boolean none) {
    Memberships memberships = source.memberships();
    return switch (members) {
      // A disabled account may lack its groups; an account in too many groups cannot get another
      // one.
      case LACKING ->
          "select x.target_id from ("
              + memberships.selectRequired()
              + ") x join link a on a.type = 'USER' and a.target_id = x.target_id"
              + " where a.disabled = false and not exists (select 1 from left_out o"
              + " where o.group_id = :group and o.target_id = x.target_id) and"
              + READ.formatted("x.target_id")
              + " and not"
              + IN_GROUP.formatted("x.target_id");
      case SURPLUS ->
          "select x.target_id from written_member x where x.group_id = :group and"
              + IN_GROUP.formatted("x.target_id")
              + " and not "
              + memberships.isRequired("x.target_id", none);
      case FOREIGN ->
          "select x.member_id from target_member x where x.group_id = :target and not"
              + WRITTEN.formatted("x.member_id")
              + " and not "
              + memberships.isRequired("x.member_id", none);
    };
  }

  // --- correction ---------------------------------------------------------------------------

  /**
   * Replaces what the state knows about an object by what the target was seen to have.
   *
   * @param seen the link with the values that were seen; this resolves its intent, except for
   *     memberships of accounts that were not read
   * @param members whether the members of a group are corrected too
   * @param touch whether the object becomes pending, because something must be written
   */
  public void correct(Link seen, boolean members, boolean touch) {
    target
        .jdbi()
        .useTransaction(
            h -> {
              names.updateName(h, seen, LinkStore.find(h, seen.key()));
              if (seen.key().type() == ObjectType.USER && seen.disabled()) {
                correctMemberships(h, seen.knownTargetId());
              }
              if (members) {
                correctMembers(h, seen.key().id(), seen.knownTargetId());
              }
              h.createUpdate(
                      "update link set written = :written, held_name = :name, disabled = :disabled,"
                          + " intent = "
                          + LinkStore.INTENT_AFTER_OUTCOME
                          + " where type = :type and source_id = :id")
                  .bind("written", Json.text(seen.written()))
                  .bind("name", UniqueName.of(seen.key().type(), seen.written()))
                  .bind("disabled", seen.disabled())
                  .bind("type", seen.key().type().name())
                  .bind("id", seen.key().id())
                  .execute();
              if (touch) {
                source.markPending(h, seen.key());
              }
            });
  }

  /** A product may have dropped managed memberships of a disabled account. */
  private static void correctMemberships(Handle h, String account) {
    h.createUpdate(
            "update written_member set unseen = case when exists (select 1 from target_member t"
                + " join link g on g.type = 'GROUP' and g.target_id = t.group_id"
                + " where t.member_id = written_member.target_id"
                + " and g.source_id = written_member.group_id) then false else true end"
                + " where target_id = :account")
        .bind("account", account)
        .execute();
  }

  private void correctMembers(Handle h, String group, String targetId) {
    String named = " where group_id = :group and";
    for (String statement :
        List.of(
            "delete from written_member"
                + named
                + READ.formatted("written_member.target_id")
                + " and not"
                + IN_GROUP.formatted("written_member.target_id"),
            "insert into written_member (group_id, target_id) select cast(:group as varchar(200)),"
                + " x.member_id from target_member x where x.group_id = :target and not"
                + WRITTEN.formatted("x.member_id")
                + " and "
                + source.memberships().isRequired("x.member_id", false))) {
      h.createUpdate(statement).bind("group", group).bind("target", targetId).execute();
    }
    h.createUpdate(
            "update written_member set doubt = null, unseen = false"
                + named
                + READ.formatted("written_member.target_id"))
        .bind("group", group)
        .execute();
  }

  /**
   * Removes the link to an object that is no longer in the target; its source object is matched
   * again.
   *
   * @param key the source object
   */
  public void forget(ObjectKey key) {
    jdbi.useTransaction(
        h -> {
          outcomes.unlink(h, key);
          source.markPending(h, key);
        });
  }

  /**
   * Records foreign members of a group as written, so that this cycle removes them like members
   * that left, if the safeguards allow it.
   *
   * @param group object id of the group
   * @param members SCIM ids
   */
  public void claimForeignMembers(String group, List<String> members) {
    jdbi.useTransaction(
        h -> {
          var batch =
              h.prepareBatch(
                  "insert into written_member (group_id, target_id, doubt)"
                      + " values (:group, :target, :doubt)");
          members.forEach(
              id -> batch.bind("group", group).bind("target", id).bind("doubt", FOREIGN).add());
          batch.execute();
          source.markPending(h, ObjectKey.group(group));
        });
  }

  /** Forgets the foreign members that were to be removed. */
  public void releaseForeignMembers() {
    jdbi.useTransaction(
        h ->
            h.createUpdate("delete from written_member where doubt = :doubt")
                .bind("doubt", FOREIGN)
                .execute());
  }
}
