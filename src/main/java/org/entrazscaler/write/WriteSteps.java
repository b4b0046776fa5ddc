package org.entrazscaler.write;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.cycle.Counter;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.cycle.StopAwareIterator;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.journal.LogError;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.Origin;
import org.entrazscaler.link.StoredChange;
import org.entrazscaler.outcome.MemberChunk;
import org.entrazscaler.outcome.Outcome;
import org.entrazscaler.outcome.PlanLimit;
import org.entrazscaler.outcome.ProvisioningRecords;
import org.entrazscaler.outcome.RemovalHold;
import org.entrazscaler.outcome.Write;
import org.entrazscaler.outcome.WriteObserver;
import org.entrazscaler.plan.Action;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.Decision;
import org.entrazscaler.plan.MatchQuery;
import org.entrazscaler.plan.Planners;
import org.entrazscaler.plan.ValueChange;
import org.entrazscaler.planning.Completions;
import org.entrazscaler.planning.TargetOwners;
import org.entrazscaler.scim.AttributeChange;
import org.entrazscaler.scim.ScimAnswers;
import org.entrazscaler.scim.ScimError;
import org.entrazscaler.scim.ScimRequest;
import org.entrazscaler.scim.ScimRequests;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.scim.schema.ResourceType;
import org.entrazscaler.scim.schema.ScimPath;
import org.entrazscaler.store.State;
import org.entrazscaler.target.TargetReading;
import org.entrazscaler.zscaler.ZscalerCall;
import org.entrazscaler.zscaler.ZscalerException;
import org.entrazscaler.zscaler.ZscalerRefusedException;
import org.jspecify.annotations.Nullable;

/** The steps of {@code write-zscaler.camel.yaml}: one planned change and its outcome. */
final class WriteSteps {

  private final State state;
  private final Product product;
  private final ScimRequests requests;
  private final ScimAnswers answers;
  private final ZscalerCall call;
  private final int membersPerRequest;
  private final CycleControl cycles;
  private final Planners planners;
  private final TargetOwners owners;
  private final Completions completions;
  private final TargetReading target;
  private final MemberSteps members;
  private final ProvisioningRecords records;
  private final RemovalHold removalHold;
  private final WriteObserver observer;
  private final PlanLimit planLimit;
  private final DueMembers dueMembers;
  private final OutcomeQueue outcomes;

  WriteSteps(
      WriteContext context, MemberSteps members, DueMembers dueMembers, OutcomeQueue outcomes) {
    this.state = context.state();
    this.product = context.product();
    this.requests = new ScimRequests(context.product());
    this.answers = new ScimAnswers(context.product());
    this.call = context.call();
    this.membersPerRequest = context.limits().membersPerRequest();
    this.cycles = context.cycles();
    this.planners = context.planners();
    this.owners = context.owners();
    this.completions = context.completions();
    this.target = context.target();
    this.members = members;
    this.records = context.records();
    this.removalHold = context.removalHold();
    this.observer = context.observer();
    this.planLimit = context.planLimit();
    this.dueMembers = dueMembers;
    this.outcomes = outcomes;
  }

  /**
   * The planned changes of users that are recorded one by one: removals of access, most urgent
   * first, then renames.
   *
   * @return an iterator that ends early when the cycle must stop
   */
  public Iterator<StoredChange> usersOneByOne() {
    cycles.reportPlanned(ObjectType.USER);
    return new StopAwareIterator<>(state.plan().oneByOne(ObjectType.USER), cycles);
  }

  /**
   * The planned changes of groups, most urgent first.
   *
   * @return an iterator that ends early when the cycle must stop
   */
  public Iterator<StoredChange> groups() {
    cycles.reportPlanned(ObjectType.GROUP);
    return new StopAwareIterator<>(state.plan().inOrder(ObjectType.GROUP), cycles);
  }

  /**
   * Begins the current write.
   *
   * @param exchange the exchange of the write
   */
  public void begin(Exchange exchange) {
    Write write = Write.at(exchange);
    write.startTimer();
    if (write.key().type() == ObjectType.GROUP) {
      members.begin(write);
    }
    ExchangeVariables.resetAttempts(exchange);
    ExchangeVariables.clearFailures(exchange);
  }

