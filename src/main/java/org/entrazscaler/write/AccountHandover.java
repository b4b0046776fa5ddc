package org.entrazscaler.write;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.cycle.Counter;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.cycle.ObjectLocks;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.Origin;
import org.entrazscaler.link.StoredChange;
import org.entrazscaler.outcome.MemberChunk;
import org.entrazscaler.outcome.Outcome;
import org.entrazscaler.outcome.ProvisioningRecords;
import org.entrazscaler.outcome.RemovalHold;
import org.entrazscaler.outcome.Write;
import org.entrazscaler.outcome.WriteObserver;
import org.entrazscaler.plan.Candidate;
import org.entrazscaler.plan.Change;
import org.entrazscaler.scim.ScimAnswers;
import org.entrazscaler.scim.ScimRequests;
import org.entrazscaler.scim.TargetGroup;
import org.entrazscaler.scim.TargetReference;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.source.StoredObject;
import org.entrazscaler.store.State;
import org.entrazscaler.zscaler.ZscalerCall;

/**
 * The steps of {@code remove-from-former-group}: an account that is handed over to another user,
 * because Entra has freed the name of the former user, is first removed from the former user's
 * groups. So the new user never has the access of the former one. Thread-safe.
 */
final class AccountHandover {

  /** The intent of a change of members. */
  private static final String MEMBERS = "members";

  private final State state;
  private final Product product;
  private final ScimRequests requests;
  private final ScimAnswers answers;
  private final ZscalerCall call;
  private final ObjectLocks locks;
  private final CycleControl cycles;
  private final RemovalHold removalHold;
  private final ProvisioningRecords records;
  private final WriteObserver observer;

  AccountHandover(WriteContext context) {
    this.state = context.state();
    this.product = context.product();
    this.requests = new ScimRequests(context.product());
    this.answers = new ScimAnswers(context.product());
    this.call = context.call();
    this.locks = context.cycle().locks();
    this.cycles = context.cycles();
    this.removalHold = context.removalHold();
    this.records = context.records();
    this.observer = context.observer();
  }

  /**
   * Whether the account must be removed from a group before it is handed over.
   *
   * @param write the current write
   * @return false for nearly all changes: only an adoption can hand over an account
   */
  public boolean hasGroupToLeave(@Variable(ExchangeVariables.WRITE) Write write) {
    return write.change() != null && hasGroupToLeave(write.change());
  }

  private boolean hasGroupToLeave(Change change) {
    return !formerGroups(change).isEmpty();
  }

  /** Whether a planned change must wait because a removalHold holds removals of members. */
  boolean isHeld(StoredChange planned) {
    if (planned.key().type() != ObjectType.USER
        || !removalHold.blocksRemovals()
        || !hasGroupToLeave(Change.of(planned))) {
      return false;
    }
    state.plan().hold(planned.key());
    return true;
  }

  private List<String> formerGroups(Change change) {
    if (change.group() || change.origin() != Origin.ADOPTED || change.targetId() == null) {
      return List.of();
    }
    Optional<Link> holder =
        state
            .links()
            .findByTarget(ObjectType.USER, change.targetId())
            .filter(link -> !link.key().equals(change.key()));
    return holder.isEmpty()
        ? List.of()
        : state.handovers().groupsToLeave(change.targetId(), change.key().id());
  }

  /**
   * Locks the next group from which the account must be removed.
   *
   * @param write the current write
   */
  public void lockGroup(@Variable(ExchangeVariables.WRITE) Write write) {
    Change change = write.knownChange();
    ObjectKey key = ObjectKey.group(formerGroups(change).get(0));
    if (!locks.lock(key, cycles::isEnding)) {
      cycles.failIfEnding();
    }
    write.setFormerGroup(key);
  }

  /**
   * Whether the outcome of the last write of the group is unknown, so that its members must be
   * read.
   *
   * @param write the current write
   * @return false also for a group that is no longer in the target
   */
  public boolean isOutcomeUnknown(@Variable(ExchangeVariables.WRITE) Write write) {
    return link(write).map(Link::intent).isPresent();
  }

  private Optional<Link> link(Write write) {
    return state.links().find(write.formerGroup()).filter(link -> link.targetId() != null);
  }

