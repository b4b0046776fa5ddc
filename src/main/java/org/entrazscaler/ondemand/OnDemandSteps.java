package org.entrazscaler.ondemand;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.cycle.Cycle;
import org.entrazscaler.cycle.CycleContext;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.cycle.ObjectLocks;
import org.entrazscaler.cycle.UrgentPassGate;
import org.entrazscaler.entra.EntraReader;
import org.entrazscaler.graph.DirectoryChange;
import org.entrazscaler.graph.GraphAnswers;
import org.entrazscaler.graph.MemberChange;
import org.entrazscaler.graph.MemberPage;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.graph.Removal;
import org.entrazscaler.ondemand.OnDemandRequest.Question;
import org.entrazscaler.source.StoredAssignment;
import org.entrazscaler.source.StoredObject;
import org.entrazscaler.source.Watermark;
import org.entrazscaler.store.State;
import org.entrazscaler.target.Subject;
import org.jspecify.annotations.Nullable;

/**
 * The steps of {@code on-demand.camel.yaml}: they find one named object and update the data about
 * it, so that the ordinary routes can plan and write it.
 */
public final class OnDemandSteps {

  private static final Pattern OBJECT_ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final State state;
  private final EntraReader entra;
  private final CycleControl cycles;
  private final ObjectLocks locks;
  private final UrgentPassGate urgentPass;
  private final OnDemandText text;
  private final Clock clock;

  public OnDemandSteps(CycleContext context, EntraReader entra) {
    this.state = context.state();
    this.entra = entra;
    this.cycles = context.cycles();
    this.locks = context.locks();
    this.urgentPass = context.gate();
    this.text = new OnDemandText(state);
    this.clock = context.clock();
  }

  // --- search -------------------------------------------------------------------------------

  /**
   * Starts the work of this thread beside a running cycle.
   *
   * @param called name of the object
   * @return the request, with the questions to Graph
   */
  public OnDemandRequest begin(@Body String called) {
    String name = called.strip();
    cycles.beginSeparateWork(Cycle.onDemand(clock.instant()));
    OnDemandRequest request = new OnDemandRequest(name);
    boolean id = OBJECT_ID.matcher(name).matches();
    if (id || name.contains("@")) {
      request.ask(new Question(ObjectType.USER, entra.linkTo(ObjectType.USER, name), null));
    }
    if (id) {
      request.ask(new Question(ObjectType.GROUP, entra.linkTo(ObjectType.GROUP, name), null));
    } else {
      for (ObjectType type : ObjectType.values()) {
        request.ask(new Question(type, entra.linkByName(type, name), null));
      }
    }
    return request;
  }

  /**
   * Takes the next question.
   *
   * @param request the current request
   * @return the link to request from Graph
   */
  public String nextLink(@Variable(ExchangeVariables.ON_DEMAND) OnDemandRequest request) {
    return request.next().link();
  }

  /**
   * Stores Graph's answer; an object found by its id or userPrincipalName ends the search.
   *
   * @param request the current request
   * @param answer answer to its question
   */
  public void storeAnswer(
      @Variable(ExchangeVariables.ON_DEMAND) OnDemandRequest request, @Body JsonNode answer) {
    Question question = request.asked();
    boolean list = answer.path("value").isArray();
    if (question.group() != null) {
      if (list) {
        storeMembers(request, question, answer);
      } else {
        entra.storeObject(EntraReader.parse(() -> GraphAnswers.object(ObjectType.GROUP, answer)));
      }
      return;
    }
    List<JsonNode> objects = new ArrayList<>();
    (list ? answer.path("value") : List.of(answer)).forEach(objects::add);
    for (JsonNode object : objects) {
      request.addFound(EntraReader.parse(() -> GraphAnswers.object(question.type(), object)));
    }
    String next = list ? EntraReader.parse(() -> GraphAnswers.nextLink(answer)) : null;
    if (next != null && request.found().size() < 2) {
      // A page may be empty, and the object on the next one.
      entra.checkLinks(question.trail(), answer, next, null);
      request.askFirst(question.next(next));
    }
    if (!list) {
      request.clearQuestions();
    }
  }

  /**
   * Chooses the object.
   *
   * @param request the current request
   * @return null, or the result for the user if no object or several objects have the name
   */
  public @Nullable OnDemandResult choose(
      @Variable(ExchangeVariables.ON_DEMAND) OnDemandRequest request) {
    List<ObjectKey> keys = request.foundKeys();
    if (keys.isEmpty()) {
      // Graph no longer shows deleted users, but the source copy does.
      state.source().findByName(request.name()).stream().map(StoredObject::key).forEach(keys::add);
    }
    if (keys.size() != 1) {
      return OnDemandResult.notFound(text.notUnique(request.name(), keys, request.found()));
    }
    request.setKey(keys.get(0));
    return null;
  }

  // --- update of the source copy ------------------------------------------------------------

