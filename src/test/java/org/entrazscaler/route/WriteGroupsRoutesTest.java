package org.entrazscaler.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.Registry;
import org.entrazscaler.cycle.CycleKind;
import org.entrazscaler.cycle.CycleListener;
import org.entrazscaler.entra.DeltaPage;
import org.entrazscaler.entra.DirectoryChange;
import org.entrazscaler.entra.MemberChange;
import org.entrazscaler.entra.ObjectType;
import org.entrazscaler.entra.Removal;
import org.entrazscaler.scim.ScimRequest;
import org.entrazscaler.settings.Settings;
import org.entrazscaler.settings.SettingsLoader;
import org.entrazscaler.state.Link;
import org.entrazscaler.state.ObjectKey;
import org.entrazscaler.state.Origin;
import org.entrazscaler.state.Outcome;
import org.entrazscaler.state.State;
import org.entrazscaler.state.StateAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The routes of {@code write-groups.camel.yaml}, with the state and the steps that the program has:
 * what is sent of a group, in which order, and what follows from a refusal. A member is called as
 * its user, its account {@code t-} and the same.
 */
class WriteGroupsRoutesTest extends RouteTestSupport {

  private static final ObjectKey STAFF = ObjectKey.group("staff");

  private static final Settings SETTINGS =
      SettingsLoader.load(
          Path.of("target"),
          null,
          Map.of(
              "ZSCALER_TENANT_URL",
              "https://scim.example.net/1/scim/v2",
              "ZSCALER_SECRET_TOKEN",
              "0123-secret-4567",
              "ZSCALER_MEMBERS_PER_REQUEST",
              "4",
              "ZSCALER_MAX_REQUESTS_PER_SECOND",
              "1000",
              "PROVISIONING_SCOPE",
              "all"));

  private final State state = State.open(StateAddress.inMemory(), Path.of(""), Clock.systemUTC());
  private final List<String> accounts = new ArrayList<>();
  private Predicate<String> refused = request -> false;
  private RouteBeans beans;

  WriteGroupsRoutesTest() {
    super(
        "plan",
        "scope",
        "user-mapping",
        "group-mapping",
        "write-groups",
        "write-zscaler",
        "call-zscaler",
        "claims",
        "names",
        "apply",
        "errors");
  }

  @Override
  Properties properties() {
    return RouteBeans.placeholders(SETTINGS, true);
  }

  @Override
  String outside() {
    return "https:.*";
  }

  @Override
  protected void bindToRegistry(Registry registry) {
    beans =
        new RouteBeans(
            SETTINGS,
            state,
            () -> {
              throw new IllegalStateException("nobody signs in");
            },
            () -> MappingsInForce.of(context()),
            Clock.systemUTC(),
            CycleListener.NONE);
    beans.all().forEach(registry::bind);
    registry.bind("writers", ForkJoinPool.commonPool());
  }

  @AfterEach
  void end() {
    state.close();
  }

  // --- what the tests say ---------------------------------------------------------------------

  /** Users who have accounts, and the group that has some of them and is to have others. */
  private void staff(List<String> had, List<String> wanted) {
    Set<String> users = new TreeSet<>(had);
    users.addAll(wanted);
    List<DirectoryChange> people = new ArrayList<>();
    users.forEach(user -> people.add(change(ObjectType.USER, user, Removal.NONE, List.of())));
    read(ObjectType.USER, people);
    read(
        ObjectType.GROUP,
        List.of(
            change(
                ObjectType.GROUP,
                STAFF.id(),
                Removal.NONE,
                wanted.stream()
                    .map(user -> new MemberChange(user, "#microsoft.graph.user", false))
                    .toList())));
    List<Outcome> known = new ArrayList<>();
    for (String user : users) {
      accounts.add("t-" + user);
      known.add(linked(ObjectKey.user(user), user));
    }
    known.add(linked(STAFF, STAFF.id()));
    known.add(
        new Outcome.Members(
            STAFF.id(), had.stream().map(user -> "t-" + user).toList(), List.of(), null));
    state.outcomes().record(known);
  }

  private void read(ObjectType type, List<DirectoryChange> changes) {
    state.reading().beginFullRound(type, "first");
    state.reading().store(type, new DeltaPage(changes, null, "delta"), Set.of(), true);
  }

  private static DirectoryChange change(
      ObjectType type, String id, Removal removal, List<MemberChange> members) {
    ObjectNode properties = JsonNodeFactory.instance.objectNode().put("displayName", id);
    if (type == ObjectType.USER) {
      properties.put("userPrincipalName", id + "@example.com").put("accountEnabled", true);
    } else {
      properties.put("securityEnabled", true);
    }
    return new DirectoryChange(type, id, removal, properties, members);
  }

  private static Outcome linked(ObjectKey key, String displayName) {
    ObjectNode written =
        JsonNodeFactory.instance
            .objectNode()
            .put("displayName", displayName)
            .put("externalId", key.id());
    return new Outcome.Linked(
        new Link(key, "t-" + key.id(), Origin.CREATED, written, false, true, null),
        List.of(),
        null);
  }

