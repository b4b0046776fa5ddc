package org.entrazscaler.entra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.spi.Registry;
import org.entrazscaler.graph.GraphError;
import org.entrazscaler.graph.GraphLinks;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.program.RouteBeans;
import org.entrazscaler.program.RouteTestSupport;
import org.entrazscaler.source.Presence;
import org.entrazscaler.source.StoredObject;
import org.entrazscaler.target.Subject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The routes of {@code read-entra.camel.yaml} that follow lists, and how they repeat requests. */
class ReadEntraRoutesTest extends RouteTestSupport {

  private static final String GRAPH = "https://graph.example.net/v1.0";
  private static final String FIRST = GRAPH + "/1";
  private static final String SECOND = GRAPH + "/2";
  private static final String THIRD = GRAPH + "/3";

  private final Map<String, Deque<Answer>> answers = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final List<StoredObject> vanished = new ArrayList<>();
  private boolean wanted;

  ReadEntraRoutesTest() {
    super("read-entra", "errors");
  }

  private record Answer(int status, String body) {}

  /** Stands for {@link EntraReader}: each page has the link to the next one. */
  public final class Reading {

    private int resyncs;

    /** Begins at the first link. */
    public DeltaRound beginChanges(@Variable("objectType") ObjectType type) {
      note("begin " + type);
      return DeltaRound.from(type, FIRST, null, null);
    }

    /** Notes the page. */
    public void storeChanges(@Body JsonNode page, @Variable("graphList") DeltaRound round) {
      note("store " + page.path("name").asText());
      round.setNext(page.path("next").textValue());
    }

    /** Notes that a round has ended. */
    public void storeRemaining(@Variable("graphList") DeltaRound round) {
      note("ended");
    }

    /** Begins at the second link, once. */
    public DeltaRound resync(
        @Variable("graphList") DeltaRound round, @ExchangeException ResyncRequiredException said) {
      if (resyncs++ > 0) {
        throw said;
      }
      note("resync " + round.type());
      return DeltaRound.full(round.type(), SECOND, true);
    }

    /** The first link. */
    public String objectLink(@Variable("subject") Subject subject) {
      return FIRST;
    }

    /** The second link. */
    public String deletedLink(@Variable("subject") Subject subject) {
      return SECOND;
    }

    /** Noted. */
    public void storeFetched(@Body JsonNode answer, @Variable("subject") Subject subject) {
      note("fetched " + answer.path("name").asText());
    }

    /** Noted. */
    public void markPresent(@Variable("subject") Subject subject) {
      note("still there");
    }

    /** Noted. */
    public void markSoftDeleted(@Variable("subject") Subject subject) {
      note("still restorable");
    }

    /** Noted. */
    public void markDeleted(@Variable("subject") Subject subject) {
      note("gone for good");
    }

    /** Noted. */
    public void failUnclear(@ExchangeException EntraRefusedException refused) {
      note("not told");
      throw new SourceUnclearException(refused);
    }

    /** Begins at the first link. */
    public AssignmentList beginAssignments() {
      return new AssignmentList(FIRST, null);
    }

    /** Notes the page. */
    public void addAssignments(@Body JsonNode page, @Variable("graphList") AssignmentList list) {
      note("take " + page.path("name").asText());
      list.setNext(page.path("next").textValue());
    }

    /** Notes that all were read. */
    public void storeAssignments(@Variable("graphList") AssignmentList list) {
      note("store");
    }
  }

  /** Stands for {@link TenantReader}. */
  public final class Tenant {

    /** As the test says. */
    public boolean needsDefaultDomain() {
      return wanted;
    }

    /** As the test says. */
    public boolean needsAppRoles() {
      return wanted;
    }

    /** The first link. */
    public String defaultDomainLink() {
      return FIRST;
    }

    /** Noted. */
    public void storeDefaultDomain(@Body JsonNode answer) {
      note("domain " + answer.path("name").asText());
    }

    /** The second link. */
    public String appRolesLink() {
      return SECOND;
    }

    /** Noted. */
    public void storeAppRoles(@Body JsonNode answer) {
      note("roles " + answer.path("name").asText());
    }
  }