  /**
   * Prepares the request that reads the members of the group.
   *
   * @param exchange the exchange of the write
   */
  public void readRequest(Exchange exchange) {
    call.setRequest(
        exchange,
        requests.readGroup(
            link(Write.at(exchange)).orElseThrow().knownTargetId(), product.groupShowsMembers()));
  }

  /**
   * Records the members of the group, so that {@link #isMember} is known.
   *
   * @param answer the answer of Zscaler
   * @param write the current write
   */
  public void readMembers(@Body ObjectNode answer, @Variable(ExchangeVariables.WRITE) Write write) {
    ObjectKey key = write.formerGroup();
    TargetGroup group = answers.answeredGroup(answer);
    if (group.members() != null) {
      state
          .writtenMembers()
          .recordSeen(key.id(), group.members().stream().map(TargetReference::id).toList());
    } else {
      state.writtenMembers().resolveDoubts(key.id(), false);
    }
    if (link(write).map(Link::intent).filter(MEMBERS::equals).isPresent()) {
      state.links().withdrawIntent(key);
    }
  }

  /**
   * Whether the account must still be removed from the group.
   *
   * @param write the current write
   * @return false if the account is known not to be a member
   */
  public boolean isMember(@Variable(ExchangeVariables.WRITE) Write write) {
    Change change = write.knownChange();
    return link(write).isPresent() && formerGroups(change).contains(write.formerGroup().id());
  }

  /**
   * Prepares the request that removes the account from the group, and records the intent.
   *
   * @param exchange the exchange of the write
   */
  public void removalRequest(Exchange exchange) {
    Write write = Write.at(exchange);
    Change change = write.knownChange();
    ObjectKey key = write.formerGroup();
    Link link = link(write).orElseThrow();
    state.handovers().recordIntent(key.id(), change.knownTargetId(), MEMBERS);
    call.setRequest(
        exchange, requests.removeMembers(link.knownTargetId(), List.of(change.knownTargetId())));
  }

  /**
   * Records that the account was removed from the group.
   *
   * @param write the current write
   * @param headers contain the attempt counter, which is reset
   */
  public void recordLeft(
      @Variable(ExchangeVariables.WRITE) Write write, @Headers Map<String, Object> headers) {
    Change change = write.knownChange();
    ObjectKey key = write.formerGroup();
    String account = change.knownTargetId();
    Change left = memberChange(key, link(write).orElseThrow(), change);
    MemberChunk chunk = new MemberChunk(List.of(), List.of(account));
    observer.members(left, List.of(), chunk.removed());
    state
        .outcomes()
        .record(
            List.of(
                new Outcome.LeftFormerGroup(
                    key.id(), account, MEMBERS, records.log().members(write, left, chunk))));
    ExchangeVariables.resetAttempts(headers);
    cycles.current().count(Counter.MEMBERS_REMOVED, 1);
    cycles.reportDone("Group " + left.name() + ": 1 member removed");
  }

  /**
   * Records that the group is gone, or that the account is not a member.
   *
   * @param write the current write
   * @param headers contain the attempt counter, which is reset
   */
  public void recordAlreadyLeft(
      @Variable(ExchangeVariables.WRITE) Write write, @Headers Map<String, Object> headers) {
    Change change = write.knownChange();
    state
        .outcomes()
        .record(
            List.of(
                new Outcome.LeftFormerGroup(
                    write.formerGroup().id(), change.knownTargetId(), MEMBERS, null)));
    ExchangeVariables.resetAttempts(headers);
  }

  private Change memberChange(ObjectKey key, Link link, Change change) {
    StoredObject group =
        state
            .source()
            .find(key)
            .orElseThrow(() -> new IllegalStateException("The source copy has no " + key));
    return Change.forMembers(
        group,
        new Candidate(group, true, true, false).name(),
        link,
        "The account is handed over to user " + change.name() + " (" + change.key().id() + ")");
  }

  /**
   * Unlocks the group.
   *
   * @param write the current write
   */
  public void unlockGroup(@Variable(ExchangeVariables.WRITE) Write write) {
    locks.unlock(write.formerGroup());
  }
}
