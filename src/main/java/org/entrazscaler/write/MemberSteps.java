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
import org.entrazscaler.outcome.Write;
import org.entrazscaler.outcome.WriteObserver;
import org.entrazscaler.plan.Action;
import org.entrazscaler.plan.Change;
import org.entrazscaler.planning.MemberPlanning;
import org.entrazscaler.safeguard.Safeguard;
import org.entrazscaler.scim.ScimAnswers;
import org.entrazscaler.scim.ScimError;
import org.entrazscaler.scim.ScimRequest;
import org.entrazscaler.scim.ScimRequests;
import org.entrazscaler.scim.TargetGroup;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.store.State;
import org.entrazscaler.target.TargetReading;
import org.entrazscaler.zscaler.MembersNotYetVisibleException;
import org.entrazscaler.zscaler.ZscalerCall;
import org.entrazscaler.zscaler.ZscalerException;
import org.jspecify.annotations.Nullable;

/**
 * The steps of {@code write-groups.camel.yaml}: who leaves and who joins one group, in chunks. A
 * chunk that is refused is divided until the members are found for which it was refused.
 */
public final class MemberSteps {

  /** So long the replicas of a target may take until all of them know an account. */
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
  private final Safeguard safeguard;
  private final WriteObserver observer;
  private final DueMembers dueMembers;
  private final RefusedParts parts;
  private final LostAccounts lost;
  private final MemberNames names;
  private final Clock clock;

  public MemberSteps(
      State state,
      Product product,
      ZscalerCall call,
      int chunkSize,
      CycleControl cycles,
      PlanValidity validity,
      MemberPlanning planning,
      TargetReading target,
      ProvisioningRecords records,
      Safeguard safeguard,
      WriteObserver observer,
      DueMembers dueMembers,
      RefusedParts parts,
      LostAccounts lost,
      Clock clock) {
    this.state = state;
    this.requests = new ScimRequests(product);
    this.answers = new ScimAnswers(product);
    this.call = call;
    this.chunkSize = chunkSize;
    this.cycles = cycles;
    this.validity = validity;
    this.planning = planning;
    this.target = target;
    this.records = records;
    this.safeguard = safeguard;
    this.observer = observer;
    this.dueMembers = dueMembers;
    this.parts = parts;
    this.lost = lost;
    this.names = new MemberNames(state);
    this.clock = clock;
  }

  /** The writing of a group begins. */
  void begin(Write write) {
    dueMembers.load(write.key().id());
    write.setMembers(new MemberPortions(chunkSize));
  }

  // --- who is still to be sent --------------------------------------------------------------

  /**
   * Whether members are still to leave: they wait neither for attributes nor for members who join.
   *
   * @param write the group's change
   * @return false also while nothing may be taken away
   */
  public boolean hasMembersToRemove(@Variable(ExchangeVariables.WRITE) Write write) {
    Change change = write.change();
    return isWritable(change) && !safeguard.blocksRemovals() && hasLeaving(write);
  }

  /**
   * Whether members are still to leave of a group that is as it was planned.
   *
   * @param write the group's change
   * @return false also while nothing may be taken away
   */
  public boolean canContinueRemoving(@Variable(ExchangeVariables.WRITE) Write write) {
    return hasMembersToRemove(write) && validity.isCurrent(write);
  }

  /**
   * Whether members are still to leave or to join.
   *
   * @param write the change of a user or group
   * @return false for a user, for a group that is gone, and for one that is to be planned anew
   *     before more is written
   */
  public boolean hasRemaining(@Variable(ExchangeVariables.WRITE) Write write) {
    return isWritable(write.change())
        && (hasReadyMembers(write) || write.members().joining().hasLate())
        && validity.isCurrent(write);
  }

  /**
   * Whether nobody is left but members whose accounts are so new that a replica may not know them.
   *
   * @param write the group's change
   * @return false while others are to be sent
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

  /** Whether the change differs in members beside those who were refused. */
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

  /** Whether Zscaler did not take somebody who was to join or to leave. */
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

  // --- what is known of them ----------------------------------------------------------------

  /**
   * A group whose last write is not answered has shown what it holds.
   *
   * @param answer what Zscaler answered
   * @param write the group's change
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

  /** Compares a group of which more is known than when it was planned. */
  void compare(Change change) {
    planning.compare(change.key().id(), isEmptied(change));
    dueMembers.load(change.key().id());
  }

  private static boolean isEmptied(Change change) {
    return change.action() == Action.EMPTY || change.action() == Action.DELETE;
  }

  /** What an adopted group holds, by the users that were read by pages: it need not be asked. */
  void useMembersRead(Change change) {
    state
        .writtenMembers()
        .recordSeen(change.key().id(), state.target().members(change.knownTargetId()));
    state.links().withdrawIntent(change.key());
    compare(change);
  }

