package org.entrazscaler.write;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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
import org.entrazscaler.outcome.ProvisioningRecords;
import org.entrazscaler.outcome.Write;
import org.entrazscaler.outcome.WriteObserver;
import org.entrazscaler.plan.Action;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.Decision;
import org.entrazscaler.plan.MatchQuery;
import org.entrazscaler.plan.ValueChange;
import org.entrazscaler.planning.Planning;
import org.entrazscaler.review.PlanApplication;
import org.entrazscaler.safeguard.Safeguard;
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

/** The steps of {@code write-zscaler.camel.yaml}: one planned change, and what became of it. */
public final class WriteSteps {

  private final State state;
  private final Product product;
  private final ScimRequests requests;
  private final ScimAnswers answers;
  private final ZscalerCall call;
  private final int membersPerRequest;
  private final CycleControl cycles;
  private final Planning planning;
  private final TargetReading target;
  private final MemberSteps members;
  private final ProvisioningRecords records;
  private final Safeguard safeguard;
  private final WriteObserver observer;
  private final PlanApplication planApplication;
  private final DueMembers dueMembers;
  private final OutcomeQueue outcomes;

  public WriteSteps(
      State state,
      Product product,
      ZscalerCall call,
      int membersPerRequest,
      CycleControl cycles,
      Planning planning,
      TargetReading target,
      MemberSteps members,
      ProvisioningRecords records,
      Safeguard safeguard,
      WriteObserver observer,
      PlanApplication planApplication,
      DueMembers dueMembers,
      OutcomeQueue outcomes) {
    this.state = state;
    this.product = product;
    this.requests = new ScimRequests(product);
    this.answers = new ScimAnswers(product);
    this.call = call;
    this.membersPerRequest = membersPerRequest;
    this.cycles = cycles;
    this.planning = planning;
    this.target = target;
    this.members = members;
    this.records = records;
    this.safeguard = safeguard;
    this.observer = observer;
    this.planApplication = planApplication;
    this.dueMembers = dueMembers;
    this.outcomes = outcomes;
  }

  /**
   * The planned changes of users that are done one by one: what takes access away, most urgent
   * first, then what gives another name.
   *
   * @return ends early once the cycle has to stop
   */
  public Iterator<StoredChange> usersOneByOne() {
    cycles.reportPlanned(ObjectType.USER);
    return new StopAwareIterator<>(state.plan().oneByOne(ObjectType.USER), cycles);
  }

  /**
   * The planned changes of groups, most urgent first.
   *
   * @return ends early once the cycle has to stop
   */
  public Iterator<StoredChange> groups() {
    cycles.reportPlanned(ObjectType.GROUP);
    return new StopAwareIterator<>(state.plan().inOrder(ObjectType.GROUP), cycles);
  }

  /**
   * The write at hand begins.
   *
   * @param exchange of the write
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

  // --- what is to be done -------------------------------------------------------------------

  /**
   * Whether an object is to be made.
   *
   * @param write the write at hand
   * @return true for a user and for a group
   */
  public boolean isCreation(@Variable(ExchangeVariables.WRITE) Write write) {
    return write.knownChange().action() == Action.CREATE;
  }

  /**
   * Whether a group is to be deleted.
   *
   * @param write the write at hand
   * @return false for a user
   */
  public boolean isGroupDeletion(@Variable(ExchangeVariables.WRITE) Write write) {
    return write.knownChange().group() && write.knownChange().action() == Action.DELETE;
  }

  /**
   * Whether a group that is there is written.
   *
   * @param write the write at hand, which creates and deletes nothing
   * @return false for a user
   */
  public boolean isGroupChange(@Variable(ExchangeVariables.WRITE) Write write) {
    return write.knownChange().group();
  }

  /**
   * Whether access is to be taken away, and the account stays.
   *
   * @param write the write at hand
   * @return false also if no change is at hand any more
   */
  public boolean isDisabling(@Variable(ExchangeVariables.WRITE) Write write) {
    return write.change() != null && write.change().action() == Action.DISABLE;
  }

  /**
   * Whether an object is to be deleted.
   *
   * @param write the write at hand
   * @return true for a user and for a group
   */
  public boolean isDeletion(@Variable(ExchangeVariables.WRITE) Write write) {
    return write.knownChange().action() == Action.DELETE;
  }

  /**
   * Whether the change at hand has attributes to be sent.
   *
   * @param write the write at hand
   * @return false if the target has them all
   */
  public boolean hasValues(@Variable(ExchangeVariables.WRITE) Write write) {
    return !write.knownChange().values().isEmpty();
  }

