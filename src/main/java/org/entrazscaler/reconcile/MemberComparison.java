package org.entrazscaler.reconcile;

import java.util.ArrayList;
import java.util.List;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Link;
import org.entrazscaler.outcome.ProvisioningRecords;
import org.entrazscaler.plan.Candidate;
import org.entrazscaler.plan.Planner;
import org.entrazscaler.reconcile.ComparisonStore.Members;
import org.entrazscaler.reconcile.Difference.Kind;
import org.entrazscaler.scim.schema.ScimPath;
import org.entrazscaler.store.State;
import org.jspecify.annotations.Nullable;

/** Compares the members of one group, as the group lists of the users show them. */
final class MemberComparison {

  private static final ScimPath USER_NAME = ScimPath.parse("userName");

  /** Up to this number, members of a group are named; the others are only counted. */
  private static final int MAX_NAMED = 100;

  private static final int ALL = Integer.MAX_VALUE;

  private final State state;
  private final Planner users;
  private final ProvisioningRecords records;
  private final Reconciliation reconciliation;

  MemberComparison(
      State state, Planner users, ProvisioningRecords records, Reconciliation reconciliation) {
    this.state = state;
    this.users = users;
    this.records = records;
    this.reconciliation = reconciliation;
  }

  /**
   * Records the missing members of a group, and the managed members that it should not have.
   *
   * @param none true if the group should have no managed member
   * @return whether there are any
   */
  boolean compare(Candidate group, Link link, boolean none) {
    boolean missing = compare(Members.LACKING, Kind.LACKING_MEMBER, group, link, none);
    boolean surplus = compare(Members.SURPLUS, Kind.SURPLUS_MEMBER, group, link, none);
    return missing || surplus;
  }

  private boolean compare(Members which, Kind kind, Candidate group, Link link, boolean none) {
    String id = group.key().id();
    String targetId = link.knownTargetId();
    List<String> named = state.comparison().members(which, id, targetId, none, MAX_NAMED);
    named.forEach(
        member ->
            reconciliation.recordDifference(
                difference(kind, group, link, name(member), member, 1)));
    if (named.size() == MAX_NAMED) {
      int others = state.comparison().count(which, id, targetId, none) - MAX_NAMED;
      if (others > 0) {
        reconciliation.recordDifference(
            difference(kind, group, link, others + " others", null, others));
      }
    }
    return !named.isEmpty();
  }

  /**
   * Lists the foreign members, and claims them for removal if that is requested. Members that
   * {@code zscaler.never-touch} names are not even listed.
   */
  void listForeign(Candidate group, Link link, boolean none) {
    String id = group.key().id();
    List<String> listed = new ArrayList<>();
    for (String member :
        state.comparison().members(Members.FOREIGN, id, link.knownTargetId(), none, ALL)) {
      boolean untouchable =
          state.target().find(ObjectType.USER, member).map(users::excludingPattern).isPresent();
      if (!untouchable) {
        reconciliation.recordForeign(
            difference(Kind.FOREIGN_MEMBER, group, link, name(member), member, 1));
        listed.add(member);
      }
    }
    if (reconciliation.isRemovingForeignMembers() && !listed.isEmpty()) {
      state.comparison().claimForeignMembers(id, listed);
    }
  }

  private static Difference difference(
      Kind kind, Candidate group, Link link, String member, @Nullable String memberId, int number) {
    boolean missing = kind == Kind.LACKING_MEMBER;
    return new Difference(
        kind,
        ObjectType.GROUP,
        group.key().id(),
        kind == Kind.FOREIGN_MEMBER ? memberId : link.targetId(),
        group.name(),
        "members",
        missing ? member : null,
        missing ? null : member,
        null,
        number);
  }

  private String name(String member) {
    boolean hidden = records.hidden(ObjectType.USER).contains(USER_NAME.toString());
    return state
        .target()
        .find(ObjectType.USER, member)
        .filter(account -> !hidden)
        .map(account -> account.path(USER_NAME.toString()).asText(member))
        .orElse(member);
  }
}
