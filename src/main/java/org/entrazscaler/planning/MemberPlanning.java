package org.entrazscaler.planning;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.entrazscaler.cycle.Counter;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.MemberDifferences.Comparison;
import org.entrazscaler.outcome.ProvisioningRecords;
import org.entrazscaler.plan.Candidate;
import org.entrazscaler.plan.Decision;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.source.StoredObject;
import org.entrazscaler.store.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans the members to add to a group and to remove, within the number of groups that a user may be
 * in.
 */
public final class MemberPlanning {

  private static final Logger LOG = LoggerFactory.getLogger(MemberPlanning.class);

  private static final int MOST_NAMES = 20;

  private final State state;
  private final Product product;
  private final CycleControl cycles;
  private final ProvisioningRecords records;

  public MemberPlanning(
      State state, Product product, CycleControl cycles, ProvisioningRecords records) {
    this.state = state;
    this.product = product;
    this.cycles = cycles;
    this.records = records;
  }

  /**
   * Compares the members of a group that is planned, and returns whether any must join or leave.
   */
  boolean needsMemberChanges(Candidate group, boolean emptied) {
    Comparison comparison = compare(group.key().id(), emptied);
    if (!comparison.leftOut().isEmpty()) {
      String reason =
          comparison.leftOut().size()
              + " left out, because an account may be in "
              + product.groupsPerUser()
              + " groups in Zscaler. A user that leaves another group is added automatically.";
      LOG.warn("Group {}: {} {}", group.name(), reason, names(comparison.leftOut()));
      state
          .log()
          .add(
              records
                  .log()
                  .leftOut(
                      group,
                      new Decision.Nothing(reason, "GroupsPerUserExceeded"),
                      comparison.leftOut()));
    }
    if (!comparison.nearLimit().isEmpty()) {
      LOG.warn(
          "Group {}: {} now {} in {} groups or more; Zscaler accepts {} at most.",
          group.name(),
          names(comparison.nearLimit()),
          comparison.nearLimit().size() == 1 ? "is" : "are",
          product.groupsPerUserWarning(),
          product.groupsPerUser());
    }
    return comparison.hasDifferences();
  }

  /** Compares a group again, because more is known than when it was planned. */
  public Comparison compare(String group, boolean emptied) {
    return state
        .memberDifferences()
        .compare(group, emptied, product.groupsPerUser(), product.groupsPerUserWarning());
  }

  /** Marks groups pending whose members may be added now, because the users are in fewer groups. */
  public void retryLeftOut() {
    state.memberDifferences().retryLeftOut(product.groupsPerUser());
  }

  /** Counts the memberships that are left out in this cycle, new or not. */
  public void count() {
    cycles.current().count(Counter.LEFT_OUT, state.memberDifferences().countLeftOut());
  }

  private String names(List<String> accounts) {
    List<String> names = new ArrayList<>();
    for (String account : accounts.subList(0, Math.min(accounts.size(), MOST_NAMES))) {
      names.add(
          state
              .links()
              .findByTarget(ObjectType.USER, account)
              .map(Link::key)
              .flatMap(key -> state.source().find(key))
              .map(MemberPlanning::name)
              .orElse(account));
    }
    String more =
        accounts.size() > MOST_NAMES ? " and " + (accounts.size() - MOST_NAMES) + " more" : "";
    return String.join(", ", names) + more;
  }

  private static String name(StoredObject user) {
    return Objects.requireNonNullElse(
        user.properties().path("userPrincipalName").asText(null), user.key().id());
  }
}
