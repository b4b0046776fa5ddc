package org.entrazscaler.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.entrazscaler.cycle.Counter;
import org.entrazscaler.cycle.Cycle;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.entra.ObjectType;
import org.entrazscaler.plan.Action;
import org.entrazscaler.plan.Change;
import org.entrazscaler.route.failure.MembersLateException;
import org.entrazscaler.route.failure.ZscalerException;
import org.entrazscaler.scim.Product;
import org.entrazscaler.scim.ScimAnswers;
import org.entrazscaler.scim.ScimError;
import org.entrazscaler.scim.ScimRequest;
import org.entrazscaler.scim.ScimRequests;
import org.entrazscaler.scim.TargetGroup;
import org.entrazscaler.state.Link;
import org.entrazscaler.state.LogEntry;
import org.entrazscaler.state.LogQuery;
import org.entrazscaler.state.Outcome;
import org.entrazscaler.state.State;
import org.jspecify.annotations.Nullable;

/**
 * The steps of {@code write-groups.camel.yaml}: who leaves and who joins one group, in chunks. A
 * chunk that is refused is divided until the members are found for which it was refused.
 */
public final class MemberWriting {

  /** {@code MemberPortions}: in which chunks the members of the group at hand are sent. */
  private static final String PORTIONS = "memberPortions";

  /** {@code Boolean}: whether those are sent who wait because their accounts are new. */
  private static final String LATE = "lateMembers";

  /** {@code String}: SCIM id of the member for whom a chunk was refused; empty for none. */
  private static final String SUSPECT = "suspect";

  /** So long the replicas of a target may take until all of them know an account. */
  private static final Duration NEW = Duration.ofMinutes(1);

  private final State state;
  private final ScimRequests requests;
  private final ScimAnswers answers;
  private final ZscalerCall call;
  private final int size;
  private final CycleControl cycles;
  private final AsPlanned asPlanned;
  private final MemberPlanning planning;
  private final TargetReading target;
  private final ProvisioningRecords records;
  private final Safeguard safeguard;
  private final WriteObserver observer;
  private final MembersDue due;
  private final RefusedParts parts;
  private final LostAccounts lost;
  private final MemberNames names;
  private final Clock clock;

  MemberWriting(
      State state,
      Product product,
      ZscalerCall call,
      int size,
      CycleControl cycles,
      AsPlanned asPlanned,
      MemberPlanning planning,
      TargetReading target,
      ProvisioningRecords records,
      Safeguard safeguard,
      WriteObserver observer,
      MembersDue due,
      RefusedParts parts,
      LostAccounts lost,
      Clock clock) {
    this.state = state;
    this.requests = new ScimRequests(product);
    this.answers = new ScimAnswers(product);
    this.call = call;
    this.size = size;
    this.cycles = cycles;
    this.asPlanned = asPlanned;
    this.planning = planning;
    this.target = target;
    this.records = records;
    this.safeguard = safeguard;
    this.observer = observer;
    this.due = due;
    this.parts = parts;
    this.lost = lost;
    this.names = new MemberNames(state);
    this.clock = clock;
  }

  /** The writing of a group begins. */
  void begin(Exchange exchange, Change change) {
    due.take(change.key().id());
    exchange.setVariable(PORTIONS, new MemberPortions(size));
    exchange.setVariable(LATE, false);
  }

  // --- who is still to be sent --------------------------------------------------------------

  /**
   * Whether members are still to leave: they wait neither for attributes nor for members who join.
   *
   * @param exchange of the group's change
   * @return false also while nothing may be taken away
   */
  public boolean leave(Exchange exchange) {
    Change change = change(exchange);
    return open(change) && !safeguard.holding() && anyLeaves(exchange);
  }

  /**
   * Whether members are still to leave of a group that is as it was planned.
   *
   * @param exchange of the group's change
   * @return false also while nothing may be taken away
   */
  public boolean stillLeave(Exchange exchange) {
    return leave(exchange) && asPlanned.still(Write.at(exchange));
  }

