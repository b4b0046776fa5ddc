package org.entrazscaler.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.entrazscaler.cycle.Claims;
import org.entrazscaler.cycle.Cycle;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.cycle.Overtaking;
import org.entrazscaler.entra.DirectoryChange;
import org.entrazscaler.entra.GraphAnswers;
import org.entrazscaler.entra.MemberChange;
import org.entrazscaler.entra.MemberPage;
import org.entrazscaler.entra.ObjectType;
import org.entrazscaler.entra.PageTrail;
import org.entrazscaler.entra.Removal;
import org.entrazscaler.state.ObjectKey;
import org.entrazscaler.state.State;
import org.entrazscaler.state.StoredAssignment;
import org.entrazscaler.state.StoredObject;
import org.entrazscaler.state.Watermark;
import org.jspecify.annotations.Nullable;

/**
 * The steps of {@code on-demand.camel.yaml}: finds one object by what people call it and brings
 * what is known of it up to date, so that the ordinary routes can plan and write it.
 */
public final class OnDemand {

  private static final Pattern OBJECT_ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  /**
   * One question to Graph: for an object, for those of a name, or, with a group, for that group and
   * for its members.
   */
  private record Question(ObjectType type, String link, @Nullable String group, PageTrail trail) {

    Question(ObjectType type, String link, @Nullable String group) {
      this(type, link, group, new PageTrail(link, null));
    }

    /** The same question to the page that follows. */
    Question next(String nextLink) {
      return new Question(type, nextLink, group, trail);
    }
  }

  private static final String QUESTIONS = "onDemandQuestions";
  private static final String QUESTION = "onDemandQuestion";
  private static final String FOUND = "onDemandFound";
  private static final String MEMBERS = "onDemandMembers";

  private final State state;
  private final EntraReading entra;
  private final CycleControl cycles;
  private final Claims claims;
  private final Overtaking overtaking;
  private final OnDemandText text;
  private final Clock clock;

  OnDemand(
      State state,
      EntraReading entra,
      CycleControl cycles,
      Claims claims,
      Overtaking overtaking,
      OnDemandText text,
      Clock clock) {
    this.state = state;
    this.entra = entra;
    this.cycles = cycles;
    this.claims = claims;
    this.overtaking = overtaking;
    this.text = text;
    this.clock = clock;
  }

  // --- which object -------------------------------------------------------------------------

  /** From here on this thread works beside the cycle that may run. */
  void begin(Exchange exchange) {
    String name = exchange.getMessage().getBody(String.class).strip();
    cycles.beginBeside(Cycle.onDemand(clock.instant()));
    exchange.setVariable(Names.ON_DEMAND, name);
    exchange.setVariable(FOUND, new LinkedHashMap<ObjectKey, DirectoryChange>());
    Deque<Question> questions = new ArrayDeque<>();
    boolean id = OBJECT_ID.matcher(name).matches();
    if (id || name.contains("@")) {
      questions.add(new Question(ObjectType.USER, entra.link(ObjectType.USER, name), null));
    }
    if (id) {
      questions.add(new Question(ObjectType.GROUP, entra.link(ObjectType.GROUP, name), null));
    } else {
      for (ObjectType type : ObjectType.values()) {
        questions.add(new Question(type, entra.linkByName(type, name), null));
      }
    }
    exchange.setVariable(QUESTIONS, questions);
  }

  /**
   * Whether something is still to be asked of Graph.
   *
   * @param exchange the command's
   * @return false once it is found, or asked for in every way
   */
  public boolean asks(Exchange exchange) {
    return !questions(exchange).isEmpty();
  }

  void ask(Exchange exchange) {
    Question question = questions(exchange).remove();
    exchange.setVariable(QUESTION, question);
    exchange.setVariable(Names.NEXT, question.link());
  }

  /** Keeps what Graph answered; one that was asked for by its own name ends the search. */
  void takeAnswer(Exchange exchange) {
    Question question = exchange.getVariable(QUESTION, Question.class);
    JsonNode answer = exchange.getMessage().getBody(JsonNode.class);
    boolean list = answer.path("value").isArray();
    if (question.group() != null) {
      if (list) {
        takeMembers(exchange, question, answer);
      } else {
        entra.takeIn(EntraReading.understood(() -> GraphAnswers.object(ObjectType.GROUP, answer)));
      }
      return;
    }
    List<JsonNode> objects = new ArrayList<>();
    (list ? answer.path("value") : List.of(answer)).forEach(objects::add);
    for (JsonNode object : objects) {
      DirectoryChange read =
          EntraReading.understood(() -> GraphAnswers.object(question.type(), object));
      found(exchange).put(new ObjectKey(question.type(), read.id()), read);
    }
    String next = list ? EntraReading.understood(() -> GraphAnswers.nextLink(answer)) : null;
    if (next != null && found(exchange).size() < 2) {
      // A page may be empty, and the one that is called so on the next.
      entra.follow(question.trail(), answer, next, null);
      questions(exchange).addFirst(question.next(next));
    }
    if (!list) {
      questions(exchange).clear();
    }
  }

  /** Settles on one object; without one, the body is what to tell people. */
  void choose(Exchange exchange) {
    String name = exchange.getVariable(Names.ON_DEMAND, String.class);
    Map<ObjectKey, DirectoryChange> found = found(exchange);
    List<ObjectKey> keys = new ArrayList<>(found.keySet());
    if (keys.isEmpty()) {
      // Graph no longer shows who was deleted: the last read copy does.
      state.source().named(name).stream().map(StoredObject::key).forEach(keys::add);
    }
    if (keys.size() != 1) {
      exchange.getMessage().setBody(OnDemandResult.notFound(text.notOne(name, keys, found)));
      return;
    }
    exchange.setVariable(Names.ON_DEMAND_KEY, keys.get(0));
  }

