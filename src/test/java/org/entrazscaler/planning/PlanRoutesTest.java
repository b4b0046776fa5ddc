package org.entrazscaler.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Registry;
import org.apache.camel.spi.ThreadPoolProfile;
import org.entrazscaler.cycle.Cycle;
import org.entrazscaler.cycle.CycleKind;
import org.entrazscaler.graph.DeltaPage;
import org.entrazscaler.graph.DirectoryChange;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.graph.Removal;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.Origin;
import org.entrazscaler.outcome.Outcome;
import org.entrazscaler.outcome.Write;
import org.entrazscaler.program.RouteBeans;
import org.entrazscaler.program.RouteTestSupport;
import org.entrazscaler.settings.Settings;
import org.entrazscaler.settings.SettingsLoader;
import org.entrazscaler.store.State;
import org.entrazscaler.store.StateAddress;
import org.entrazscaler.target.ReadAnswers;
import org.entrazscaler.target.Subject;
import org.entrazscaler.target.TargetReading;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The routes of {@code plan.camel.yaml}, with the state and the steps that the program has. */
class PlanRoutesTest extends RouteTestSupport {

  private static final Settings SETTINGS =
      SettingsLoader.load(
          Path.of("target"),
          null,
          Map.of(
              "ZSCALER_TENANT_URL",
              "https://scim.example.net/1/scim/v2",
              "PROVISIONING_SCOPE",
              "all"));

  private final State state = State.open(StateAddress.inMemory(), Path.of(""), Clock.systemUTC());
  private final Set<ObjectKey> together = new HashSet<>();
  private RouteBeans beans;

  PlanRoutesTest() {
    super("plan", "scope", "user-mapping", "group-mapping");
  }

  @Override
  public String outside() {
    return "direct:(park-change|fetch-from-entra|ask-what-became|match-in-zscaler"
        + "|choose-unique-values|create-planned-users)";
  }

  @Override
  public Properties properties() {
    Properties properties = new Properties();
    properties.put("planning.chunk", "3");
    return properties;
  }

  @Override
  protected void bindToRegistry(Registry registry) {
    ThreadPoolProfile planners = new ThreadPoolProfile(RouteBeans.PLANNERS);
    context().getExecutorServiceManager().registerThreadPoolProfile(planners);
    beans = steps(SETTINGS, state);
    beans.all().forEach(registry::bind);
  }

  @AfterEach
  void end() {
    state.close();
  }

  // --- setup ----------------------------------------------------------------------------------

  private void people(String... ids) {
    List<DirectoryChange> changes = new ArrayList<>();
    for (String id : ids) {
      ObjectNode properties = JsonNodeFactory.instance.objectNode();
      properties.put("userPrincipalName", id + "@example.com");
      properties.put("displayName", id);
      properties.put("surname", id);
      properties.put("accountEnabled", true);
      together.add(ObjectKey.user(id));
      changes.add(new DirectoryChange(ObjectType.USER, id, Removal.NONE, properties, List.of()));
    }
    state.sourceUpdater().beginFullRound(ObjectType.USER, "first");
    state
        .sourceUpdater()
        .storePage(ObjectType.USER, new DeltaPage(changes, null, "delta"), Set.of(), true);
    beans.cycles().begin(CycleKind.PROVISIONING);
  }

  /** Sets the matching objects of each user; the chunk is not recorded yet when they are found. */
  private void matched(Map<String, ObjectNode> found) {
    getMockEndpoint("mock:direct:match-in-zscaler")
        .whenAnyExchangeReceived(
            exchange -> {
              Subject subject = subject(exchange);
              note("match " + subject.key().id());
              if (!subject.isAlone()) {
                subject.answers(new ReadAnswers(together));
              }
              subject.found(
                  Optional.ofNullable(found.get(subject.key().id()))
                      .map(List::of)
                      .orElse(List.of()));
              ((Matching) beans.all().get("matching")).planMatched(subject);
            });
  }

  private static Subject subject(Exchange exchange) {
    return exchange.getVariable("subject", Subject.class);
  }

  private void parkNoted() {
    getMockEndpoint("mock:direct:park-change")
        .whenAnyExchangeReceived(exchange -> note("park " + subject(exchange).key().id()));
  }

  private static ObjectNode account(String id, String owner) {
    ObjectNode account = JsonNodeFactory.instance.objectNode();
    account.put("id", id).put("userName", id + "@example.com").put("externalId", owner);
    return account;
  }

  private List<String> planned() {
    List<String> planned = new ArrayList<>();
    state.plan().inOrder(ObjectType.USER).forEachRemaining(c -> planned.add(c.key().id()));
    return planned;
  }

  private void plan() {
    template().sendBody("direct:plan-users", "");
  }

  // --- tests ----------------------------------------------------------------------------------