  // --- kinds of changes ---------------------------------------------------------------------

  /**
   * Whether the change creates a user or a group.
   *
   * @param write the current write
   * @return true for a creation
   */
  public boolean isCreation(@Variable(ExchangeVariables.WRITE) Write write) {
    return write.knownChange().action() == Action.CREATE;
  }

  /**
   * Whether the change deletes a group.
   *
   * @param write the current write
   * @return false for a user
   */
  public boolean isGroupDeletion(@Variable(ExchangeVariables.WRITE) Write write) {
    return write.knownChange().group() && write.knownChange().action() == Action.DELETE;
  }

  /**
   * Whether the change is for a group.
   *
   * @param write the current write, which is neither a creation nor a deletion
   * @return false for a user
   */
  public boolean isGroupChange(@Variable(ExchangeVariables.WRITE) Write write) {
    return write.knownChange().group();
  }

  /**
   * Whether the change disables an account.
   *
   * @param write the current write
   * @return false also if there is no change any more because the target object is gone
   */
  public boolean isDisabling(@Variable(ExchangeVariables.WRITE) Write write) {
    return write.change() != null && write.change().action() == Action.DISABLE;
  }

  /**
   * Whether the change deletes a user or a group.
   *
   * @param write the current write
   * @return true for a deletion
   */
  public boolean isDeletion(@Variable(ExchangeVariables.WRITE) Write write) {
    return write.knownChange().action() == Action.DELETE;
  }

  /**
   * Whether the current change has attributes to send.
   *
   * @param write the current write
   * @return false if the target has all values
   */
  public boolean hasValues(@Variable(ExchangeVariables.WRITE) Write write) {
    return !write.knownChange().values().isEmpty();
  }

  /**
   * Whether the outcome of an earlier write of the object is unknown.
   *
   * @param write the current write
   * @return true if the target object must be read first
   */
  public boolean isOutcomeUnknown(@Variable(ExchangeVariables.WRITE) Write write) {
    return write.isOutcomeUnknown();
  }

  /**
   * Whether the object has a target object, as far as the state knows.
   *
   * @param write the current write
   * @return false after its deletion
   */
  public boolean isLinked(@Variable(ExchangeVariables.WRITE) Write write) {
    return write.link().map(Link::targetId).isPresent();
  }

  /**
   * Whether the object is linked and the outcome of its last write is unknown.
   *
   * @param write the current write
   * @return false also if the object is not linked yet
   */
  public boolean isLinkedWithUnknownOutcome(@Variable(ExchangeVariables.WRITE) Write write) {
    return write.isOutcomeUnknown() && isLinked(write);
  }

  /** Records the intent of a request before it is sent, unless the state already has it. */
  private void intend(Write write, String kind, MemberChunk first, ScimRequest request) {
    if (write.key().type() == ObjectType.GROUP) {
      state.links().recordIntent(write.key(), kind, first.added(), List.of());
    } else if (!kind.equals(write.intent())) {
      state.links().recordIntent(write.key(), kind);
      write.intentRecorded(kind);
    }
    write.setIntentRequest(request);
  }

  // --- creation -----------------------------------------------------------------------------

  /**
   * Prepares the creation of a user, or of a group with its first members, and records the intent.
   *
   * @param exchange the exchange of the write
   */
  public void createRequest(Exchange exchange) {
    Write write = Write.at(exchange);
    Change change = write.knownChange();
    if (write.isOutcomeUnknown()) {
      // The object does not exist, so that the group has no members either.
      if (change.group()) {
        state.links().withdrawIntent(change.key());
      }
      write.setNotCarriedOut();
    }
    MemberChunk first = MemberChunk.NONE;
    if (change.group() && records.mapsMembers() && !write.isWithoutMembers()) {
      first = new MemberChunk(dueMembers.joining(change.key().id(), membersPerRequest), List.of());
    }
    write.setChunk(first);
    ScimRequest request =
        change.group()
            ? requests.createGroup(resource(change), first.added())
            : userCreation(change);
    intend(write, Write.CREATING, first, request);
    call.setRequest(exchange, request);
  }

