package org.entrazscaler.write;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.cycle.Counter;
import org.entrazscaler.cycle.Cycle;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.journal.LogEntry;
import org.entrazscaler.journal.LogQuery;
import org.entrazscaler.link.Link;
import org.entrazscaler.outcome.LogEntries;
import org.entrazscaler.outcome.MemberChunk;
import org.entrazscaler.outcome.MemberPortions;
import org.entrazscaler.outcome.Outcome;
import org.entrazscaler.outcome.ProvisioningRecords;
import org.entrazscaler.outcome.RefusedParts;
import org.entrazscaler.outcome.RemovalHold;
import org.entrazscaler.outcome.Write;
import org.entrazscaler.outcome.WriteObserver;
import org.entrazscaler.plan.Action;
import org.entrazscaler.plan.Change;
import org.entrazscaler.planning.MemberPlanning;
import org.entrazscaler.scim.ScimAnswers;
import org.entrazscaler.scim.ScimError;
import org.entrazscaler.scim.ScimRequest;
import org.entrazscaler.scim.ScimRequests;
import org.entrazscaler.scim.TargetGroup;
import org.entrazscaler.store.State;
import org.entrazscaler.target.TargetReading;
import org.entrazscaler.text.Count;
import org.entrazscaler.zscaler.MembersNotYetVisibleException;
import org.entrazscaler.zscaler.ZscalerCall;
import org.entrazscaler.zscaler.ZscalerException;
import org.jspecify.annotations.Nullable;

/**
 * The steps of {@code write-groups.camel.yaml}: remove and add the members of one group, in chunks.
 * A refused chunk is divided until the refused members are found.
 */
final class MemberSteps {

  /** The time until all replicas of the target know a new account. */
  private static final Duration REPLICATION_TIME = Duration.ofMinutes(1);

  private final State state;
  private final ScimRequests requests;
  private final ScimAnswers answers;
  private final ZscalerCall call;
  private final int chunkSize;
  private final CycleControl cycles;
  private final PlanValidity validity;
  private final MemberPlanning planning;
  private final TargetReading target;
  private final ProvisioningRecords records;
  private final RemovalHold removalHold;
  private final WriteObserver observer;
  private final DueMembers dueMembers;
  private final RefusedParts parts;
  private final LostAccounts lost;
  private final Clock clock;

  MemberSteps(
      WriteContext context,
      PlanValidity validity,
      DueMembers dueMembers,
      RefusedParts parts,
      LostAccounts lost) {
    this.state = context.state();
    this.requests = new ScimRequests(context.product());
    this.answers = new ScimAnswers(context.product());
    this.call = context.call();
    this.chunkSize = context.limits().membersPerRequest();
    this.cycles = context.cycles();
    this.validity = validity;
    this.planning = context.members();
    this.target = context.target();
    this.records = context.records();
    this.removalHold = context.removalHold();
    this.observer = context.observer();
    this.dueMembers = dueMembers;
    this.parts = parts;
    this.lost = lost;
    this.clock = context.cycle().clock();
  }

  /** Begins the writing of a group. */
  void begin(Write write) {
    dueMembers.load(write.key().id());
    write.setMembers(new MemberPortions(chunkSize));
  }

  // --- remaining members --------------------------------------------------------------------

  /**
   * Whether members remain to be removed. Removals wait neither for attributes nor for new members.
   *
   * @param write the write of the group
   * @return false also while a removalHold holds removals
   */
  public boolean hasMembersToRemove(@Variable(ExchangeVariables.WRITE) Write write) {
    Change change = write.change();
    return isWritable(change) && !removalHold.blocksRemovals() && hasLeaving(write);
  }

  /**
   * Whether members remain to be removed and the plan of the group is current.
   *
   * @param write the write of the group
   * @return false also while a removalHold holds removals
   */
  public boolean canContinueRemoving(@Variable(ExchangeVariables.WRITE) Write write) {
    return hasMembersToRemove(write) && validity.isCurrent(write);
  }

  /**
   * Whether members remain to be removed or added.
   *
   * @param write the write of a user or group
   * @return false for a user, for a group that is gone, and for a group that must be planned again
   *     first
   */
  public boolean hasRemaining(@Variable(ExchangeVariables.WRITE) Write write) {
    return isWritable(write.change())
        && (hasReadyMembers(write) || write.members().joining().hasLate())
        && validity.isCurrent(write);
  }

  /**
   * Whether only members remain whose accounts are so new that a replica may not know them.
   *
   * @param write the write of the group
   * @return false while others remain
   */
  public boolean hasOnlyLateMembers(@Variable(ExchangeVariables.WRITE) Write write) {
    return write.members().joining().hasLate() && !hasReadyMembers(write);
  }