  /** Stands for {@link org.entrazscaler.planning.Planning}. */
  public final class Groups {

    /** Those of the test. */
    public Iterator<StoredObject> vanishedGroups() {
      return vanished.iterator();
    }

    /** By itself. */
    public Subject load(@Body StoredObject group) {
      return Subject.ofOne(group);
    }
  }

  @Override
  public Properties properties() {
    Properties properties = new Properties();
    properties.put("entra.graph-url", GRAPH);
    properties.put("provisioning.scope", "assigned");
    properties.put("retry.entra-delay", "0");
    properties.put("retry.zscaler-delay", "0");
    return properties;
  }

  @Override
  public String outside() {
    return "https:.*|direct:(resolve-missing|read-from-zscaler|send-get|notify-failures)";
  }

  @Override
  protected void bindToRegistry(Registry registry) {
    RouteBeans beans = idle();
    Map<String, Object> all = new HashMap<>(beans.all());
    all.put("entraReader", new Reading());
    all.put("tenantReader", new Tenant());
    all.put("planning", new Groups());
    all.put("entraAuthorization", (HttpClientConfigurer) builder -> {});
    all.put(
        "graphCall",
        new GraphCall(
            new GraphLinks(URI.create(GRAPH)),
            () -> "token",
            token -> note("forget " + token),
            beans.cycles(),
            Clock.systemUTC()));
    all.forEach(registry::bind);
  }

  @BeforeEach
  void answer() {
    getMockEndpoint("mock:" + GRAPH.replace("://", ":"))
        .whenAnyExchangeReceived(
            exchange -> {
              Message message = exchange.getMessage();
              String link = message.getHeader(Exchange.HTTP_URI, String.class);
              asked.add(link.substring(GRAPH.length() + 1));
              Deque<Answer> left = answers.get(link);
              Answer answer = left.size() > 1 ? left.remove() : left.element();
              message.removeHeaders("*", "CamelRedeliver*");
              message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
              message.setBody(answer.body().getBytes(StandardCharsets.UTF_8));
            });
  }

  private void answers(String link, int status, String body) {
    answers
        .computeIfAbsent(link, key -> new ArrayDeque<>())
        .add(new Answer(status, body.replace('\'', '"')));
  }

  private void page(String link, String name, @Nullable String next) {
    String then = next == null ? "null" : "'" + next + "'";
    answers(link, 200, "{'name': '%s', 'next': %s}".formatted(name, then));
  }

  private @Nullable Exception run(String route) {
    return template().send("direct:" + route, exchange -> {}).getException();
  }

  @ParameterizedTest
  @CsvSource({"read-entra-users, USER", "read-entra-groups, GROUP"})
  void changesAreReadPageByPageUntilThereIsNoNext(String route, ObjectType type) {
    page(FIRST, "a", SECOND);
    page(SECOND, "b", THIRD);
    page(THIRD, "c", null);

    assertNull(run(route));

    assertEquals(List.of("1", "2", "3"), asked);
    assertEquals(List.of("begin " + type, "store a", "store b", "store c", "ended"), taken());
  }

  @Test
  void aRoundWhoseLinkIsNoLongerAcceptedIsReplacedByAFullRound() {
    answers(FIRST, 410, "{}");
    page(SECOND, "b", null);

    assertNull(run("read-entra-users"));

    assertEquals(List.of("1", "2"), asked);
    assertEquals(List.of("begin USER", "resync USER", "store b", "ended"), taken());
  }

  @Test
  void whatIsSaidAgainEndsTheReading() {
    answers(FIRST, 410, "{}");
    answers(SECOND, 410, "{}");

    assertInstanceOf(ResyncRequiredException.class, run("read-entra-users"));

    assertEquals(List.of("begin USER", "resync USER", "ended"), taken());
  }

  @Test
  void whatWasReadIsStoredAlsoIfTheNextPageIsNotToBeHad() {
    page(FIRST, "a", SECOND);
    answers(SECOND, 403, "{}");

    assertInstanceOf(EntraException.class, run("read-entra-users"));

    assertEquals(List.of("begin USER", "store a", "ended"), taken());
  }