  /**
   * Whether assignments and memberships can be updated by reading the changes in Entra.
   *
   * @return false before a first cycle has read everything, and while a cycle reads
   */
  public boolean canReadChanges() {
    for (ObjectType type : ObjectType.values()) {
      if (state.sourceUpdater().watermark(type).map(Watermark::deltaLink).isEmpty()) {
        return false;
      }
    }
    return !cycles.isRunning() || urgentPass.isOpen();
  }

  /**
   * Whether the tenant was never read, so that everything about the object is requested directly.
   *
   * @return false also while a cycle reads, because it updates the source copy soon
   */
  public boolean needsDirectReads() {
    return !cycles.isRunning() && !canReadChanges();
  }

  /**
   * Adds questions about members: of the group itself, or of all assigned groups for a user.
   *
   * @param request the current request
   */
  public void askMembers(@Variable(ExchangeVariables.ON_DEMAND) OnDemandRequest request) {
    ObjectKey key = request.knownKey();
    if (key.type() == ObjectType.GROUP) {
      request.ask(membersOf(key.id()));
      return;
    }
    state.entitlement().assignments().stream()
        .filter(assignment -> assignment.entitles() && assignment.principalType().equals("GROUP"))
        .map(StoredAssignment::principalId)
        .distinct()
        .forEach(
            group -> {
              // The group's own properties decide whether its members are in scope.
              request.ask(
                  new Question(ObjectType.GROUP, entra.linkTo(ObjectType.GROUP, group), group));
              request.ask(membersOf(group));
            });
  }

  private Question membersOf(String group) {
    return new Question(ObjectType.GROUP, entra.membersLink(group), group);
  }

  private void storeMembers(OnDemandRequest request, Question question, JsonNode answer) {
    MemberPage page = EntraReader.parse(() -> GraphAnswers.memberPage(answer));
    ObjectKey key = request.knownKey();
    List<MemberChange> members = new ArrayList<>();
    page.members()
        .forEach(member -> members.add(new MemberChange(member.id(), member.odataType(), false)));
    if (key.type() == ObjectType.USER) {
      members.removeIf(member -> !member.id().equals(key.id()));
    }
    if (!members.isEmpty()) {
      ObjectNode nothing = JsonNodeFactory.instance.objectNode();
      entra.storeObject(
          new DirectoryChange(
              ObjectType.GROUP,
              Objects.requireNonNull(question.group()),
              Removal.NONE,
              nothing,
              members));
    }
    String next = page.nextLink();
    if (next != null && (key.type() == ObjectType.GROUP || members.isEmpty())) {
      entra.checkLinks(question.trail(), answer, next, null);
      request.askFirst(question.next(next));
    }
  }

  /**
   * Stores the object as Graph returned it.
   *
   * @param request the current request
   */
  public void storeObject(@Variable(ExchangeVariables.ON_DEMAND) OnDemandRequest request) {
    DirectoryChange read = request.found().get(request.knownKey());
    if (read != null) {
      entra.storeObject(read);
    }
    request.setRead(read != null);
  }

  // --- planning and writing -----------------------------------------------------------------

  /**
   * Locks the object, after waiting for other threads.
   *
   * @param request the current request
   * @return the stored object, to be planned
   */
  public StoredObject lock(@Variable(ExchangeVariables.ON_DEMAND) OnDemandRequest request) {
    ObjectKey key = request.knownKey();
    if (!locks.lock(key, cycles::isEnding)) {
      cycles.failIfEnding();
    }
    request.markLocked();
    request.storePrevious(
        state.links().find(key).filter(link -> link.targetId() != null).orElse(null),
        state.holds().find().isPresent());
    state.source().markPending(key);
    return state.source().find(key).orElseThrow();
  }

  /**
   * Stores the result of matching before writing matches again.
   *
   * @param request the current request
   * @param subject the planned object; null if it was not planned
   */
  public void storeMatch(
      @Variable(ExchangeVariables.ON_DEMAND) OnDemandRequest request,
      @Variable(ExchangeVariables.SUBJECT) @Nullable Subject subject) {
    if (subject != null && subject.queries() != null) {
      request.setMatch(subject.found());
    }
  }

  /**
   * The result for the user.
   *
   * @param said a result that already says why nothing was done, or anything else
   * @param request the current request
   * @param subject the planned object; null if it was not planned
   */
  public OnDemandResult report(
      @Body @Nullable Object said,
      @Variable(ExchangeVariables.ON_DEMAND) OnDemandRequest request,
      @Variable(ExchangeVariables.SUBJECT) @Nullable Subject subject) {
    return said instanceof OnDemandResult result
        ? result
        : text.result(request, subject, cycles.current());
  }

  /**
   * The result after a failure.
   *
   * @param exception the failure
   */
  public OnDemandResult reportFailure(
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception exception) {
    return text.failed(exception);
  }

  /**
   * Releases the lock and ends the work beside the cycle.
   *
   * @param request the current request
   */
  public void end(@Variable(ExchangeVariables.ON_DEMAND) OnDemandRequest request) {
    if (request.isLocked()) {
      locks.unlock(request.knownKey());
    }
    cycles.endSeparateWork();
  }
}