  /**
   * Whether members are still to leave or to join.
   *
   * @param exchange of the change of a user or group
   * @return false for a user, for a group that is gone, and for one that is to be planned anew
   *     before more is written
   */
  public boolean left(Exchange exchange) {
    return open(change(exchange))
        && (anyNow(exchange) || portions(exchange).joining().anyLate())
        && asPlanned.still(Write.at(exchange));
  }

  /**
   * Whether nobody is left but members whose accounts are so new that a replica may not know them.
   *
   * @param exchange of the change of a group
   * @return false while others are to be sent
   */
  public boolean waits(Exchange exchange) {
    return portions(exchange).joining().anyLate() && !anyNow(exchange);
  }

  private boolean anyNow(Exchange exchange) {
    Change change = change(exchange);
    return state.links().find(change.key()).map(Link::intent).isPresent()
        || leave(exchange)
        || portions(exchange).joining().any(joining(change));
  }

  private boolean anyLeaves(Exchange exchange) {
    return portions(exchange).leaving().any(leaving(change(exchange)));
  }

  private boolean open(@Nullable Change change) {
    return change != null
        && change.group()
        && records.mapsMembers()
        && cycles.sending()
        && state.links().find(change.key()).map(Link::targetId).isPresent();
  }

  private IntFunction<List<String>> leaving(Change change) {
    return most -> due.leaving(change.key().id(), most);
  }

  private IntFunction<List<String>> joining(Change change) {
    return most -> due.joining(change.key().id(), most);
  }

  /** Whether the change differs in members beside those who were refused. */
  boolean unfinished(Exchange exchange) {
    Change change = change(exchange);
    if (change == null || !change.group() || !records.mapsMembers()) {
      return false;
    }
    MemberPortions portions = portions(exchange);
    String group = change.key().id();
    return beside(portions.leaving(), state.memberDifferences()::leaving, group)
        || beside(portions.joining(), state.memberDifferences()::joining, group);
  }

  /** Whether Zscaler did not take somebody who was to join or to leave. */
  Predicate<String> refused(Exchange exchange) {
    MemberPortions portions = portions(exchange);
    return id -> portions.joining().isSetAside(id) || portions.leaving().isSetAside(id);
  }

  private interface Differences {
    List<String> first(String group, int most);
  }

  private static boolean beside(MemberPortions.Side side, Differences differences, String group) {
    return differences.first(group, side.countAside() + 1).stream()
        .anyMatch(id -> !side.isSetAside(id));
  }

  // --- what is known of them ----------------------------------------------------------------

  /**
   * A group whose last write is not answered has shown what it holds.
   *
   * @param exchange of the change at hand
   */
  public void take(Exchange exchange) {
    see(exchange);
    state.links().withdraw(change(exchange).key());
  }

  void see(Exchange exchange) {
    Change change = change(exchange);
    TargetGroup group =
        answers.groupWithMembers(answers.resource(exchange.getMessage().getBody(ObjectNode.class)));
    List<String> members = target.memberships().members(group, change.key().id());
    if (members != null) {
      state.writtenMembers().seen(change.key().id(), members);
    } else {
      state.writtenMembers().unseen(change.key().id(), emptied(change));
    }
    compare(change);
  }

  /** Compares a group of which more is known than when it was planned. */
  void compare(Change change) {
    planning.compare(change.key().id(), emptied(change));
    due.take(change.key().id());
  }

  private static boolean emptied(Change change) {
    return change.action() == Action.EMPTY || change.action() == Action.DELETE;
  }

  /** What an adopted group holds, by the users that were read by pages: it need not be asked. */
  void know(Change change) {
    state.writtenMembers().seen(change.key().id(), state.target().members(change.knownTargetId()));
    state.links().withdraw(change.key());
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
    Change change = change(exchange);
    MemberPortions portions = portions(exchange);
    List<String> removed =
        safeguard.holding() || late(exchange)
            ? List.of()
            : portions.leaving().next(leaving(change));
    List<String> added = removed.isEmpty() ? portions.joining().next(joining(change)) : List.of();
    MemberChunk chunk = new MemberChunk(added, removed);
    Write.at(exchange).setChunk(chunk);
    if (chunk.isEmpty()) {
      return;
    }
    ScimRequest request =
        removed.isEmpty()
            ? requests.addMembers(change.knownTargetId(), added)
            : requests.removeMembers(change.knownTargetId(), removed);
    state.links().intend(change.key(), Link.MEMBERS, added, removed);
    Write.at(exchange).begin(request);
    call.put(exchange, request);
  }

