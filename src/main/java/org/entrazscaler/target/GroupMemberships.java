package org.entrazscaler.target;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import org.entrazscaler.store.KeysetIterator;
import org.jdbi.v3.core.Jdbi;

/** The members of managed groups, as the groups themselves show them. */
public final class GroupMemberships {

  private final Jdbi jdbi;
  private final TargetStore target;

  public GroupMemberships(Jdbi jdbi, TargetStore target) {
    this.jdbi = jdbi;
    this.target = target;
  }

  /**
   * The managed groups that were read.
   *
   * @return SCIM ids; reads page by page while it is iterated; not thread-safe
   */
  public Iterator<String> groups() {
    return new KeysetIterator<>(
        id -> id,
        (after, limit) ->
            target
                .jdbi()
                .withHandle(
                    h ->
                        h.createQuery(
                                "select l.target_id from link l join target_object t"
                                    + " on t.type = l.type and t.id = l.target_id"
                                    + " where l.type = 'GROUP' and l.target_id > :after"
                                    + " order by l.target_id fetch first :limit rows only")
                            .bind("after", after)
                            .bind("limit", limit)
                            .mapTo(String.class)
                            .list()));
  }

  /**
   * Stores the members of a group; they replace the stored ones.
   *
   * @param group SCIM {@code id} of the group
   * @param members SCIM ids
   */
  public void put(String group, Collection<String> members) {
    jdbi.useTransaction(
        h -> {
          h.createUpdate("delete from target_member where group_id = :group")
              .bind("group", group)
              .execute();
          if (!members.isEmpty()) {
            var batch =
                h.prepareBatch(
                    "insert into target_member (group_id, member_id) values (:group, :member)");
            new LinkedHashSet<>(members)
                .forEach(member -> batch.bind("group", group).bind("member", member).add());
            batch.execute();
          }
        });
  }

  /**
   * Whether a group has managed members that are not in doubt.
   *
   * @param group object id of the group
   * @return false if the group may be empty
   */
  boolean hasCertainMembers(String group) {
    return !jdbi.withHandle(
            h ->
                h.createQuery(
                        "select target_id from written_member where group_id = :group"
                            + " and doubt is null and unseen = false fetch first 1 rows only")
                    .bind("group", group)
                    .mapTo(String.class)
                    .list())
        .isEmpty();
  }

  /**
   * The groups in scope of which an account was a member, and may no longer be since it was
   * disabled.
   *
   * @param account SCIM {@code id} of the account
   * @return object ids of groups
   */
  public List<String> unconfirmedGroups(String account) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select w.group_id from written_member w join source_object g"
                        + " on g.type = 'GROUP' and g.id = w.group_id and g.in_scope = true"
                        + " where w.target_id = :account and w.unseen = true")
                .bind("account", account)
                .mapTo(String.class)
                .list());
  }

  /**
   * Records that the target showed these memberships of an account: they are no longer in doubt.
   *
   * @param account SCIM {@code id} of the account
   * @param groups SCIM ids of groups
   */
  public void confirm(String account, Collection<String> groups) {
    if (groups.isEmpty()) {
      return;
    }
    jdbi.useTransaction(
        h ->
            h.createUpdate(
                    "update written_member set unseen = false where target_id = :account"
                        + " and group_id in (select source_id from link where type = 'GROUP'"
                        + " and target_id in (<groups>))")
                .bindList("groups", groups)
                .bind("account", account)
                .execute());
  }
}