  /** Zscaler notes each write and refuses some; it has the accounts of all. */
  private void write() {
    getMockEndpoint("mock:https:scim.example.net/1/scim/v2")
        .whenAnyExchangeReceived(
            exchange -> {
              ScimRequest request = exchange.getVariable("request", ScimRequest.class);
              String told = told(request);
              note(told);
              if (refused.test(told)) {
                answer(exchange, 400, "{\"scimType\":\"invalidValue\"}");
              } else if (request.isWrite()) {
                answer(exchange, 204, "");
              } else {
                String id = request.path().substring(request.path().lastIndexOf('/') + 1);
                answer(exchange, 200, "{\"id\":\"" + id + "\",\"userName\":\"" + id + "\"}");
              }
            });
    beans.cycles().begin(CycleKind.PROVISIONING);
    template().sendBody("direct:plan-groups", "");
    template().sendBody("direct:write-groups", "");
  }

  private static void answer(Exchange exchange, int status, String body) {
    Message answer = exchange.getMessage();
    answer.removeHeaders("*");
    answer.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    answer.setBody(body.getBytes(StandardCharsets.UTF_8));
  }

  /** Such as {@code joins t-ann t-bob}. */
  private String told(ScimRequest request) {
    JsonNode body = request.body();
    if (body == null) {
      return request.method() + " " + request.path();
    }
    String operations = body.path("Operations").toString();
    String what = operations.contains("displayName") ? "attributes" : "joins";
    what = operations.toLowerCase().contains("\"remove\"") ? "leaves" : what;
    Stream<String> concerned =
        accounts.stream()
            .filter(
                id -> operations.contains("\"" + id + "\"") || operations.contains("\\\"" + id));
    return Stream.concat(Stream.of(what), concerned).reduce((a, b) -> a + " " + b).orElseThrow();
  }

  // --- what they are about --------------------------------------------------------------------

  @Test
  void membersJoinInChunksOfTheSizeThatIsSet() {
    staff(List.of(), List.of("a", "b", "c", "d", "e", "f"));

    write();

    assertEquals(List.of("joins t-a t-b t-c t-d", "joins t-e t-f"), taken());
    assertFalse(state.source().isPending(STAFF));
  }

  @Test
  void whoLeavesGoesBeforeWhoJoins() {
    staff(List.of("a", "b"), List.of("b", "c"));

    write();

    assertEquals(List.of("leaves t-a", "joins t-c"), taken());
    assertEquals(Set.of("b", "c"), Set.copyOf(state.writtenMembers().sources(STAFF.id())));
  }

  @Test
  void attributesComeAfterWhoLeavesAndBeforeWhoJoins() {
    staff(List.of("a", "b"), List.of("b", "c"));
    state.outcomes().record(List.of(linked(STAFF, "former name")));

    write();

    assertEquals(List.of("leaves t-a", "attributes", "joins t-c"), taken());
  }

  @Test
  void aRefusedChunkIsHalvedUntilTheOneIsFoundForWhomItWasAndTheOthersJoin() {
    staff(List.of(), List.of("a", "b", "c", "d", "e"));
    refused = request -> request.contains("joins") && request.contains("t-c");

    write();

    assertEquals(
        List.of(
            "joins t-a t-b t-c t-d",
            "joins t-a t-b",
            "joins t-c t-d",
            "joins t-c",
            "GET /Users/t-c",
            "joins t-d",
            "joins t-e"),
        taken());
    assertEquals(
        Set.of("a", "b", "d", "e"), Set.copyOf(state.writtenMembers().sources(STAFF.id())));
    assertTrue(state.parked().find(STAFF).isPresent(), "to be tried again by the schedule");
  }

  @Test
  void whoLeavesLeavesAlsoWhereAnotherMemberIsRefused() {
    staff(List.of("a", "b"), List.of("b", "c"));
    refused = request -> request.equals("joins t-c");

    write();

    assertEquals(List.of("leaves t-a", "joins t-c", "GET /Users/t-c"), taken());
    assertEquals(Set.of("b"), Set.copyOf(state.writtenMembers().sources(STAFF.id())));
    assertTrue(state.parked().find(STAFF).isPresent());
  }

  @Test
  void whereADeletionIsRefusedAllMembersLeave() {
    staff(List.of("a", "b", "c", "d", "e"), List.of("a", "b", "c", "d", "e"));
    read(
        ObjectType.GROUP,
        List.of(change(ObjectType.GROUP, STAFF.id(), Removal.DELETED, List.of())));
    refused = request -> request.startsWith("DELETE");

    write();

    assertEquals(
        List.of("DELETE /Groups/t-staff", "leaves t-a t-b t-c t-d", "leaves t-e"), taken());
    assertEquals(List.of(), state.writtenMembers().sources(STAFF.id()));
    assertTrue(state.parked().find(STAFF).isPresent(), "the deletion is tried again");
  }
}