  @Test
  void objectThatFailsIsParkedAloneAndTheOthersArePlanned() {
    people("ann", "bob", "eve");
    matched(Map.of());
    parkNoted();
    getMockEndpoint("mock:direct:match-in-zscaler")
        .whenExchangeReceived(
            2,
            exchange -> {
              throw new IllegalStateException("broken");
            });

    plan();

    assertEquals(List.of("match ann", "match eve", "park bob"), taken().stream().sorted().toList());
    assertEquals(List.of("ann", "eve"), planned());
    assertTrue(state.source().isPending(ObjectKey.user("bob")));
  }

  @Test
  void objectThatNeedsARequestIsPlannedAloneAfterTheOthersAreRecordedAndUnlocked()
      throws Exception {
    people("ann", "bob", "eve");
    List<String> before = new ArrayList<>();
    getMockEndpoint("mock:direct:match-in-zscaler")
        .whenAnyExchangeReceived(
            exchange -> {
              Subject subject = subject(exchange);
              if (subject.key().id().equals("bob") && !subject.isAlone()) {
                subject.setAside();
                return;
              }
              if (subject.isAlone()) {
                before.addAll(planned());
                before.add(canBeLocked("ann") + " " + canBeLocked("bob"));
              }
              ((Matching) beans.all().get("matching")).planMatched(subject);
            });

    plan();

    assertEquals(List.of("ann", "eve", "true false"), before);
    assertEquals(List.of("ann", "bob", "eve"), planned());
  }

  /** Whether another thread can lock a user. */
  private boolean canBeLocked(String user) throws Exception {
    List<Boolean> taken = new ArrayList<>();
    PlanningChunks chunks = (PlanningChunks) beans.all().get("planningChunks");
    Thread other =
        new Thread(
            () -> {
              PlanningChunks.Chunk chunk = chunks.lock(List.of(ObjectKey.user(user)));
              taken.add(chunk.getSubjects().hasNext());
              chunks.unlock(chunk);
            });
    other.start();
    other.join();
    return taken.get(0);
  }

  @Test
  void secondOfTwoMatchesOfOneAccountIsPlannedAfterTheFirstIsRecorded() {
    people("ann", "bob");
    // The account that bob's name leads to says that it is ann's.
    matched(Map.of("ann", account("t1", "ann"), "bob", account("t1", "ann")));

    plan();

    assertEquals(List.of("match ann", "match bob", "match bob"), taken());
    assertEquals(List.of("ann"), planned());
    assertTrue(state.source().isPending(ObjectKey.user("bob")));
  }

  @Test
  void planOfAStoppedChunkIsRecordedAndTheRestStaysPending() {
    people("ann", "bob", "eve");
    getMockEndpoint("mock:direct:match-in-zscaler")
        .whenAnyExchangeReceived(
            exchange -> {
              Subject subject = subject(exchange);
              ((Matching) beans.all().get("matching")).planMatched(subject);
              if (subject.key().id().equals("bob")) {
                beans.cycles().current().stop(Cycle.StopCause.CONNECTION, "out of reach");
              }
            });

    plan();

    assertEquals(List.of("ann", "bob"), planned());
    assertTrue(state.source().isPending(ObjectKey.user("eve")));
  }

  @Test
  void objectThatNeedsNothingIsCompletedWithItsChunk() {
    people("ann", "bob");
    matched(Map.of());
    state.source().markPending(ObjectKey.user("bob"));
    Link link =
        new Link(
            ObjectKey.user("bob"),
            "t-bob",
            Origin.CREATED,
            JsonNodeFactory.instance
                .objectNode()
                .put("userName", "bob@example.com")
                .put("externalId", "bob")
                .put("displayName", "bob")
                .put("name.familyName", "bob")
                .put("active", true),
            false,
            true,
            null);
    state.outcomes().record(List.of(new Outcome.Linked(link, List.of(), null)));

    plan();

    assertEquals(List.of("ann"), planned());
    assertFalse(state.source().isPending(ObjectKey.user("bob")));
  }

  // --- early creations ------------------------------------------------------------------------

  private static final long PATIENCE_SECONDS = 60;

  /** Zscaler was read completely and has no users. */
  private void targetIsEmpty() {
    TargetReading target = (TargetReading) beans.all().get("targetReading");
    target.pageRequest(ObjectType.USER);
    target.addPage(JsonNodeFactory.instance.objectNode().put("totalResults", 0), ObjectType.USER);
    assertTrue(target.isComplete(ObjectType.USER));
  }

