package org.entrazscaler.simulation.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.entrazscaler.simulation.http.Fault;
import org.entrazscaler.simulation.http.Faults;
import org.entrazscaler.simulation.http.PlannedFault;
import org.entrazscaler.simulation.tenant.GraphFault.Spoiling;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault affects the planned requests, as often as planned, and is recorded. */
class FaultsTest {

  private static final String USERS = "/users/delta?$select=displayName";

  private final SimulatedTenant tenant = SimulatedTenant.start();
  private final Faults<RecordedRequest> faults = tenant.faults();
  private GraphReader reader = new GraphReader(tenant);

  @BeforeEach
  void twoUsers() {
    reader = GraphReader.signedIn(tenant);
    tenant.directory().addUser("Ada", "ada@contoso.com");
    tenant.directory().addUser("Bob", "bob@contoso.com");
  }

  @AfterEach
  void stop() {
    tenant.close();
  }

  static Stream<Arguments> refusals() {
    Instant time = Instant.parse("2026-03-01T08:00:00Z");
    return Stream.of(
        Arguments.of(GraphFault.throttled("3"), 429, "TooManyRequests", "3"),
        Arguments.of(GraphFault.throttled("2.128"), 429, "TooManyRequests", "2.128"),
        Arguments.of(GraphFault.throttled(null), 429, "TooManyRequests", ""),
        Arguments.of(
            GraphFault.throttledUntil(time),
            429,
            "TooManyRequests",
            "Sun, 1 Mar 2026 08:00:00 GMT"),
        Arguments.of(GraphFault.unavailable("1"), 503, "serviceNotAvailable", "1"),
        Arguments.of(GraphFault.gatewayTimeout(), 504, "GatewayTimeout", ""),
        Arguments.of(GraphFault.serverError(), 500, "generalException", ""),
        Arguments.of(
            GraphFault.deltaTokenExpired(Resync.SYNC_STATE_NOT_FOUND),
            400,
            "syncStateNotFound",
            ""));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aRefusalIsSentOnceWithItsStatusAndCode(
      Fault fault, int status, String code, String retryAfter) {
    PlannedFault plan = faults.next(RequestKind.USERS_DELTA, fault);

    assertEquals(200, reader.get("/groups/delta").statusCode());
    HttpResponse<String> refused = reader.get(USERS);

    assertEquals(status, refused.statusCode());
    assertEquals(code, Json.read(refused.body()).path("error").path("code").asText());
    assertEquals(retryAfter, refused.headers().firstValue("Retry-After").orElse(""));
    assertEquals(200, reader.get(USERS).statusCode());
    assertEquals(1, plan.fired());
    assertTrue(plan.exhausted());
  }

  @Test
  void aPlanCanStartLaterAndNeverEnd() {
    PlannedFault second = faults.after(1, 1, request -> true, GraphFault.serverError());
    assertEquals(200, reader.get(USERS).statusCode());
    assertEquals(500, reader.get(USERS).statusCode());
    assertEquals(1, second.fired());
    PlannedFault always = faults.always(request -> true, Fault.html(502));
    assertEquals(502, reader.get(USERS).statusCode());
    assertEquals(502, reader.get(USERS).statusCode());
    always.stop();
    assertEquals(200, reader.get(USERS).statusCode());
  }

  @Test
  void bodiesAreChangedAsPlanned() {
    faults.next(RequestKind.USERS_DELTA, Fault.truncatedJson());
    assertTrue(Json.read(reader.get(USERS).body()).isMissingNode());
    assertTrue(spoiled(Spoiling.EMPTY_BODY).isMissingNode());
    assertFalse(spoiled(Spoiling.NO_VALUE).has("value"));
    assertTrue(spoiled(Spoiling.VALUE_NO_LIST).path("value").isObject());
    assertEquals(0, spoiled(Spoiling.NOTHING_LISTED).path("value").size());
    assertTrue(spoiled(Spoiling.NO_OBJECT).isArray());
    assertFalse(spoiled(Spoiling.NO_IDS).path("value").path(0).has("id"));
    assertFalse(spoiled(Spoiling.NO_LINKS).has("@odata.deltaLink"));
    faults.next(RequestKind.TOKEN, GraphFault.spoiled(Spoiling.NO_TOKEN));
    assertFalse(Json.read(reader.token(Map.of()).body()).has("access_token"));
  }

  @Test
  void htmlReplacesJson() {
    faults.next(RequestKind.USERS_DELTA, Fault.html(200));

    HttpResponse<String> answer = reader.get(USERS);

    assertEquals(200, answer.statusCode());
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(answer.body()).startsWith("<!DOCTYPE html>");
  }

  @Test
  void connectionsBreakBeforeAndDuringTheAnswer() {
    // The HTTP client of the JDK itself repeats a GET once if the connection ends without an
    // answer.
    faults.next(2, RequestKind.USERS_DELTA, Fault.reset());
    assertThrows(UncheckedIOException.class, () -> reader.get(USERS));
    faults.clear();
    faults.next(RequestKind.USERS_DELTA, Fault.brokenAnswer());
    assertThrows(UncheckedIOException.class, () -> reader.get(USERS));
    assertEquals(200, reader.get(USERS).statusCode());
  }

  @Test
  void aTenantThatIsOfflineRefusesConnections() {
    tenant.goOffline();
    assertThrows(UncheckedIOException.class, () -> reader.get(USERS));
    tenant.goOnline();
    assertEquals(200, reader.get(USERS).statusCode());
  }

  @Test
  void aSlowAnswerIsCorrect() {
    faults.next(RequestKind.USERS_DELTA, Fault.slow(Duration.ofMillis(300)));
    Instant before = Instant.now();

    assertEquals(200, reader.get(USERS).statusCode());
    assertThat(Duration.between(before, Instant.now()).toMillis()).isGreaterThanOrEqualTo(300);
  }

  @Test
  void aForeignLinkReplacesTheCorrectLink() {
    faults.next(RequestKind.USERS_DELTA, GraphFault.foreignLink("http://127.0.0.1:9/steal"));
    assertEquals("http://127.0.0.1:9/steal", reader.read(USERS).path("@odata.deltaLink").asText());
    String assignments = "/servicePrincipals/" + tenant.enterpriseAppId() + "/appRoleAssignedTo";
    faults.next(RequestKind.ASSIGNMENTS, GraphFault.foreignLink("http://127.0.0.1:9/steal"));
    assertEquals(
        "http://127.0.0.1:9/steal", reader.read(assignments).path("@odata.nextLink").asText());
  }

  @Test
  void aPageLinksToItselfOrToAnEarlierPage() {
    tenant.delta().objectsPerPage(1);
    String next = reader.read(USERS).path("@odata.nextLink").asText();
    PlannedFault itself = faults.always(RequestKind.USERS_DELTA, GraphFault.leadsBack(0));
    JsonNode page = reader.read(next);
    assertEquals(next, page.path("@odata.nextLink").asText());
    assertFalse(page.has("@odata.deltaLink"));
    itself.stop();
    reader.read(USERS);
    faults.next(RequestKind.USERS_DELTA, GraphFault.leadsBack(1));
    assertThat(reader.read(next).path("@odata.nextLink").asText()).endsWith(USERS);
  }

  @Test
  void pagesAreRepeatedAndEmptyPagesAreInserted() {
    faults.next(RequestKind.USERS_DELTA, GraphFault.emptyPage());
    faults.next(RequestKind.USERS_DELTA, GraphFault.repeatedPage());

    List<JsonNode> pages = reader.pages(USERS);

    assertEquals(List.of(0, 2, 2), pages.stream().map(page -> page.path("value").size()).toList());
    String link = pages.get(2).path("@odata.deltaLink").asText();
    assertEquals(List.of(), reader.entries(link));
  }

  @Test
  void tokensAreRevokedBetweenRequests() {
    tenant.delta().objectsPerPage(1);
    faults.after(1, 1, request -> request.kind().delta(), GraphFault.tokensRevoked());
    String next = reader.read(USERS).path("@odata.nextLink").asText();

    assertEquals(401, reader.get(next).statusCode());
    reader.signIn();
    assertEquals(200, reader.get(next).statusCode());
  }

  @Test
  void assignmentsDisappearSuddenly() {
    tenant.directory().assign(tenant.directory().userIds().get(0));
    String assignments = "/servicePrincipals/" + tenant.enterpriseAppId() + "/appRoleAssignedTo";
    faults.next(RequestKind.ASSIGNMENTS, GraphFault.suddenlyEmpty());

    assertEquals(0, reader.entries(assignments).size());
    assertEquals(1, reader.entries(assignments).size());
  }

  @Test
  void everyRequestIsRecorded() {
    tenant.requests().clear();
    reader.get(USERS, "Prefer", "return=minimal");
    reader.get("/users/nobody");

    assertEquals(2, tenant.requests().count());
    assertEquals(1, tenant.requests().count(RequestKind.USER));
    RecordedRequest request = tenant.requests().of(RequestKind.USERS_DELTA).get(0);
    assertEquals("GET", request.method());
    assertEquals("/v1.0/users/delta", request.path());
    assertEquals("displayName", request.query("$select"));
    assertEquals("return=minimal", request.header("prefer"));
    String authorization = request.header("AUTHORIZATION");
    assertTrue(authorization != null && authorization.startsWith("Bearer "));
  }

  private JsonNode spoiled(Spoiling spoiling) {
    faults.next(RequestKind.USERS_DELTA, GraphFault.spoiled(spoiling));
    return Json.read(reader.get(USERS).body());
  }
}
