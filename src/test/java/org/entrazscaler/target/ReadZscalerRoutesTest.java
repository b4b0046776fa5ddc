package org.entrazscaler.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.Registry;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.plan.Decision;
import org.entrazscaler.plan.MatchQuery;
import org.entrazscaler.program.RouteTestSupport;
import org.entrazscaler.scim.ScimAnswers;
import org.entrazscaler.scim.ScimError;
import org.entrazscaler.scim.ScimRequest;
import org.entrazscaler.scim.ScimRequests;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.scim.schema.ResourceType;
import org.entrazscaler.scim.schema.ScimAnswerException;
import org.entrazscaler.scim.schema.ScimPath;
import org.entrazscaler.source.Presence;
import org.entrazscaler.source.StoredObject;
import org.entrazscaler.zscaler.ZscalerException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The routes of {@code read-zscaler.camel.yaml} that read lists, and how they repeat requests. */
class ReadZscalerRoutesTest extends RouteTestSupport {

  private static final String SEND = "mock:direct:send-get";

  private final AtomicInteger asked = new AtomicInteger();
  private boolean due = true;
  private boolean read;
  private @Nullable Exception failure;
  private int succeedsAt = Integer.MAX_VALUE;

  ReadZscalerRoutesTest() {
    super("read-zscaler", "errors");
  }

  /** Stands for {@link SchemaComparison}: the schemas have two pages. */
  public final class Schemas {

    /** Set by the test. */
    public boolean isDue() {
      return due;
    }

    /** Noted. */
    public SchemaPages begin() {
      note("begin");
      return new SchemaPages(Product.ZIA);
    }

    /** Noted. */
    public void addPage(@Body ObjectNode answer, @Variable("schemas") SchemaPages pages) {
      note("take");
      pages.add(answer);
    }

    /** Noted. */
    public void compare(@Variable("schemas") SchemaPages pages) {
      note("compare " + pages.isEnded());
    }
  }

  /** Stands for {@link TargetReading}: each list has two pages. */
  public final class Target {

    private int page;

    /** True twice. */
    public boolean hasNextPage(@Variable("objectType") ObjectType type) {
      return page < 2;
    }

    /** The next page. */
    public ScimRequest pageRequest(@Variable("objectType") ObjectType type) {
      return new ScimRequests(Product.ZIA).list(ResourceType.USER, ++page, 1);
    }

    /** The same for each. */
    public ScimRequest probeRequest() {
      return new ScimRequests(Product.ZIA).list(ResourceType.USER, 1, 1);
    }

    /** Set by the test. */
    public boolean canAnswer(@Variable("subject") Subject subject) {
      return read;
    }

    /** Noted. */
    public void matchInCopy(@Body Subject subject) {
      note("matchInCopy");
      subject.queries().clear();
    }

    /** The first query. */
    public ScimRequest matchRequest(@Variable("subject") Subject subject) {
      note("match " + subject.queries().element().path());
      return probeRequest();
    }

    /** Noted. */
    public void addMatchAnswer(@Body ObjectNode answer, @Variable("subject") Subject subject) {
      subject.queries().remove();
    }

    /** Never. */
    public boolean isReserved(@Variable("subject") Subject subject) {
      return false;
    }

    /** Noted. */
    public void skipReserved(@Variable("subject") Subject subject) {
      note("skipReserved");
    }

    /** Noted. */
    public void chooseInCopy(@Variable("subject") Subject subject) {
      note("chooseInCopy");
    }

    /** The query. */
    public ScimRequest choiceRequest(@Variable("subject") Subject subject) {
      return probeRequest();
    }

    /** Noted. */
    public void addChoiceAnswer(@Body ObjectNode answer, @Variable("subject") Subject subject) {
      note("addChoiceAnswer");
    }

    /** Noted. */
    public void addPage(
        @Body ObjectNode answer,
        @Variable("objectType") ObjectType type,
        @Variable("request") ScimRequest request) {
      note(type + " " + request.query());
    }
  }

  /**
   * Stands for {@link org.entrazscaler.planning.Planning} and {@link
   * org.entrazscaler.planning.Matching}.
   */
  public final class Decisions {

    /** Noted. */
    public void planMatched(@Body Subject subject) {
      note("planMatched");
    }

    /** Noted. */
    public void planWithUniqueValues(@Body Subject subject) {
      note("planWithUniqueValues");
    }

    /** Noted. */
    public void setAside(@Body Subject subject) {
      note("setAside");
    }
  }

  @Override
  public Properties properties() {
    Properties properties = new Properties();
    properties.put("retry.entra-delay", "0");
    properties.put("retry.zscaler-delay", "0");
    return properties;
  }

  @Override
  public String outside() {
    return "direct:(send-get|get-from-entra-once|notify-failures)";
  }