  /** The request that creates a user. */
  ScimRequest userCreation(Change change) {
    return requests.createUser(resource(change));
  }

  private static ObjectNode resource(Change change) {
    ObjectNode resource = JsonNodeFactory.instance.objectNode();
    for (ValueChange value : change.values()) {
      ScimPath.parse(value.path()).put(resource, Objects.requireNonNull(value.after()));
    }
    return resource;
  }

  /**
   * Omits the members from the creation of a group; they follow in chunks.
   *
   * @param write the current write
   * @param headers contain the attempt counter, which is reset
   */
  public void omitMembers(
      @Variable(ExchangeVariables.WRITE) Write write, @Headers Map<String, Object> headers) {
    write.omitMembers();
    ExchangeVariables.resetAttempts(headers);
  }

  /**
   * Whether the object to create was not found in the target.
   *
   * @param write the creation
   * @return true also if the target was not queried
   */
  public boolean isAbsent(@Variable(ExchangeVariables.WRITE) Write write) {
    return write.found().isEmpty();
  }

  /**
   * Whether a refused creation must be tried without its first members, one of which may be the
   * cause.
   *
   * @param write the creation
   * @return false if it had no members, or if the object exists
   */
  public boolean hadFirstMembers(@Variable(ExchangeVariables.WRITE) Write write) {
    return isAbsent(write) && write.knownChange().group() && !write.chunk().isEmpty();
  }

  /**
   * Records that the object was created, with the id that Zscaler has given it.
   *
   * @param answer the answer of Zscaler
   * @param write the current write
   * @param headers contain the attempt counter, which is reset
   */
  public void recordCreated(
      @Body ObjectNode answer,
      @Variable(ExchangeVariables.WRITE) Write write,
      @Headers Map<String, Object> headers) {
    Change change = write.knownChange();
    String id = answers.createdId(answer);
    MemberChunk first = write.chunk();
    outcomes.add(
        write,
        new Outcome.Linked(
            link(change, id, Origin.CREATED, change.written(), null),
            first.added(),
            records.log().succeeded(write, change, id, first)),
        () -> {
          target.applyWrite(change, id);
          observer.written(change, id, false);
          if (!first.isEmpty()) {
            dueMembers.recordCarriedOut(change.key().id(), first.added(), List.of());
            observer.members(change, first.added(), List.of());
            cycles.current().count(Counter.MEMBERS_ADDED, first.added().size());
          }
          count(change, Counter.CREATE, "created");
        });
    changeToExisting(headers, write, id, change.written());
  }

  /**
   * Begins the search for an existing object by each form in which Zscaler may store the unique
   * value, usually one.
   *
   * @param write the current write
   */
  public void beginMatch(@Variable(ExchangeVariables.WRITE) Write write) {
    write.setFound(List.of());
    write.setForms(new ArrayDeque<>(records.identifyingQuery(write.knownChange()).forms()));
  }

  /**
   * Whether the target must be queried for another form of the unique value.
   *
   * @param write the creation
   * @return false after the object was found
   */
  public boolean hasNextQuery(@Variable(ExchangeVariables.WRITE) Write write) {
    return !write.forms().isEmpty();
  }

  /**
   * Prepares the query for the next form of the unique value.
   *
   * @param exchange the exchange of the write
   */
  public void matchRequest(Exchange exchange) {
    Change change = change(exchange);
    MatchQuery query = Write.at(exchange).forms().element();
    call.setRequest(
        exchange,
        requests.find(change.resourceType(), query.path(), TextNode.valueOf(query.value())));
  }

  /**
   * Reads the answer to a query; the next form is queried if nothing was found.
   *
   * @param answer the answer of Zscaler
   * @param write the current write
   */
  public void readMatch(@Body ObjectNode answer, @Variable(ExchangeVariables.WRITE) Write write) {
    List<ObjectNode> found = target.answer(write.key().type(), write.forms().remove(), answer);
    if (!found.isEmpty()) {
      write.setFound(found);
      write.forms().clear();
    }
  }