  private boolean hasReadyMembers(Write write) {
    Change change = write.knownChange();
    return state.links().find(change.key()).map(Link::intent).isPresent()
        || hasMembersToRemove(write)
        || write.members().joining().hasNext(joining(change));
  }

  private boolean hasLeaving(Write write) {
    return write.members().leaving().hasNext(leaving(write.knownChange()));
  }

  private boolean isWritable(@Nullable Change change) {
    return change != null
        && change.group()
        && records.mapsMembers()
        && cycles.canSend()
        && state.links().find(change.key()).map(Link::targetId).isPresent();
  }

  private IntFunction<List<String>> leaving(Change change) {
    return limit -> dueMembers.leaving(change.key().id(), limit);
  }

  private IntFunction<List<String>> joining(Change change) {
    return limit -> dueMembers.joining(change.key().id(), limit);
  }

  /** Whether members other than the refused ones still differ. */
  boolean isUnfinished(Write write) {
    Change change = write.change();
    if (change == null || !change.group() || !records.mapsMembers()) {
      return false;
    }
    MemberPortions portions = write.members();
    String group = change.key().id();
    return hasOtherThanSetAside(portions.leaving(), state.memberDifferences()::leaving, group)
        || hasOtherThanSetAside(portions.joining(), state.memberDifferences()::joining, group);
  }

  /** Tells which members Zscaler has refused to add or to remove. */
  Predicate<String> refusedMembers(Write write) {
    MemberPortions portions = write.members();
    return id -> portions.joining().isSetAside(id) || portions.leaving().isSetAside(id);
  }

  private interface Differences {
    List<String> first(String group, int limit);
  }

  private static boolean hasOtherThanSetAside(
      MemberPortions.Side side, Differences differences, String group) {
    return differences.first(group, side.setAsideCount() + 1).stream()
        .anyMatch(id -> !side.isSetAside(id));
  }

  // --- known members ------------------------------------------------------------------------

  /**
   * Reads the members of a group whose last write was not answered.
   *
   * @param answer the answer of Zscaler
   * @param write the write of the group
   */
  public void readMembers(@Body ObjectNode answer, @Variable(ExchangeVariables.WRITE) Write write) {
    recordMembersSeen(answer, write);
    state.links().withdrawIntent(write.key());
  }

  void recordMembersSeen(ObjectNode answer, Write write) {
    Change change = write.knownChange();
    TargetGroup group = answers.groupWithMembers(answers.resource(answer));
    List<String> members = target.memberships().members(group, change.key().id());
    if (members != null) {
      state.writtenMembers().recordSeen(change.key().id(), members);
    } else {
      state.writtenMembers().resolveDoubts(change.key().id(), isEmptied(change));
    }
    compare(change);
  }

  /** Compares a group again, because its members are better known than when it was planned. */
  void compare(Change change) {
    planning.compare(change.key().id(), isEmptied(change));
    dueMembers.load(change.key().id());
  }

  private static boolean isEmptied(Change change) {
    return change.action() == Action.EMPTY || change.action() == Action.DELETE;
  }

  /** Takes the members of an adopted group from the target copy, without a request. */
  void useMembersRead(Change change) {
    state
        .writtenMembers()
        .recordSeen(change.key().id(), state.target().members(change.knownTargetId()));
    state.links().withdrawIntent(change.key());
    compare(change);
  }

  // --- one chunk ----------------------------------------------------------------------------

  /**
   * Chooses the next chunk, prepares its request and records the intent.
   *
   * @param exchange the exchange of the write
   */
  public void request(Exchange exchange) {
    Write write = Write.at(exchange);
    Change change = write.knownChange();
    MemberPortions portions = write.members();
    List<String> removed =
        removalHold.blocksRemovals() || portions.sendsLate()
            ? List.of()
            : portions.leaving().next(leaving(change));
    List<String> added = removed.isEmpty() ? portions.joining().next(joining(change)) : List.of();
    MemberChunk chunk = new MemberChunk(added, removed);
    write.setChunk(chunk);
    if (chunk.isEmpty()) {
      return;
    }
    ScimRequest request =
        removed.isEmpty()
            ? requests.addMembers(change.knownTargetId(), added)
            : requests.removeMembers(change.knownTargetId(), removed);
    state.links().recordIntent(change.key(), Link.MEMBERS, added, removed);
    write.setIntentRequest(request);
    call.setRequest(exchange, request);
  }

  /**
   * Whether there is a chunk to send.
   *
   * @param write the write of the group
   * @return false if no members remain
   */
  public boolean hasChunk(@Variable(ExchangeVariables.WRITE) Write write) {
    return !write.chunk().isEmpty();
  }

