package org.entrazscaler.reconcile;

import java.util.ArrayList;
import java.util.List;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Link;
import org.entrazscaler.outcome.ProvisioningRecords;
import org.entrazscaler.plan.Candidate;
import org.entrazscaler.planning.Planning;
import org.entrazscaler.reconcile.ComparisonStore.Members;
import org.entrazscaler.reconcile.Difference.Kind;
import org.entrazscaler.scim.schema.ScimPath;
import org.entrazscaler.store.State;

/** Compares the members of one group, as the users' own lists of groups tell them. */
final class MemberComparison {

  private static final ScimPath USER_NAME = ScimPath.parse("userName");

  /** So many members of one group are named; of the others their number is told. */
  private static final int MOST_NAMED = 100;

  private static final int ALL = Integer.MAX_VALUE;

  private final State state;
  private final Planning planning;
  private final ProvisioningRecords records;
  private final Reconciliation reconciliation;

  MemberComparison(
      State state, Planning planning, ProvisioningRecords records, Reconciliation reconciliation) {
    this.state = state;
    this.planning = planning;
    this.records = records;
    this.reconciliation = reconciliation;
  }

  /**
   * Records which members a group lacks, and which of ours it should not have.
   *
   * @param none whether none of ours should be in it
   * @return whether there are any
   */
  boolean compare(Candidate group, Link link, boolean none) {
    boolean lacking = compare(Members.LACKING, Kind.LACKING_MEMBER, group, link, none);
    boolean surplus = compare(Members.SURPLUS, Kind.SURPLUS_MEMBER, group, link, none);
    return lacking || surplus;
  }

  private boolean compare(Members which, Kind kind, Candidate group, Link link, boolean none) {
    String id = group.key().id();
    String held = link.knownTargetId();
    List<String> named = state.comparison().members(which, id, held, none, MOST_NAMED);
    named.forEach(
        member ->
            reconciliation.recordDifference(about(kind, group, link, name(member), member, 1)));
    if (named.size() == MOST_NAMED) {
      int others = state.comparison().count(which, id, held, none) - MOST_NAMED;
      if (others > 0) {
        reconciliation.recordDifference(about(kind, group, link, others + " others", null, others));
      }
    }
    return !named.isEmpty();
  }

  /**
   * Lists the members whom we neither put there nor want, and takes them for ours, to be removed,
   * if that is asked for. Nobody of {@code zscaler.never-touch} is even listed.
   */
  void foreign(Candidate group, Link link, boolean none) {
    String id = group.key().id();
    List<String> removed = new ArrayList<>();
    for (String member :
        state.comparison().members(Members.FOREIGN, id, link.knownTargetId(), none, ALL)) {
      boolean untouchable =
          state
              .target()
              .find(ObjectType.USER, member)
              .map(planning.planner(ObjectType.USER)::excludingPattern)
              .isPresent();
      if (!untouchable) {
        reconciliation.recordForeign(
            about(Kind.FOREIGN_MEMBER, group, link, name(member), member, 1));
        removed.add(member);
      }
    }
    if (reconciliation.isRemovingForeignMembers() && !removed.isEmpty()) {
      state.comparison().claimForeignMembers(id, removed);
    }
  }

  private static Difference about(
      Kind kind, Candidate group, Link link, String member, String memberId, int number) {
    boolean lacking = kind == Kind.LACKING_MEMBER;
    return new Difference(
        kind,
        ObjectType.GROUP,
        group.key().id(),
        kind == Kind.FOREIGN_MEMBER ? memberId : link.targetId(),
        group.name(),
        "members",
        lacking ? member : null,
        lacking ? null : member,
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