  /** Creates planned users while others are planned. */
  private void createEarly(Consumer<Write> each) {
    getMockEndpoint("mock:direct:create-planned-users")
        .whenAnyExchangeReceived(
            exchange -> {
              Iterator<?> early =
                  context
                      .resolveLanguage("simple")
                      .createExpression("${bean:earlyCreations?method=users}")
                      .evaluate(exchange, Iterator.class);
              while (early.hasNext()) {
                Write write = (Write) early.next();
                note("make " + write.key().id());
                each.accept(write);
              }
            });
  }

  /** Gives a user an account with a name. */
  private void link(String user, String name) {
    ObjectNode written = JsonNodeFactory.instance.objectNode().put("userName", name);
    Link link =
        new Link(ObjectKey.user(user), "t-" + user, Origin.CREATED, written, false, true, null);
    state.outcomes().record(List.of(new Outcome.Linked(link, List.of(), null)));
  }

  /** Renames a user in Entra. */
  private void called(String id, String name) {
    ObjectNode properties = JsonNodeFactory.instance.objectNode().put("userPrincipalName", name);
    DirectoryChange change =
        new DirectoryChange(ObjectType.USER, id, Removal.NONE, properties, List.of());
    state
        .sourceUpdater()
        .storePage(ObjectType.USER, new DeltaPage(List.of(change), null, "d"), Set.of(), true);
  }

  private static void await(CountDownLatch latch, String otherwise) {
    try {
      assertTrue(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS), otherwise);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The planning of a user waits for a latch.
   *
   * @return is counted down when the planning waits
   */
  private CountDownLatch matchAfter(String user, CountDownLatch latch) {
    CountDownLatch waits = new CountDownLatch(1);
    getMockEndpoint("mock:direct:match-in-zscaler")
        .whenAnyExchangeReceived(
            exchange -> {
              Subject subject = subject(exchange);
              if (subject.key().id().equals(user)) {
                waits.countDown();
                await(latch, "nothing is made");
              }
              note("match " + subject.key().id());
              ((Matching) beans.all().get("matching")).planMatched(subject);
            });
    return waits;
  }

  @Test
  void plannedUsersAreCreatedWhileOthersArePlanned() {
    people("ann", "bob", "eve", "flo", "gil");
    targetIsEmpty();
    CountDownLatch made = new CountDownLatch(3);
    matchAfter("gil", made);
    createEarly(write -> made.countDown());

    plan();

    assertEquals(
        List.of("match ann", "match bob", "match eve", "match flo"),
        taken().stream().filter(step -> step.startsWith("match")).limit(4).toList());
    assertEquals("match gil", taken().get(taken().size() - 1));
    assertEquals(
        List.of("make ann", "make bob", "make eve"),
        taken().stream().filter(step -> step.startsWith("make")).toList());
    assertEquals(List.of("ann", "bob", "eve", "flo", "gil"), planned());
  }

  @Test
  void noUserIsCreatedEarlyIfOneChunkPlansAll() {
    people("ann", "bob", "eve");
    targetIsEmpty();
    matched(Map.of());
    createEarly(write -> {});

    plan();

    assertEquals(List.of("match ann", "match bob", "match eve"), taken());
  }

  @Test
  void userWithAContestedNameIsNotCreatedEarly() {
    people("ann", "bob", "eve", "flo", "gil");
    targetIsEmpty();
    // Ann is planned before eve, who wants the same name; zoe's account still has bob's name.
    link("zoe", "BOB@example.com");
    called("eve", "ann@example.com");
    CountDownLatch made = new CountDownLatch(1);
    matchAfter("gil", made);
    createEarly(write -> made.countDown());

    plan();

    assertEquals(
        List.of("make ann"), taken().stream().filter(step -> step.startsWith("make")).toList());
    assertEquals(List.of("ann", "bob", "flo", "gil"), planned());
    assertTrue(state.source().isPending(ObjectKey.user("eve")));
  }

  @Test
  void earlyCreationsEndWhenTheCycleStops() {
    people("ann", "bob", "eve", "flo", "gil");
    targetIsEmpty();
    CountDownLatch made = new CountDownLatch(1);
    CountDownLatch begun = matchAfter("flo", made);
    createEarly(
        write -> {
          await(begun, "flo is not matched");
          beans.cycles().current().stop(Cycle.StopCause.CONNECTION, "out of reach");
          made.countDown();
        });

    plan();

    assertEquals(
        List.of("make ann"), taken().stream().filter(step -> step.startsWith("make")).toList());
    assertEquals(List.of("ann", "bob", "eve", "flo"), planned());
    assertTrue(state.source().isPending(ObjectKey.user("gil")));
  }

  @Test
  void earlyCreationsEndWhenPlanningFails() {
    people("ann", "bob", "eve", "flo");
    targetIsEmpty();
    createEarly(write -> {});
    getMockEndpoint("mock:direct:match-in-zscaler")
        .whenAnyExchangeReceived(exchange -> state.close());

    assertThrows(CamelExecutionException.class, this::plan);
  }
}