  /**
   * Whether the current chunk removes members.
   *
   * @param write the write of the group
   * @return false if it adds them
   */
  public boolean isRemoval(@Variable(ExchangeVariables.WRITE) Write write) {
    return !write.chunk().removed().isEmpty();
  }

  /**
   * Records that the members of the current chunk were added or removed.
   *
   * @param write the write of the group
   * @param headers contain the attempt counter, which is reset
   */
  public void recordAccepted(
      @Variable(ExchangeVariables.WRITE) Write write, @Headers Map<String, Object> headers) {
    Change change = write.knownChange();
    MemberChunk chunk = write.chunk();
    state
        .outcomes()
        .record(
            List.of(
                new Outcome.Members(
                    change.key().id(),
                    chunk.added(),
                    chunk.removed(),
                    records.log().members(write, change, chunk))));
    dueMembers.recordCarriedOut(change.key().id(), chunk.added(), chunk.removed());
    side(write, chunk).accepted();
    observer.members(change, chunk.added(), chunk.removed());
    ExchangeVariables.resetAttempts(headers);
    write.setPartAccepted();
    Cycle cycle = cycles.current();
    cycle.count(Counter.MEMBERS_ADDED, chunk.added().size());
    cycle.count(Counter.MEMBERS_REMOVED, chunk.removed().size());
    cycles.reportDone(
        "Group "
            + change.name()
            + (chunk.added().isEmpty()
                ? ": " + Count.of(chunk.removed().size(), "member") + " removed"
                : ": " + Count.of(chunk.added().size(), "member") + " added"));
  }

  // --- a refused chunk ----------------------------------------------------------------------