  @Test
  void assignmentsAreStoredOnceAllAreRead() {
    page(FIRST, "a", SECOND);
    page(SECOND, "b", null);

    assertNull(run("read-assignments"));

    assertEquals(List.of("take a", "take b", "store"), taken());
  }

  @Test
  void assignmentsOfWhichAPageIsMissingAreNotStored() {
    page(FIRST, "a", SECOND);
    answers(SECOND, 200, "<html>Sign in</html>");

    assertInstanceOf(EntraUnavailableException.class, run("read-assignments"));

    assertEquals(List.of("take a"), taken());
  }

  @ParameterizedTest
  @CsvSource({"true, domain a;roles b", "false, ''"})
  void theTenantIsReadIfAMappingNeedsIt(boolean asks, String expected) {
    wanted = asks;
    page(FIRST, "a", null);
    page(SECOND, "b", null);

    assertNull(run("read-tenant"));

    assertEquals(expected, String.join(";", taken()));
  }

  @ParameterizedTest
  @CsvSource({"503, 7", "429, 7", "401, 2", "403, 1", "404, 1", "400, 1"})
  void aRequestIsRepeatedAsOftenAsItsFailureCanPass(int status, int expected) {
    answers(FIRST, status, "{}");

    assertInstanceOf(EntraException.class, run("read-assignments"));

    assertEquals(expected, asked.size());
  }

  @Test
  void aVanishedGroupWithoutAnAnswerDoesNotStopTheReadingOfOthers() {
    page(FIRST, "a", null);
    vanished.add(group("1"));
    vanished.add(group("2"));
    getMockEndpoint("mock:direct:resolve-missing")
        .whenAnyExchangeReceived(
            exchange -> {
              Subject subject = exchange.getVariable("subject", Subject.class);
              note("look at " + subject.key().id());
              throw new SourceUnclearException(
                  new EntraRefusedException(
                      new GraphError(GraphError.Kind.FORBIDDEN, 403, "", "no", null, null, null)));
            });

    assertNull(run("read-entra-groups"));

    assertEquals(List.of("begin GROUP", "store a", "ended", "look at 1", "look at 2"), taken());
  }

  @ParameterizedTest
  @CsvSource({
    "fetch-from-entra, 200, 200, fetched a",
    "fetch-from-entra, 404, 200, ''",
    "fetch-from-entra, 403, 200, not told",
    "ask-what-became, 200, 200, fetched a;still there",
    "ask-what-became, 404, 200, still restorable",
    "ask-what-became, 404, 404, gone for good",
    "ask-what-became, 404, 403, still restorable",
    "ask-what-became, 403, 200, not told"
  })
  void whatBecameOfAnObjectFollowsFromWhatGraphSays(
      String route, int there, int deleted, String expected) {
    String error = "{'error': {'code': 'Request_ResourceNotFound'}}";
    answers(FIRST, there, there == 200 ? "{'name': 'a'}" : error);
    answers(SECOND, deleted, deleted == 200 ? "{'name': 'b'}" : error);
    Exchange exchange =
        template()
            .send(
                "direct:" + route,
                asked -> asked.setVariable("subject", Subject.ofOne(group("1"))));

    assertEquals(expected, String.join(";", taken()));
    if (expected.equals("not told")) {
      assertInstanceOf(SourceUnclearException.class, exchange.getException());
    } else {
      assertNull(exchange.getException());
    }
  }

  private static StoredObject group(String id) {
    return new StoredObject(
        ObjectKey.group(id),
        JsonNodeFactory.instance.objectNode(),
        true,
        Presence.VANISHED,
        true,
        1);
  }

  @Test
  void eachRequestHasAllItsAttempts() {
    for (int attempt = 0; attempt < 6; attempt++) {
      answers(FIRST, 503, "{}");
      answers(SECOND, 503, "{}");
    }
    page(FIRST, "a", SECOND);
    page(SECOND, "b", null);

    assertNull(run("read-assignments"));

    assertEquals(14, asked.size());
    assertEquals(List.of("take a", "take b", "store"), taken());
  }
}
