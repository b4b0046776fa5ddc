package org.entrazscaler.ondemand;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.cycle.Cycle;
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
 * The steps of {@code on-demand.camel.yaml}: finds one object by what people call it and brings
 * what is known of it up to date, so that the ordinary routes can plan and write it.
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

  public OnDemandSteps(
      State state,
      EntraReader entra,
      CycleControl cycles,
      ObjectLocks locks,
      UrgentPassGate urgentPass,
      OnDemandText text,
      Clock clock) {
    this.state = state;
    this.entra = entra;
    this.cycles = cycles;
    this.locks = locks;
    this.urgentPass = urgentPass;
    this.text = text;
    this.clock = clock;
  }

  // --- which object -------------------------------------------------------------------------

  /**
   * From here on this thread works beside the cycle that may run.
   *
   * @param called what a person calls the object
   * @return with the questions by which it is searched for
   */
  public OnDemandRequest begin(@Body String called) {
    String name = called.strip();
    cycles.beginSeparateWork(Cycle.onDemand(clock.instant()));
    OnDemandRequest request = new OnDemandRequest(name);
    boolean id = OBJECT_ID.matcher(name).matches();
    if (id || name.contains("@")) {
      request.ask(new Question(ObjectType.USER, entra.objectLink(ObjectType.USER, name), null));
    }
    if (id) {
      request.ask(new Question(ObjectType.GROUP, entra.objectLink(ObjectType.GROUP, name), null));
    } else {
      for (ObjectType type : ObjectType.values()) {
        request.ask(new Question(type, entra.linkByName(type, name), null));
      }
    }
    return request;
  }

  /**
   * Puts the next question.
   *
   * @param request which object
   * @return the link to ask Graph for
   */
  public String nextLink(@Variable(ExchangeVariables.ON_DEMAND) OnDemandRequest request) {
    return request.next().link();
  }

  /**
   * Keeps what Graph answered; one that was asked for by its own name ends the search.
   *
   * @param request which object
   * @param answer to its question
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
      // A page may be empty, and the one that is called so on the next.
      entra.follow(question.trail(), answer, next, null);
      request.askFirst(question.next(next));
    }
    if (!list) {
      request.clearQuestions();
    }
  }

  /**
   * Settles on one object.
   *
   * @param request what was found
   * @return null, or what to tell people because none is called so, or several are
   */
  public @Nullable OnDemandResult choose(
      @Variable(ExchangeVariables.ON_DEMAND) OnDemandRequest request) {
    List<ObjectKey> keys = request.foundKeys();
    if (keys.isEmpty()) {
      // Graph no longer shows who was deleted: the last read copy does.
      state.source().findByName(request.name()).stream().map(StoredObject::key).forEach(keys::add);
    }
    if (keys.size() != 1) {
      return OnDemandResult.notFound(text.notUnique(request.name(), keys, request.found()));
    }
    request.setKey(keys.get(0));
    return null;
  }

  // --- up to date ---------------------------------------------------------------------------

  /**
   * Whether assignments and memberships can be brought up to date by reading the changes.
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
   * Whether nothing was read of the tenant yet, so that what concerns the object has to be asked.
   *
   * @return false also while a cycle reads, which tells soon
   */
  public boolean needsDirectReads() {
    return !cycles.isRunning() && !canReadChanges();
  }

  /**
   * Which groups are to be asked for: the members of the group itself, or all those assigned.
   *
   * @param request which object
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
              // Whether it may bring anybody, it says itself.
              request.ask(
                  new Question(ObjectType.GROUP, entra.objectLink(ObjectType.GROUP, group), group));
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
          new DirectoryChange(ObjectType.GROUP, question.group(), Removal.NONE, nothing, members));
    }
    String next = page.nextLink();
    if (next != null && (key.type() == ObjectType.GROUP || members.isEmpty())) {
      entra.follow(question.trail(), answer, next, null);
      request.askFirst(question.next(next));
    }
  }

  /**
   * Takes in the object itself as it is now.
   *
   * @param request which object
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
   * Claims the object, once nobody else works on it.
   *
   * @param request which object
   * @return as it is, to be planned
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
   * Keeps what matching has found, before writing asks anew.
   *
   * @param request which object
   * @param subject as it was planned; null if it was not
   */
  public void storeMatch(
      @Variable(ExchangeVariables.ON_DEMAND) OnDemandRequest request,
      @Variable(ExchangeVariables.SUBJECT) @Nullable Subject subject) {
    if (subject != null && subject.queries() != null) {
      request.setMatch(subject.found());
    }
  }

  /**
   * What to tell people.
   *
   * @param said what says already why nothing was done, or anything else
   * @param request which object
   * @param subject as it was planned; null if it was not
   * @return what was done
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
   * What ended the command before its end.
   *
   * @param exception the failure
   * @return what to tell people
   */
  public OnDemandResult reportFailure(
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception exception) {
    return text.failed(exception);
  }

  /**
   * Gives the object back; from here on this thread works on its own no more.
   *
   * @param request which object
   */
  public void end(@Variable(ExchangeVariables.ON_DEMAND) OnDemandRequest request) {
    if (request.isLocked()) {
      locks.unlock(request.knownKey());
    }
    cycles.endSeparateWork();
  }
}
