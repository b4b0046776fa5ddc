package org.entrazscaler.link;

import java.util.Collection;
import java.util.List;
import org.entrazscaler.store.Batches;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A managed membership in the target, which the program has written or found.
 *
 * @param group object id of the group
 * @param account SCIM {@code id}
 * @param doubt what is not known about it, or null
 */
record WrittenMember(String group, String account, @Nullable String doubt) {

  /** Memberships without doubt. */
  static List<WrittenMember> of(String group, Collection<String> accounts) {
    return accounts.stream().map(account -> new WrittenMember(group, account, null)).toList();
  }

  static void add(Handle h, Collection<WrittenMember> members) {
    Batches.executeEach(
        h,
        "insert into written_member (group_id, target_id, doubt)"
            + " values (:group, :target, :doubt)",
        members,
        (batch, member) ->
            batch
                .bind("group", member.group())
                .bind("target", member.account())
                .bind("doubt", member.doubt()));
  }

  static void remove(Handle h, Collection<WrittenMember> members) {
    Batches.executeEach(
        h,
        "delete from written_member where group_id = :group and target_id = :target",
        members,
        (batch, member) -> batch.bind("group", member.group()).bind("target", member.account()));
  }
}