  /**
   * Whether a write of this object was begun of which the outcome is not known.
   *
   * @param write the write at hand
   * @return true if the target must be asked first
   */
  public boolean isOutcomeUnknown(@Variable(ExchangeVariables.WRITE) Write write) {
    return write.isOutcomeUnknown();
  }

  /**
   * Whether an object is there, as far as is known.
   *
   * @param write the write at hand
   * @return false once it is deleted
   */
  public boolean isLinked(@Variable(ExchangeVariables.WRITE) Write write) {
    return write.link().map(Link::targetId).isPresent();
  }

  /**
   * Whether a write of an object of ours was begun of which the outcome is not known.
   *
   * @param write the write at hand
   * @return false also if the link to the object is still to be made
   */
  public boolean isLinkedWithUnknownOutcome(@Variable(ExchangeVariables.WRITE) Write write) {
    return write.isOutcomeUnknown() && isLinked(write);
  }

  /** Records the intent of a request before it is sent, unless the state has it already. */
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
   * Lays out the creation, of a group with its first members, and records that it is begun.
   *
   * @param exchange of the change at hand
   */
  public void createRequest(Exchange exchange) {
    Write write = Write.at(exchange);
    Change change = write.knownChange();
    if (write.isOutcomeUnknown()) {
      // It was looked for and is not there, so that nobody has joined it either.
      if (change.group()) {
        state.links().withdrawIntent(change.key());
      }
      write.setNotCarriedOut();
    }
    ObjectNode resource = JsonNodeFactory.instance.objectNode();
    for (ValueChange value : change.values()) {
      ScimPath.parse(value.path()).put(resource, value.after());
    }
    MemberChunk first = MemberChunk.NONE;
    if (change.group() && records.mapsMembers() && !write.isWithoutMembers()) {
      first = new MemberChunk(dueMembers.joining(change.key().id(), membersPerRequest), List.of());
    }
    write.setChunk(first);
    ScimRequest request =
        change.group()
            ? requests.createGroup(resource, first.added())
            : requests.createUser(resource);
    intend(write, Write.CREATING, first, request);
    call.put(exchange, request);
  }

  /**
   * From here on the group is made without members, who follow in chunks.
   *
   * @param write the write at hand
   * @param headers count the attempts, which begin anew
   */
  public void omitMembers(
      @Variable(ExchangeVariables.WRITE) Write write, @Headers Map<String, Object> headers) {
    write.omitMembers();
    ExchangeVariables.resetAttempts(headers);
  }

  /**
   * Whether what is to be made is not there, as far as the target was asked.
   *
   * @param write the creation
   * @return true also if the target was not asked
   */
  public boolean isAbsent(@Variable(ExchangeVariables.WRITE) Write write) {
    return write.found().isEmpty();
  }

  /**
   * Whether a creation that was refused is tried without its first members, for one of whom it may
   * have been refused.
   *
   * @param write the creation
   * @return false if it had none, or if the object is there
   */
  public boolean hadFirstMembers(@Variable(ExchangeVariables.WRITE) Write write) {
    return isAbsent(write) && write.knownChange().group() && !write.chunk().isEmpty();
  }

  /**
   * Keeps that the object was made, under the id that Zscaler has given it.
   *
   * @param answer what Zscaler answered
   * @param write the write at hand
   * @param headers count the attempts, which begin anew
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
          target.written(change, id);
          observer.written(change, id, false);
          if (!first.isEmpty()) {
            dueMembers.recordCarriedOut(change.key().id(), first.added(), List.of());
            observer.members(change, first.added(), List.of());
            cycles.current().count(Counter.MEMBERS_ADDED, first.added().size());
          }
          count(change, Counter.CREATE, "created");
        });
    isLinked(headers, write, id, change.written());
  }

  /**
   * Asks in each form in which Zscaler may keep the value; usually that is one.
   *
   * @param write the write at hand
   */
  public void beginMatch(@Variable(ExchangeVariables.WRITE) Write write) {
    write.setFound(List.of());
    write.setForms(new ArrayDeque<>(records.identifyingQuery(write.knownChange()).forms()));
  }

  /**
   * Whether the target is asked for one more form of the value that must be unique.
   *
   * @param write the creation
   * @return false once the object was found
   */
  public boolean hasNextQuestion(@Variable(ExchangeVariables.WRITE) Write write) {
    return !write.forms().isEmpty();
  }