  /**
   * Records that the object to create already exists, either by an earlier attempt of this program,
   * or created elsewhere and now adopted. Fails with the refusal of Zscaler if the object was not
   * found.
   *
   * @param write the current write
   * @param headers contain the attempt counter, which is reset
   * @param caught the failure of the creation; null if it was not sent
   */
  public void recordExisting(
      @Variable(ExchangeVariables.WRITE) Write write,
      @Headers Map<String, Object> headers,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) @Nullable Exception caught) {
    Change change = write.knownChange();
    // The link of the owner may not be recorded yet.
    outcomes.recordAll();
    @Nullable ZscalerException conflict =
        caught instanceof ZscalerException answered ? answered : null;
    if (write.found().size() != 1) {
      throw conflict != null && !(conflict instanceof ZscalerRefusedException)
          ? new ZscalerRefusedException(conflict.error())
          : ambiguous(conflict);
    }
    ObjectNode resource = write.found().get(0);
    String owner = owners.owner(change.key().type(), List.of(resource));
    String pattern = planners.of(change.key().type()).excludingPattern(resource);
    if ((owner != null && !owner.equals(change.key().id())) || pattern != null) {
      withdraw(write);
      if (pattern == null) {
        state.names().recordWaiting(change.key(), resource.path("id").asText());
      }
      throw new ZscalerRefusedException(
          pattern == null
              ? conflict(
                  owners.conflict(change.key(), Objects.requireNonNull(owner), resource), conflict)
              : conflict(
                  "The object in Zscaler is left alone: zscaler.never-touch has " + pattern,
                  "Take the name out of zscaler.never-touch, or give the object another name in"
                      + " Entra",
                  conflict));
    }
    if (owners.otherHolder(change.key(), resource.path("id").asText()).isPresent()) {
      // An object that was handed over is adopted in the next pass, as if it was found by matching.
      withdraw(write);
      state.source().markPending(change.key());
      write.dropChange();
      return;
    }
    Change remaining = planners.of(change.key().type()).remaining(change, resource);
    String id = remaining.knownTargetId();
    boolean ownCreation = conflict == null;
    // The members of the group are unknown: the next step reads them.
    String next = change.group() && records.mapsMembers() ? Link.MEMBERS : null;
    outcomes.add(
        write,
        new Outcome.Linked(
            link(
                change, id, ownCreation ? Origin.CREATED : Origin.ADOPTED, remaining.known(), next),
            List.of(),
            ownCreation
                ? records.log().succeeded(write, change, id, MemberChunk.NONE)
                : records.log().adopted(write, change, id)),
        () -> {
          target.applyWrite(remaining.forExisting(id, remaining.known(), List.of()), id);
          observer.written(change, id, !ownCreation);
          count(
              change,
              ownCreation ? Counter.CREATE : Counter.ADOPT,
              ownCreation ? "created" : "adopted");
        });
    if (!remaining.values().isEmpty()) {
      state.source().markPending(change.key());
    }
    changeToExisting(headers, write, id, remaining.known());
  }

  private void withdraw(Write write) {
    state.links().withdrawIntent(write.key());
    write.intentWithdrawn();
  }

  private static ZscalerException ambiguous(@Nullable ZscalerException answered) {
    return new ZscalerRefusedException(
        conflict(
            "Several objects in Zscaler have the value that must be unique",
            "Remove all but one of them in Zscaler, then use retry",
            answered));
  }

  private static ScimError conflict(Decision.Refuse refuse, @Nullable ZscalerException answered) {
    return conflict(refuse.reason(), refuse.advice(), answered);
  }

  private static ScimError conflict(
      String reason, String advice, @Nullable ZscalerException answered) {
    return new ScimError(
        ScimError.Kind.CONFLICT,
        409,
        "EntryConflict",
        reason,
        advice,
        answered == null ? null : answered.error().scimType(),
        answered == null ? null : answered.error().detail(),
        null,
        "EntryConflict");
  }

  // --- update -------------------------------------------------------------------------------

  /**
   * Prepares the request that reads the target object.
   *
   * @param exchange the exchange of the write
   */
  public void readRequest(Exchange exchange) {
    Change change = change(exchange);
    call.setRequest(
        exchange,
        change.group()
            ? requests.readGroup(change.knownTargetId(), target.memberships().requestsMembers())
            : requests.readUser(change.knownTargetId()));
  }

  /**
   * Reduces the change to the values that the target object does not have.
   *
   * @param answer the answer of Zscaler
   * @param write the current write
   */
  public void reduceToDifferences(
      @Body ObjectNode answer, @Variable(ExchangeVariables.WRITE) Write write) {
    Change change = write.knownChange();
    ObjectNode resource = answers.resource(answer);
    write.setChange(planners.of(change.key().type()).remaining(change, resource));
    if (change.group()) {
      members.recordMembersSeen(answer, write);
    } else if (isEnabling(write, change)) {
      recordGroupsSeen(answer, change);
    }
  }

  /** Records the groups that an answer may show: these memberships need not be written again. */
  private void recordGroupsSeen(@Nullable ObjectNode answer, Change change) {
    state.groupMemberships().confirm(change.knownTargetId(), target.memberships().groupsOf(answer));
  }

  /**
   * Records that the content of a group is known again, and clears its intent.
   *
   * @param write the current write
   */
  public void recordSeen(@Variable(ExchangeVariables.WRITE) Write write) {
    Change change = write.knownChange();
    outcomes.add(
        write,
        new Outcome.Linked(
            link(change, change.knownTargetId(), change.origin(), change.known(), null),
            List.of(),
            null),
        () -> {});
  }

  /**
   * Prepares the change of attributes and records the intent.
   *
   * @param exchange the exchange of the write
   */
  public void updateRequest(Exchange exchange) {
    Change change = change(exchange);
    List<AttributeChange> changes = new ArrayList<>();
    for (ValueChange value : change.values()) {
      changes.add(
          new AttributeChange(
              ScimPath.parse(value.path()), value.adding() ? null : value.before(), value.sent()));
    }
    ScimRequest request =
        change.group()
            ? requests.changeGroup(change.knownTargetId(), changes)
            : requests.changeUser(change.knownTargetId(), changes, currentPaths(change));
    intend(Write.at(exchange), Write.CHANGING, MemberChunk.NONE, request);
    call.setRequest(exchange, request);
  }

  private static List<ScimPath> currentPaths(Change change) {
    List<ScimPath> paths = new ArrayList<>();
    change.known().fieldNames().forEachRemaining(path -> paths.add(ScimPath.parse(path)));
    return paths;
  }

  /**
   * Records that the attributes were written.
   *
   * @param body the answer of Zscaler if something was sent; otherwise ignored
   * @param write the current write
   * @param headers contain the attempt counter, which is reset
   */
  public void recordUpdated(
      @Body @Nullable Object body,
      @Variable(ExchangeVariables.WRITE) Write write,
      @Headers Map<String, Object> headers) {
    @Nullable ObjectNode answer = body instanceof ObjectNode object ? object : null;
    Change change = write.knownChange();
    boolean isEnabling = isEnabling(write, change);
    if (isEnabling) {
      recordGroupsSeen(answer, change);
    }
    List<String> groupsToRewrite = groupsToRewrite(change, isEnabling);
    String id = isRenaming(change) ? successor(answer, change) : change.knownTargetId();
    boolean adopted = write.link().map(Link::targetId).isEmpty();
    boolean sent = !change.values().isEmpty();
    ObjectKey former = adopted ? owners.otherHolder(change.key(), id).orElse(null) : null;
    boolean needsMembers = adopted && change.group() && records.mapsMembers();
    boolean membersRead = needsMembers && target.areMembersRead(id);
    boolean mustReadMembers =
        needsMembers
            && !membersRead
            && (product.groupShowsMembers() || target.isComplete(ObjectType.USER));
    outcomes.add(
        write,
        new Outcome.Linked(
            link(
                change,
                id,
                change.origin(),
                change.written(),
                membersRead || mustReadMembers ? Link.MEMBERS : null),
            List.of(),
            sent
                ? records.log().succeeded(write, change, id, MemberChunk.NONE, groupsToRewrite)
                : adopted ? records.log().adopted(write, change, id) : null),
        () -> {
          reportUpdated(change, id, sent, adopted, former);
          if (adopted && membersRead) {
            members.useMembersRead(change);
          } else if (needsMembers && !mustReadMembers) {
            // Members that were added for the former group in Entra must be removed.
            members.compare(change);
          }
        });
    ExchangeVariables.resetAttempts(headers);
  }

  private void reportUpdated(
      Change change, String id, boolean sent, boolean adopted, @Nullable ObjectKey former) {
    if (sent) {
      target.applyWrite(change, id);
    }
    if (sent || adopted || change.action() == Action.EMPTY) {
      observer.written(change, id, adopted && change.origin() == Origin.ADOPTED);
    }
    if (former != null) {
      records.recordHandover(
          former,
          "Its object in Zscaler (id "
              + id
              + ") was handed over to "
              + change.key().type().word()
              + " "
              + change.key().id()
              + ", which now has its name");
    }
    if (adopted) {
      cycles.current().count(change.origin() == Origin.CREATED ? Counter.CREATE : Counter.ADOPT, 1);
    }
    if (sent) {
      Counter counter = change.action() == Action.DISABLE ? Counter.DISABLE : Counter.UPDATE;
      count(
          change,
          counter,
          counter == Counter.DISABLE ? "disabled" : "updated: " + records.describe(change));
    }
    if (change.action() == Action.EMPTY && dueMembers.leaving(change.key().id(), 1).isEmpty()) {
      count(change, Counter.EMPTY, "emptied");
    }
  }

  /** The groups from which Zscaler may have removed the account because of the change. */
  private List<String> groupsToRewrite(Change change, boolean isEnabling) {
    if (isRenaming(change)) {
      return state.writtenMembers().groupsInScope(change.knownTargetId());
    }
    return isEnabling
        ? state.groupMemberships().unconfirmedGroups(change.knownTargetId())
        : List.of();
  }

  private static boolean isEnabling(Write write, Change change) {
    return !change.group() && !change.disabled() && write.link().filter(Link::disabled).isPresent();
  }

  /** Whether the target treats the new name as another person's account. */
  private boolean isRenaming(Change change) {
    return product.renameMeansDeleted()
        && change.values().stream()
            .anyMatch(value -> value.path().equals("userName") && value.before() != null);
  }

  /** The account that has replaced a renamed one; it has no memberships yet. */
  private String successor(@Nullable ObjectNode answer, Change change) {
    state.writtenMembers().removeAccount(change.key());
    return answer == null ? change.knownTargetId() : answers.createdId(answer);
  }

  /**
   * Keeps the refusal and its request for {@link #failWithRefusal}.
   *
   * @param write the current write
   * @param request the refused request; null if nothing was sent
   * @param refusal the answer of Zscaler
   */
  public void keepRefusal(
      @Variable(ExchangeVariables.WRITE) Write write,
      @Variable(ExchangeVariables.REQUEST) @Nullable ScimRequest request,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) ZscalerException refusal) {
    write.keepRefused(refusal, request);
  }

  /**
   * Fails with the kept refusal, because the object exists: something else in the request was
   * refused.
   *
   * @param exchange the exchange of the write
   */
  public void failWithRefusal(Exchange exchange) {
    Write write = Write.at(exchange);
    exchange.setVariable(ExchangeVariables.REQUEST, write.refusedRequest());
    throw new ZscalerRefusedException(write.refused().error());
  }

  /**
   * Records that the target object is gone: the source object is matched again in the next pass.
   *
   * @param write the current write
   */
  public void recordLost(@Variable(ExchangeVariables.WRITE) Write write) {
    Change change = write.knownChange();
    outcomes.add(
        write,
        new Outcome.Lost(
            change.key(),
            // Before a user counts as disabled, it is matched once more.
            mayHaveSuccessor(write) || change.action() == Action.DISABLE ? Write.CREATING : null,
            records
                .log()
                .failed(
                    write,
                    change,
                    LogError.of("InvalidAnchor"),
                    "The object is no longer in Zscaler; it is matched again.")),
        () -> target.remove(change));
    write.dropChange();
  }

  /** Whether a rename whose answer was lost may have replaced the account by another one. */
  private boolean mayHaveSuccessor(Write write) {
    return write.key().type() == ObjectType.USER
        && product.renameMeansDeleted()
        && write.isOutcomeUnknown()
        && Write.CHANGING.equals(write.intent());
  }

  // --- deletion -----------------------------------------------------------------------------

  /**
   * Prepares the deletion and records the intent.
   *
   * @param exchange the exchange of the write
   */
  public void deleteRequest(Exchange exchange) {
    Change change = change(exchange);
    ScimRequest request = requests.delete(change.resourceType(), change.knownTargetId());
    intend(Write.at(exchange), Write.DELETING, MemberChunk.NONE, request);
    call.setRequest(exchange, request);
  }

  /**
   * Records that the object to delete is already gone, or lost if it may have a successor, which is
   * then matched.
   *
   * @param write the current write
   */
  public void recordMissing(@Variable(ExchangeVariables.WRITE) Write write) {
    if (mayHaveSuccessor(write)) {
      recordLost(write);
    } else {
      recordDeleted(write);
    }
  }

  /**
   * Records that the target object was deleted.
   *
   * @param write the current write
   */
  public void recordDeleted(@Variable(ExchangeVariables.WRITE) Write write) {
    Change change = write.knownChange();
    outcomes.add(
        write,
        new Outcome.Deleted(completions.of(change), records.log().deleted(write, change)),
        () -> {
          target.remove(change);
          observer.deleted(change);
          count(change, Counter.DELETE, "deleted");
        });
  }

  /**
   * Completes the source object, unless something remains for the next pass or cycle, or was
   * refused.
   *
   * @param write the current write
   */
  public void complete(@Variable(ExchangeVariables.WRITE) Write write) {
    Change change = write.change();
    if (change == null) {
      write.setUnfinished(false);
      return;
    }
    if (change.group()) {
      dueMembers.forget(change.key().id());
    }
    boolean unfinished = members.isUnfinished(write);
    boolean waits = !change.group() && removalHold.holdRest(change);
    // An object that has changed in the meantime is pending in any case, and is planned again.
    write.setUnfinished(
        waits || (unfinished && state.source().isPending(change.key(), change.changed())));
    if (unfinished && planLimit.isActive()) {
      planLimit.leaveOutMembers(
          change, removalHold.blocksRemovals(), members.refusedMembers(write));
    }
    if (unfinished && (removalHold.blocksRemovals() || planLimit.isActive())) {
      state.plan().hold(change.key());
    }
    if (change.interim()) {
      state.plan().drop(change.key());
    } else if (!unfinished && !waits && write.refusedParts().isEmpty()) {
      outcomes.add(write, new Outcome.Completed(completions.of(change), null), () -> {});
    }
  }

  // ------------------------------------------------------------------------------------------

  /** Turns the change into one of an existing object. */
  private static void changeToExisting(
      Map<String, Object> headers, Write write, String id, ObjectNode current) {
    ExchangeVariables.resetAttempts(headers);
    write.setChange(write.knownChange().forExisting(id, current, List.of()));
  }

  private static Link link(
      Change change, String id, Origin origin, ObjectNode written, @Nullable String next) {
    return new Link(
        change.key(), id, origin, written, change.disabled(), change.memberEligible(), next);
  }

  private void count(Change change, Counter counter, String done) {
    cycles.current().count(counter, 1);
    cycles.reportDone(
        (change.resourceType() == ResourceType.USER ? "User " : "Group ")
            + change.name()
            + " "
            + done);
  }

  private static Change change(Exchange exchange) {
    return Write.at(exchange).knownChange();
  }
}