  /**
   * Divides the current chunk, which was refused although the group exists.
   *
   * @param write the write of the group
   * @param request the refused request
   * @param answered the answer of Zscaler
   * @param headers contain the attempt counter, which is reset
   */
  public void divideRefused(
      @Variable(ExchangeVariables.WRITE) Write write,
      @Variable(ExchangeVariables.REQUEST) @Nullable ScimRequest request,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) ZscalerException answered,
      @Headers Map<String, Object> headers) {
    RefusedParts.requireWrite(request, answered);
    write.members().setSuspect(null);
    MemberChunk chunk = write.chunk();
    MemberPortions.Side side = side(write, chunk);
    ScimError error = write.refused().error();
    ExchangeVariables.resetAttempts(headers);
    if (error.kind() == ScimError.Kind.NOT_IMPLEMENTED) {
      note(write, side.giveUp());
      return;
    }
    Set<String> newAccounts = chunk.isAddition() ? newAccounts() : Set.of();
    if (side.refused(newAccounts::contains) == MemberPortions.Verdict.SINGLE) {
      if (error.kind() == ScimError.Kind.FORBIDDEN) {
        setAside(write, headers);
      } else {
        write.members().setSuspect(chunk.ids().get(0));
      }
    }
  }

  /**
   * Whether the account of a refused member must be looked up.
   *
   * @param write the write of the group
   * @return true if a chunk of one member was refused
   */
  public boolean hasSuspect(@Variable(ExchangeVariables.WRITE) Write write) {
    return write.members().suspect() != null;
  }

  /**
   * Prepares the request that looks up the account of the refused member.
   *
   * @param exchange the exchange of the write
   */
  public void suspectRequest(Exchange exchange) {
    call.setRequest(exchange, requests.readUser(Write.at(exchange).members().knownSuspect()));
  }

  /**
   * Sets the refused member aside, whose account exists: only this membership is parked.
   *
   * @param write the write of the group
   * @param headers contain the attempt counter, which is reset
   */
  public void setAside(
      @Variable(ExchangeVariables.WRITE) Write write, @Headers Map<String, Object> headers) {
    MemberChunk chunk = write.chunk();
    note(write, chunk);
    List<String> others = side(write, chunk).setAside();
    if (!others.isEmpty()) {
      note(write, others);
    }
    write.members().setSuspect(null);
    ExchangeVariables.resetAttempts(headers);
  }

  /** Records members that are not tried because every member tried so far was refused. */
  private void note(Write write, List<String> others) {
    note(write, write.chunk().withIds(others));
  }

  private void note(Write write, MemberChunk refused) {
    parts.note(
        write,
        write.refused(),
        write.refusedRequest(),
        describe(refused),
        write.knownChange(),
        refused);
  }

  private String describe(MemberChunk chunk) {
    List<String> ids = chunk.ids();
    String name =
        ids.size() == 1 ? MemberNames.resolve(state, ids.get(0)).name() : ids.size() + " members";
    return name + (chunk.isAddition() ? " (joining)" : " (leaving)");
  }

  /**
   * Records that the account of the refused member is gone: its user is matched again.
   *
   * @param write the write of the group
   * @param headers contain the attempt counter, which is reset
   */
  public void recordGone(
      @Variable(ExchangeVariables.WRITE) Write write, @Headers Map<String, Object> headers) {
    Change change = write.knownChange();
    String account = write.members().knownSuspect();
    MemberChunk chunk = write.chunk();
    if (!lost.rematch(account)) {
      setAside(write, headers);
      return;
    }
    if (!chunk.isAddition()) {
      state
          .outcomes()
          .record(
              List.of(new Outcome.Members(change.key().id(), List.of(), chunk.removed(), null)));
      dueMembers.recordCarriedOut(change.key().id(), List.of(), chunk.removed());
    }
    side(write, chunk).accountGone();
    write.members().setSuspect(null);
    ExchangeVariables.resetAttempts(headers);
  }

  /**
   * Records that the deletion of the group was refused. All managed members are removed instead,
   * and the deletion is retried by the schedule of parked objects.
   *
   * @param write the write of the group
   * @param request the refused request
   * @param refusal the answer of Zscaler
   * @param headers contain the attempt counter, which is reset
   */
  public void recordRefusedDeletion(
      @Variable(ExchangeVariables.WRITE) Write write,
      @Variable(ExchangeVariables.REQUEST) @Nullable ScimRequest request,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) ZscalerException refusal,
      @Headers Map<String, Object> headers) {
    RefusedParts.requireWrite(request, refusal);
    Change change = write.knownChange();
    parts.note(write, refusal, request, "deletion", change, MemberChunk.NONE);
    ExchangeVariables.resetAttempts(headers);
    planning.compare(change.key().id(), true);
    dueMembers.loadLeaving(change.key().id());
  }

  // --- members whose accounts are new -------------------------------------------------------

  /**
   * SCIM ids of the accounts that were created or adopted in this cycle, or recently for separate
   * work.
   */
  private Set<String> newAccounts() {
    Instant since = clock.instant().minus(REPLICATION_TIME);
    Instant began = cycles.current().began();
    if (!cycles.isSeparateWork() && began.isAfter(since)) {
      since = began;
    }
    Set<String> accounts = new HashSet<>();
    state
        .log()
        .read(
            new LogQuery(since, LogEntry.SUCCESS, null, null),
            entry -> {
              boolean isNewAccount =
                  entry.action().equals(Action.CREATE.word())
                      || entry.action().equals(LogEntries.ADOPTED);
              if (isNewAccount
                  && entry.key().type() == ObjectType.USER
                  && entry.target().id() != null) {
                accounts.add(entry.target().id());
              }
            });
    return accounts;
  }

  /**
   * Makes the late members the next chunk.
   *
   * @param write the write of the group
   */
  public void beginLate(@Variable(ExchangeVariables.WRITE) Write write) {
    write.members().setSendsLate(true);
    write.members().joining().retryLate();
  }

  /**
   * Ends the sending of one chunk of late members.
   *
   * @param write the write of the group
   */
  public void endLate(@Variable(ExchangeVariables.WRITE) Write write) {
    write.members().setSendsLate(false);
  }

  /**
   * Handles late members that were refused again: throws, so that Camel repeats the request later,
   * as long as attempts remain.
   *
   * @param write the write of the group
   * @param request the refused request
   * @param refusal the answer of Zscaler
   * @param headers contain the attempt counter, which is reset after the last attempt
   */
  public void handleLateRefusal(
      @Variable(ExchangeVariables.WRITE) Write write,
      @Variable(ExchangeVariables.REQUEST) @Nullable ScimRequest request,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) ZscalerException refusal,
      @Headers Map<String, Object> headers) {
    RefusedParts.requireWrite(request, refusal);
    write.members().setSendsLate(false);
    MemberPortions.Side side = write.members().joining();
    int attempts = (int) headers.getOrDefault(Exchange.REDELIVERY_COUNTER, 0);
    int limit = (int) headers.getOrDefault(Exchange.REDELIVERY_MAX_COUNTER, 1);
    if (attempts < limit && side.refused(newAccounts()::contains) == MemberPortions.Verdict.LATE) {
      throw new MembersNotYetVisibleException(refusal);
    }
    side.stopWaiting();
    ExchangeVariables.resetAttempts(headers);
  }

  // ------------------------------------------------------------------------------------------

  private static MemberPortions.Side side(Write write, MemberChunk chunk) {
    return chunk.isAddition() ? write.members().joining() : write.members().leaving();
  }
}