  /**
   * Lays out the question for the next form of the value that must be unique.
   *
   * @param exchange of the change at hand
   */
  public void matchRequest(Exchange exchange) {
    Change change = change(exchange);
    MatchQuery question = Write.at(exchange).forms().element();
    call.put(
        exchange,
        requests.find(change.resourceType(), question.path(), TextNode.valueOf(question.value())));
  }

  /**
   * What the target has is found; else the next form is asked for.
   *
   * @param answer what Zscaler answered
   * @param write the write at hand
   */
  public void readMatch(@Body ObjectNode answer, @Variable(ExchangeVariables.WRITE) Write write) {
    List<ObjectNode> found = target.answer(write.key().type(), write.forms().remove(), answer);
    if (!found.isEmpty()) {
      write.setFound(found);
      write.forms().clear();
    }
  }

  /**
   * What was to be made is there: by an earlier attempt of ours, or by somebody else, and then it
   * is adopted. Fails with what Zscaler said if it is not to be found all the same.
   *
   * @param write the write at hand
   * @param headers count the attempts, which begin anew
   * @param caught with what the creation has failed; null if it was not sent
   */
  public void recordExisting(
      @Variable(ExchangeVariables.WRITE) Write write,
      @Headers Map<String, Object> headers,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) @Nullable Exception caught) {
    Change change = write.knownChange();
    // Whose it is may be known since a moment.
    outcomes.recordAll();
    @Nullable ZscalerException conflict =
        caught instanceof ZscalerException answered ? answered : null;
    if (write.found().size() != 1) {
      throw conflict != null && !(conflict instanceof ZscalerRefusedException)
          ? new ZscalerRefusedException(conflict.error())
          : ambiguous(conflict);
    }
    ObjectNode resource = write.found().get(0);
    String owner = planning.owner(change.key().type(), List.of(resource));
    String pattern = planning.planner(change.key().type()).excludingPattern(resource);
    if ((owner != null && !owner.equals(change.key().id())) || pattern != null) {
      withdraw(write);
      if (pattern == null) {
        state.names().recordWaiting(change.key(), resource.path("id").asText());
      }
      throw new ZscalerRefusedException(
          pattern == null
              ? conflict(planning.conflict(change.key(), owner, resource), conflict)
              : conflict(
                  "The object in Zscaler is left alone: zscaler.never-touch has " + pattern,
                  "Take the name out of zscaler.never-touch, or give the object another name in"
                      + " Entra",
                  conflict));
    }
    if (planning.otherHolder(change.key(), resource.path("id").asText()).isPresent()) {
      // What has gone to another one is adopted as what was found by matching is: in the next pass.
      withdraw(write);
      state.source().markPending(change.key());
      write.dropChange();
      return;
    }
    Change remaining = planning.planner(change.key().type()).remaining(change, resource);
    String id = remaining.knownTargetId();
    boolean ours = conflict == null;
    // The members of a group are not known: the next step asks for them.
    String next = change.group() && records.mapsMembers() ? Link.MEMBERS : null;
    outcomes.add(
        write,
        new Outcome.Linked(
            link(change, id, ours ? Origin.CREATED : Origin.ADOPTED, remaining.known(), next),
            List.of(),
            ours
                ? records.log().succeeded(write, change, id, MemberChunk.NONE)
                : records.log().adopted(write, change, id)),
        () -> {
          target.written(remaining.forExisting(id, remaining.known(), List.of()), id);
          observer.written(change, id, !ours);
          count(change, ours ? Counter.CREATE : Counter.ADOPT, ours ? "created" : "adopted");
        });
    if (!remaining.values().isEmpty()) {
      state.source().markPending(change.key());
    }
    isLinked(headers, write, id, remaining.known());
  }

  private void withdraw(Write write) {
    state.links().withdrawIntent(write.key());
    write.intentWithdrawn();
  }

  private static ZscalerException ambiguous(@Nullable ZscalerException answered) {
    return new ZscalerRefusedException(
        conflict(
            "Several objects in Zscaler have the value that was to be unique",
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
   * Lays out the question what the target object holds.
   *
   * @param exchange of the change at hand
   */
  public void readRequest(Exchange exchange) {
    Change change = change(exchange);
    call.put(
        exchange,
        change.group()
            ? requests.readGroup(change.knownTargetId(), target.memberships().requestsMembers())
            : requests.readUser(change.knownTargetId()));
  }

  /**
   * Leaves of the change what the target object was seen to lack.
   *
   * @param answer what Zscaler answered
   * @param write the write at hand
   */
  public void reduceToDifferences(
      @Body ObjectNode answer, @Variable(ExchangeVariables.WRITE) Write write) {
    Change change = write.knownChange();
    ObjectNode resource = answers.resource(answer);
    write.setChange(planning.planner(change.key().type()).remaining(change, resource));
    if (change.group()) {
      members.recordMembersSeen(answer, write);
    } else if (isEnabling(write, change)) {
      recordGroupsSeen(answer, change);
    }
  }

  /** The answer to a change may show in which groups the account is: that is not written anew. */
  private void recordGroupsSeen(@Nullable ObjectNode answer, Change change) {
    state.groupMemberships().confirm(change.knownTargetId(), target.memberships().groupsOf(answer));
  }

  /**
   * What a group holds is known again: nothing that was begun is open any more.
   *
   * @param write the write at hand
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
   * Lays out the change of attributes, and records that it is begun.
   *
   * @param exchange of the change at hand
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
    call.put(exchange, request);
  }

  private static List<ScimPath> currentPaths(Change change) {
    List<ScimPath> held = new ArrayList<>();
    change.known().fieldNames().forEachRemaining(path -> held.add(ScimPath.parse(path)));
    return held;
  }

  /**
   * Keeps that the attributes are written.
   *
   * @param body what Zscaler answered, if anything was sent; of no meaning otherwise
   * @param write the write at hand
   * @param headers count the attempts, which begin anew
   */
  public void recordUpdated(
      @Body @Nullable Object body,
      @Variable(ExchangeVariables.WRITE) Write write,
      @Headers Map<String, Object> headers) {
    @Nullable ObjectNode answer = body instanceof ObjectNode object ? object : null;
    Change change = write.knownChange();
    boolean enables = isEnabling(write, change);
    if (enables) {
      recordGroupsSeen(answer, change);
    }
    List<String> rewritten = rewritten(change, enables);
    String id = isRenaming(change) ? successor(answer, change) : change.knownTargetId();
    boolean adopted = write.link().map(Link::targetId).isEmpty();
    boolean sent = !change.values().isEmpty();
    ObjectKey former = adopted ? planning.otherHolder(change.key(), id).orElse(null) : null;
    boolean learns = adopted && change.group() && records.mapsMembers();
    boolean read = learns && planning.areMembersRead(id);
    boolean asks = learns && !read && (product.groupShowsMembers() || planning.areUsersRead());
    outcomes.add(
        write,
        new Outcome.Linked(
            link(change, id, change.origin(), change.written(), read || asks ? Link.MEMBERS : null),
            List.of(),
            sent
                ? records.log().succeeded(write, change, id, MemberChunk.NONE, rewritten)
                : adopted ? records.log().adopted(write, change, id) : null),
        () -> {
          reportUpdated(change, id, sent, adopted, former);
          if (adopted && read) {
            members.useMembersRead(change);
          } else if (learns && !asks) {
            // Who was put there for another group of Entra that had it leaves.
            members.compare(change);
          }
        });
    ExchangeVariables.resetAttempts(headers);
  }

  private void reportUpdated(
      Change change, String id, boolean sent, boolean adopted, @Nullable ObjectKey former) {
    if (sent) {
      target.written(change, id);
    }
    if (sent || adopted || change.action() == Action.EMPTY) {
      observer.written(change, id, adopted && change.origin() == Origin.ADOPTED);
    }
    if (former != null) {
      records.passedOn(
          former,
          "What it had in Zscaler (id "
              + id
              + ") has gone to "
              + change.key().type().word()
              + " "
              + change.key().id()
              + ", which got its name");
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

  /** The groups of an account that Zscaler may have taken out of them by the change. */
  private List<String> rewritten(Change change, boolean enables) {
    if (isRenaming(change)) {
      return state.writtenMembers().groupsInScope(change.knownTargetId());
    }
    return enables ? state.groupMemberships().unconfirmedGroups(change.knownTargetId()) : List.of();
  }

  private static boolean isEnabling(Write write, Change change) {
    return !change.group() && !change.disabled() && write.link().filter(Link::disabled).isPresent();
  }

  /** Whether the target took the change of the name for another person's account. */
  private boolean isRenaming(Change change) {
    return product.renameMeansDeleted()
        && change.values().stream()
            .anyMatch(value -> value.path().equals("userName") && value.before() != null);
  }

  /** The account that has taken the place of a renamed one; it is in no group yet. */
  private String successor(@Nullable ObjectNode answer, Change change) {
    state.writtenMembers().removeAccount(change.key());
    return answer == null ? change.knownTargetId() : answers.createdId(answer);
  }

  /**
   * Keeps what was sent when Zscaler said that it does not know the object.
   *
   * @param write the write at hand
   * @param request what was sent; null if nothing was
   * @param refusal what Zscaler said
   */
  public void keepRefusal(
      @Variable(ExchangeVariables.WRITE) Write write,
      @Variable(ExchangeVariables.REQUEST) @Nullable ScimRequest request,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) ZscalerException refusal) {
    write.keepRefused(refusal, request);
  }

  /**
   * The object is there all the same: what was refused was something in the request.
   *
   * @param exchange of the change at hand
   */
  public void failWithRefusal(Exchange exchange) {
    Write write = Write.at(exchange);
    exchange.setVariable(ExchangeVariables.REQUEST, write.refusedRequest());
    throw new ZscalerRefusedException(write.refused().error());
  }

  /**
   * The target object is gone: the source object is matched anew in the next pass.
   *
   * @param write the write at hand
   */
  public void recordLost(@Variable(ExchangeVariables.WRITE) Write write) {
    Change change = write.knownChange();
    outcomes.add(
        write,
        new Outcome.Lost(
            change.key(),
            // A user that is to be disabled is looked for once more by the matching attributes.
            mayHaveSuccessor(write) || change.action() == Action.DISABLE ? Write.CREATING : null,
            records
                .log()
                .failed(
                    write,
                    change,
                    LogError.of("InvalidAnchor"),
                    "The object is no longer in Zscaler; it is matched anew.")),
        () -> target.gone(change));
    write.dropChange();
  }

  /** Whether a rename of which the answer was lost may have put another account in its place. */
  private boolean mayHaveSuccessor(Write write) {
    return write.key().type() == ObjectType.USER
        && product.renameMeansDeleted()
        && write.isOutcomeUnknown()
        && Write.CHANGING.equals(write.intent());
  }

  // --- deletion -----------------------------------------------------------------------------

  /**
   * Lays out the deletion, and records that it is begun.
   *
   * @param exchange of the change at hand
   */
  public void deleteRequest(Exchange exchange) {
    Change change = change(exchange);
    ScimRequest request = requests.delete(change.resourceType(), change.knownTargetId());
    intend(Write.at(exchange), Write.DELETING, MemberChunk.NONE, request);
    call.put(exchange, request);
  }

  /**
   * What was to be deleted is gone already, unless it has a successor, which is looked for.
   *
   * @param write the write at hand
   */
  public void recordMissing(@Variable(ExchangeVariables.WRITE) Write write) {
    if (mayHaveSuccessor(write)) {
      recordLost(write);
    } else {
      recordDeleted(write);
    }
  }

  /**
   * Records that the target object is deleted.
   *
   * @param write the write at hand
   */
  public void recordDeleted(@Variable(ExchangeVariables.WRITE) Write write) {
    Change change = write.knownChange();
    outcomes.add(
        write,
        new Outcome.Deleted(planning.completion(change), records.log().deleted(write, change)),
        () -> {
          target.gone(change);
          observer.deleted(change);
          count(change, Counter.DELETE, "deleted");
        });
  }

  /**
   * Puts the source object to rest, unless something is left for the next pass or cycle, or was
   * refused.
   *
   * @param write the write at hand
   */
  public void complete(@Variable(ExchangeVariables.WRITE) Write write) {
    Change change = write.change();
    if (change != null && change.group()) {
      dueMembers.forget(change.key().id());
    }
    boolean unfinished = members.isUnfinished(write);
    boolean waits = change != null && !change.group() && safeguard.holdRest(change);
    // What has changed meanwhile is pending by that, and planned anew.
    write.setUnfinished(
        waits || unfinished && state.source().isPending(change.key(), change.changed()));
    if (unfinished && planApplication.isActive()) {
      planApplication.leaveOutMembers(change, safeguard.blocksRemovals(), members.refusedMembers(write));
    }
    if (unfinished && (safeguard.blocksRemovals() || planApplication.isActive())) {
      state.plan().hold(change.key());
    }
    if (change != null && change.interim()) {
      state.plan().drop(change.key());
    } else if (change != null && !unfinished && !waits && write.refusedParts().isEmpty()) {
      outcomes.add(write, new Outcome.Completed(planning.completion(change), null), () -> {});
    }
  }

  // ------------------------------------------------------------------------------------------

  /** From here on the change is about an object that is there. */
  private static void isLinked(
      Map<String, Object> headers, Write write, String id, ObjectNode holds) {
    ExchangeVariables.resetAttempts(headers);
    write.setChange(write.knownChange().forExisting(id, holds, List.of()));
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