  /**
   * Whether the chunk at hand is sent.
   *
   * @param write the group's change
   * @return false if nobody is left to be sent
   */
  public boolean sends(@Variable(Names.WRITE) Write write) {
    return !write.chunk().isEmpty();
  }

  /**
   * Whether the chunk at hand takes members out.
   *
   * @param write the group's change
   * @return false if they join
   */
  public boolean removes(@Variable(Names.WRITE) Write write) {
    return !write.chunk().removed().isEmpty();
  }

  /**
   * Records that the members of the chunk at hand have joined or left.
   *
   * @param exchange of the change at hand
   */
  public void record(Exchange exchange) {
    Change change = change(exchange);
    MemberChunk chunk = Write.at(exchange).chunk();
    state
        .outcomes()
        .record(
            List.of(
                new Outcome.Members(
                    change.key().id(),
                    chunk.added(),
                    chunk.removed(),
                    records.log().members(exchange, change, chunk))));
    due.carriedOut(change.key().id(), chunk.added(), chunk.removed());
    side(exchange, chunk).accepted();
    observer.members(change, chunk.added(), chunk.removed());
    Names.attemptsOver(exchange);
    RefusedParts.accepted(exchange);
    Cycle cycle = cycles.current();
    cycle.count(Counter.MEMBERS_ADDED, chunk.added().size());
    cycle.count(Counter.MEMBERS_REMOVED, chunk.removed().size());
    cycles.done(
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
   * @param exchange of the change at hand
   */
  public void divide(Exchange exchange) {
    RefusedParts.requireWrite(exchange);
    exchange.setVariable(SUSPECT, "");
    MemberChunk chunk = Write.at(exchange).chunk();
    MemberPortions.Side side = side(exchange, chunk);
    ScimError error = refusal(exchange).error();
    Names.attemptsOver(exchange);
    if (error.kind() == ScimError.Kind.NOT_IMPLEMENTED) {
      note(exchange, side.giveUp());
      return;
    }
    Set<String> newAccounts = chunk.joins() ? newAccounts() : Set.of();
    if (side.refused(newAccounts::contains) == MemberPortions.Verdict.SINGLE) {
      if (error.kind() == ScimError.Kind.FORBIDDEN) {
        setAside(exchange);
      } else {
        exchange.setVariable(SUSPECT, chunk.ids().get(0));
      }
    }
  }

  /**
   * Whether it is to be asked whether the account of a member is there.
   *
   * @param exchange of the group's change
   * @return true if a chunk was refused for one member
   */
  public boolean suspects(Exchange exchange) {
    return !exchange.getVariable(SUSPECT, "", String.class).isEmpty();
  }

  /**
   * Lays out the question whether the account is there for which the chunk was refused.
   *
   * @param exchange of the change at hand
   */
  public void suspectRequest(Exchange exchange) {
    call.put(exchange, requests.readUser(exchange.getVariable(SUSPECT, String.class)));
  }

  /**
   * The account is there: this membership alone is parked, and all others go on.
   *
   * @param exchange of the change at hand
   */
  public void setAside(Exchange exchange) {
    MemberChunk chunk = Write.at(exchange).chunk();
    note(exchange, chunk);
    List<String> others = side(exchange, chunk).setAside();
    if (!others.isEmpty()) {
      note(exchange, others);
    }
    exchange.setVariable(SUSPECT, "");
  }

  /** Those who are not tried, because whoever was tried was refused. */
  private void note(Exchange exchange, List<String> others) {
    MemberChunk chunk = Write.at(exchange).chunk();
    note(exchange, chunk.of(others));
  }

  private void note(Exchange exchange, MemberChunk refused) {
    parts.note(
        exchange,
        refusal(exchange),
        Write.at(exchange).refusedRequest(),
        named(refused),
        change(exchange),
        refused);
  }

  private String named(MemberChunk chunk) {
    List<String> ids = chunk.ids();
    String who = ids.size() == 1 ? names.of(ids.get(0)).name() : ids.size() + " members";
    return who + (chunk.joins() ? " (joining)" : " (leaving)");
  }

  /**
   * The account is there no longer: its user is matched anew.
   *
   * @param exchange of the change at hand
   */
  public void recordGone(Exchange exchange) {
    Change change = change(exchange);
    String account = exchange.getVariable(SUSPECT, String.class);
    MemberChunk chunk = Write.at(exchange).chunk();
    if (!lost.matchAnew(account)) {
      setAside(exchange);
      return;
    }
    if (!chunk.joins()) {
      state
          .outcomes()
          .record(
              List.of(new Outcome.Members(change.key().id(), List.of(), chunk.removed(), null)));
      due.carriedOut(change.key().id(), List.of(), chunk.removed());
    }
    side(exchange, chunk).gone();
    exchange.setVariable(SUSPECT, "");
    Names.attemptsOver(exchange);
  }

  /**
   * The group is not deleted: all members of ours leave it, and it is tried again by the schedule
   * of parked objects.
   *
   * @param exchange of the change at hand
   */
  public void deletionRefused(Exchange exchange) {
    RefusedParts.requireWrite(exchange);
    Change change = change(exchange);
    parts.note(exchange, "deletion", change, MemberChunk.NONE);
    planning.compare(change.key().id(), true);
    due.takeLeavers(change.key().id());
  }

  // --- members whose accounts are new -------------------------------------------------------

  /** The users who got their account in this cycle, or lately where there is none: by SCIM id. */
  private Set<String> newAccounts() {
    Instant since = clock.instant().minus(NEW);
    Instant began = cycles.current().began();
    if (!cycles.isBeside() && began.isAfter(since)) {
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
   * @param exchange of the change at hand
   */
  public void takeLate(Exchange exchange) {
    exchange.setVariable(LATE, true);
    portions(exchange).joining().takeLate();
  }

  /**
   * Those who waited, as far as one chunk goes, are members now or not yet.
   *
   * @param exchange of the change at hand
   */
  public void lateTaken(Exchange exchange) {
    exchange.setVariable(LATE, false);
  }

  /**
   * Those who wait were refused once more: fails, so that the request is repeated later, as long as
   * Camel has attempts left.
   *
   * @param exchange of the change at hand
   */
  public void stillLate(Exchange exchange) {
    RefusedParts.requireWrite(exchange);
    exchange.setVariable(LATE, false);
    MemberPortions.Side side = portions(exchange).joining();
    int attempts = exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 0, Integer.class);
    int most = exchange.getMessage().getHeader(Exchange.REDELIVERY_MAX_COUNTER, 1, Integer.class);
    ZscalerException refusal =
        exchange.getProperty(Exchange.EXCEPTION_CAUGHT, ZscalerException.class);
    if (attempts < most && side.refused(newAccounts()::contains) == MemberPortions.Verdict.LATE) {
      throw new MembersLateException(refusal);
    }
    side.waitNoLonger();
    Names.attemptsOver(exchange);
  }

  private static boolean late(Exchange exchange) {
    return exchange.getVariable(LATE, false, Boolean.class);
  }

  // ------------------------------------------------------------------------------------------

  private static MemberPortions.Side side(Exchange exchange, MemberChunk chunk) {
    MemberPortions portions = portions(exchange);
    return chunk.joins() ? portions.joining() : portions.leaving();
  }

  private static ZscalerException refusal(Exchange exchange) {
    return Write.at(exchange).refused();
  }

  private static MemberPortions portions(Exchange exchange) {
    return exchange.getVariable(PORTIONS, MemberPortions.class);
  }

  private static @Nullable Change change(Exchange exchange) {
    return Write.change(exchange);
  }
}