  // --- one chunk ----------------------------------------------------------------------------

  /**
   * Chooses the next chunk, lays out the request that takes its members in or out, and records that
   * it is begun.
   *
   * @param exchange of the change at hand
   */
  public void request(Exchange exchange) {
    Write write = Write.at(exchange);
    Change change = write.knownChange();
    MemberPortions portions = write.members();
    List<String> removed =
        safeguard.blocksRemovals() || portions.sendsLate()
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
    call.put(exchange, request);
  }

  /**
   * Whether the chunk at hand is sent.
   *
   * @param write the group's change
   * @return false if nobody is left to be sent
   */
  public boolean hasChunk(@Variable(ExchangeVariables.WRITE) Write write) {
    return !write.chunk().isEmpty();
  }

  /**
   * Whether the chunk at hand takes members out.
   *
   * @param write the group's change
   * @return false if they join
   */
  public boolean isRemoval(@Variable(ExchangeVariables.WRITE) Write write) {
    return !write.chunk().removed().isEmpty();
  }

  /**
   * Records that the members of the chunk at hand have joined or left.
   *
   * @param write the group's change
   * @param headers count the attempts, which begin anew
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
    write.partAccepted();
    Cycle cycle = cycles.current();
    cycle.count(Counter.MEMBERS_ADDED, chunk.added().size());
    cycle.count(Counter.MEMBERS_REMOVED, chunk.removed().size());
    cycles.reportDone(
        "Group "
            + change.name()
            + (chunk.added().isEmpty()
                ? ": " + members(chunk.removed()) + " removed"
                : ": " + members(chunk.added()) + " added"));
  }

  private static String members(List<String> ids) {
    return ids.size() == 1 ? "1 member" : ids.size() + " members";
  }

  // --- a refused chunk ----------------------------------------------------------------------

  /**
   * The chunk at hand was refused, though the group is there.
   *
   * @param write the group's change
   * @param request what was refused
   * @param answered what Zscaler answered
   * @param headers count the attempts, which begin anew
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
   * Whether it is to be asked whether the account of a member is there.
   *
   * @param write the group's change
   * @return true if a chunk was refused for one member
   */
  public boolean hasSuspect(@Variable(ExchangeVariables.WRITE) Write write) {
    return write.members().suspect() != null;
  }

  /**
   * Lays out the question whether the account is there for which the chunk was refused.
   *
   * @param exchange of the change at hand
   */
  public void suspectRequest(Exchange exchange) {
    call.put(exchange, requests.readUser(Write.at(exchange).members().knownSuspect()));
  }

  /**
   * The account is there: this membership alone is parked, and all others go on.
   *
   * @param write the group's change
   * @param headers count the attempts, which begin anew
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

  /** Those who are not tried, because whoever was tried was refused. */
  private void note(Write write, List<String> others) {
    note(write, write.chunk().withIds(others));
  }

  private void note(Write write, MemberChunk refused) {
    parts.note(
        write,
        write.refused(),
        write.refusedRequest(),
        named(refused),
        write.knownChange(),
        refused);
  }

  private String named(MemberChunk chunk) {
    List<String> ids = chunk.ids();
    String who = ids.size() == 1 ? names.resolve(ids.get(0)).name() : ids.size() + " members";
    return who + (chunk.isAddition() ? " (joining)" : " (leaving)");
  }

  /**
   * The account is there no longer: its user is matched anew.
   *
   * @param write the group's change
   * @param headers count the attempts, which begin anew
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
   * The group is not deleted: all members of ours leave it, and it is tried again by the schedule
   * of parked objects.
   *
   * @param write the group's change
   * @param request what was refused
   * @param refusal what Zscaler answered
   * @param headers count the attempts, which begin anew
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

  /** The users who got their account in this cycle, or lately where there is none: by SCIM id. */
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
              boolean got =
                  entry.action().equals(Action.CREATE.word())
                      || entry.action().equals(LogEntries.ADOPTED);
              if (got && entry.key().type() == ObjectType.USER && entry.target().id() != null) {
                accounts.add(entry.target().id());
              }
            });
    return accounts;
  }

  /**
   * Those who wait are the next chunk.
   *
   * @param write the group's change
   */
  public void beginLate(@Variable(ExchangeVariables.WRITE) Write write) {
    write.members().setSendsLate(true);
    write.members().joining().retryLate();
  }

  /**
   * Those who waited, as far as one chunk goes, are members now or not yet.
   *
   * @param write the group's change
   */
  public void endLate(@Variable(ExchangeVariables.WRITE) Write write) {
    write.members().setSendsLate(false);
  }

  /**
   * Those who wait were refused once more: fails, so that the request is repeated later, as long as
   * Camel has attempts left.
   *
   * @param write the group's change
   * @param request what was refused
   * @param refusal what Zscaler answered
   * @param headers tell of the attempts, which begin anew after the last one
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