  // --- up to date ---------------------------------------------------------------------------

  /**
   * Whether assignments and memberships can be brought up to date by reading the changes.
   *
   * @return false before a first cycle has read everything, and while a cycle reads
   */
  public boolean readsChanges() {
    for (ObjectType type : ObjectType.values()) {
      if (state.reading().watermark(type).map(Watermark::deltaLink).isEmpty()) {
        return false;
      }
    }
    return !cycles.runs() || overtaking.isOpen();
  }

  /**
   * Whether nothing was read of the tenant yet, so that what concerns the object has to be asked.
   *
   * @return false also while a cycle reads, which tells soon
   */
  public boolean readsAlone() {
    return !cycles.runs() && !readsChanges();
  }

  /** Which groups are to be asked for: the members of the group itself, or all those assigned. */
  void askMembers(Exchange exchange) {
    ObjectKey key = exchange.getVariable(Names.ON_DEMAND_KEY, ObjectKey.class);
    exchange.setVariable(MEMBERS, new ArrayList<String>());
    if (key.type() == ObjectType.GROUP) {
      questions(exchange).add(membersOf(key.id()));
      return;
    }
    state.entitlement().assignments().stream()
        .filter(assignment -> assignment.entitles() && assignment.principalType().equals("GROUP"))
        .map(StoredAssignment::principalId)
        .distinct()
        .forEach(
            group -> {
              // Whether it may bring anybody, it says itself.
              questions(exchange)
                  .add(new Question(ObjectType.GROUP, entra.link(ObjectType.GROUP, group), group));
              questions(exchange).add(membersOf(group));
            });
  }

  private Question membersOf(String group) {
    return new Question(ObjectType.GROUP, entra.membersLink(group), group);
  }

  private void takeMembers(Exchange exchange, Question question, JsonNode answer) {
    MemberPage page = EntraReading.understood(() -> GraphAnswers.memberPage(answer));
    ObjectKey key = exchange.getVariable(Names.ON_DEMAND_KEY, ObjectKey.class);
    List<MemberChange> members = new ArrayList<>();
    page.members()
        .forEach(member -> members.add(new MemberChange(member.id(), member.odataType(), false)));
    if (key.type() == ObjectType.USER) {
      members.removeIf(member -> !member.id().equals(key.id()));
    }
    if (!members.isEmpty()) {
      ObjectNode nothing = JsonNodeFactory.instance.objectNode();
      entra.takeIn(
          new DirectoryChange(ObjectType.GROUP, question.group(), Removal.NONE, nothing, members));
    }
    String next = page.nextLink();
    if (next != null && (key.type() == ObjectType.GROUP || members.isEmpty())) {
      entra.follow(question.trail(), answer, next, null);
      questions(exchange).addFirst(question.next(next));
    }
  }

  /** Takes in the object itself as it is now. */
  void takeObject(Exchange exchange) {
    ObjectKey key = exchange.getVariable(Names.ON_DEMAND_KEY, ObjectKey.class);
    DirectoryChange read = found(exchange).get(key);
    if (read != null) {
      entra.takeIn(read);
    }
    exchange.setVariable(Names.ON_DEMAND_READ, read != null);
  }

  // --- planning and writing -----------------------------------------------------------------

  /** Claims the object, once whoever works on it has finished, and hands it to planning. */
  void claim(Exchange exchange) {
    ObjectKey key = exchange.getVariable(Names.ON_DEMAND_KEY, ObjectKey.class);
    if (!claims.await(key, cycles::ending)) {
      cycles.refuseWhenEnding();
    }
    exchange.setVariable(Names.ON_DEMAND_CLAIMED, true);
    text.before(exchange, key);
    state.source().touch(key);
    exchange.getMessage().setBody(state.source().find(key).orElseThrow());
  }

  /** Keeps what matching has found, before writing asks anew. */
  void keepMatch(Exchange exchange) {
    if (exchange.getVariable(Names.QUERIES) != null) {
      exchange.setVariable(Names.ON_DEMAND_MATCH, exchange.getVariable(Names.FOUND));
    }
  }

  /** Tells people what was done, as the body, unless it says already why nothing was. */
  void report(Exchange exchange) {
    if (!(exchange.getMessage().getBody() instanceof OnDemandResult)) {
      exchange.getMessage().setBody(text.result(exchange, cycles.current()));
    }
  }

  /** What ended the command before its end. */
  void failed(Exchange exchange) {
    exchange.getMessage().setBody(text.failed(exchange));
  }

  void end(Exchange exchange) {
    if (exchange.getVariable(Names.ON_DEMAND_CLAIMED, false, Boolean.class)) {
      claims.release(exchange.getVariable(Names.ON_DEMAND_KEY, ObjectKey.class));
    }
    cycles.endBeside();
  }

  @SuppressWarnings("unchecked")
  private static Deque<Question> questions(Exchange exchange) {
    return (Deque<Question>) exchange.getVariable(QUESTIONS, Deque.class);
  }

  @SuppressWarnings("unchecked")
  private static Map<ObjectKey, DirectoryChange> found(Exchange exchange) {
    return (Map<ObjectKey, DirectoryChange>) exchange.getVariable(FOUND, Map.class);
  }
}