  @Override
  protected void bindToRegistry(Registry registry) {
    Map<String, Object> all = new HashMap<>(idle().all());
    all.put("schemaComparison", new Schemas());
    all.put("targetReading", new Target());
    Decisions decisions = new Decisions();
    all.put("planning", decisions);
    all.put("matching", decisions);
    all.forEach(registry::bind);
  }

  private void answers(String... ids) {
    getMockEndpoint(SEND)
        .whenAnyExchangeReceived(
            exchange -> {
              int number = asked.getAndIncrement();
              if (failure != null && number + 1 < succeedsAt) {
                throw failure;
              }
              ObjectNode list = JsonNodeFactory.instance.objectNode();
              list.put("totalResults", ids.length).put("startIndex", number + 1);
              list.putArray("Resources").addObject().put("id", ids[number % ids.length]);
              exchange.getMessage().setBody(list);
            });
  }

  private static ScimAnswerException unreadable() {
    return assertThrows(
        ScimAnswerException.class, () -> ScimAnswers.object(NullNode.getInstance()));
  }

  private @Nullable Exception run(String route) {
    return template().send("direct:" + route, exchange -> {}).getException();
  }

  @ParameterizedTest
  @CsvSource({"read-zscaler-users, USER", "read-zscaler-groups, GROUP"})
  void listIsReadByPages(String route, ObjectType type) {
    answers("a", "b");

    assertNull(run(route));

    assertEquals(List.of(type + " startIndex=1&count=1", type + " startIndex=2&count=1"), taken());
  }

  @Test
  void allSchemasAreReadAndCompared() {
    answers("urn:a", "urn:b");

    assertNull(run("compare-mappings"));

    assertEquals(List.of("begin", "take", "take", "compare true"), taken());
  }

  @Test
  void mappingsAreComparedOnce() throws Exception {
    due = false;
    MockEndpoint send = getMockEndpoint(SEND);
    send.expectedMessageCount(0);

    assertNull(run("compare-mappings"));

    send.assertIsSatisfied();
    assertEquals(List.of(), taken());
  }

  @Test
  void missingSchemasAreNotAFailure() {
    failure = unreadable();
    answers("urn:a");

    assertNull(run("compare-mappings"));

    assertEquals(List.of("begin"), taken());
    assertEquals(1, asked.get());
  }

  private static Subject unmatched(boolean alone) {
    StoredObject stored =
        new StoredObject(
            ObjectKey.user("1"),
            JsonNodeFactory.instance.objectNode(),
            true,
            Presence.PRESENT,
            true,
            1);
    Subject subject =
        alone
            ? Subject.ofOne(stored)
            : Subject.ofChunk(new KnownObject(stored, true, true, null, List.of(), Set.of()));
    subject.decision(
        new Decision.Match(
            List.of(
                new MatchQuery(ScimPath.parse("userName"), "a"),
                new MatchQuery(ScimPath.parse("externalId"), "1"))));
    return subject;
  }

  @ParameterizedTest
  @CsvSource({
    "true, true, matchInCopy;planMatched",
    "true, false, matchInCopy;planMatched",
    "false, true, match userName;match externalId;planMatched",
    "false, false, setAside"
  })
  void matchUsesTheTargetCopyOrARequestIfPlannedAlone(
      boolean known, boolean alone, String expected) {
    read = known;
    answers("a");
    Subject subject = unmatched(alone);

    Exchange exchange =
        template()
            .send(
                "direct:match-in-zscaler",
                planned -> {
                  planned.setVariable("subject", subject);
                  planned.getMessage().setBody(subject);
                });

    assertNull(exchange.getException());
    assertEquals(expected, String.join(";", taken()));
    assertSame(subject, exchange.getMessage().getBody());
  }

  @ParameterizedTest
  @CsvSource({
    "THROTTLED, 31",
    "UNAVAILABLE, 5",
    "UNAUTHORIZED, 2",
    "FORBIDDEN, 1",
    "NOT_FOUND, 1",
    "INVALID, 1"
  })
  void requestIsRepeatedAccordingToItsFailure(ScimError.Kind kind, int expected) {
    failure =
        ZscalerException.of(
            new ScimError(kind, 0, "Code", "reason", "advice", null, null, null, "cause"));
    answers("a");

    assertInstanceOf(ZscalerException.class, run("read-from-zscaler"));

    assertEquals(expected, asked.get());
  }

  @Test
  void invalidAnswerAndLostConnectionAreTemporary() {
    failure = unreadable();
    answers("a");
    assertInstanceOf(ScimAnswerException.class, run("read-from-zscaler"));
    assertEquals(5, asked.get());

    asked.set(0);
    failure = new IOException("reset");
    succeedsAt = 3;
    assertNull(run("read-from-zscaler"));
    assertEquals(3, asked.get());
  }
}
