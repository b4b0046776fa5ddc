package org.entrazscaler.simulation.zscaler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.entrazscaler.simulation.http.Fault;
import org.entrazscaler.simulation.http.PlannedFault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Throttling, planned faults, and the recorded requests of the simulated Zscaler. */
class SimulatedZscalerFaultsTest {

  private static final String ADA = "ada@example.com";

  private SimulatedZscaler zscaler;
  private ScimClient client;

  @BeforeEach
  void start() {
    zscaler = SimulatedZscaler.start(ZscalerOptions.zia().requestsPerSecond(0));
    client = new ScimClient(zscaler);
  }

  @AfterEach
  void stop() {
    zscaler.close();
  }

  // Throttling

  @Test
  void moreThanFiveRequestsPerSecondAreThrottled() throws IOException {
    zscaler.change(options -> options.requestsPerSecond(5));
    long began = System.nanoTime();
    int throttled = 0;
    for (int number = 0; number < 12; number++) {
      throttled += client.get("/ResourceTypes").status() == 429 ? 1 : 0;
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    assertTrue(
        12 - throttled <= 5 + 5 * seconds + 1, throttled + " throttled in " + seconds + " s");
    assertEquals(throttled, zscaler.count(request -> request.status() == 429));
    zscaler.change(options -> options.requestsPerSecond(0));
    assertEquals(200, client.get("/Users").status());
  }

  @Test
  void bucketHoldsOneSecondAndFillsEvenly() {
    TokenBucket bucket = new TokenBucket();
    long now = 1_000_000_000L;
    for (int request = 0; request < 5; request++) {
      assertTrue(bucket.take(5, now));
    }
    assertFalse(bucket.take(5, now));
    assertFalse(bucket.take(5, now + 150_000_000L));
    assertTrue(bucket.take(5, now + 250_000_000L));
    assertFalse(bucket.take(5, now + 250_000_000L));
    long muchLater = now + 60_000_000_000L;
    assertEquals(5, IntStream.range(0, 20).filter(request -> bucket.take(5, muchLater)).count());
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, ''",
    "SECONDS, '[1-9][0-9]*'",
    "SECONDS_WITH_UNIT, '[1-9][0-9]*s'",
    "HTTP_DATE, '[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT'",
    "BODY_FIELD, ''"
  })
  void throttlingGivesTheDelayInEveryStyle(ThrottleStyle style, String header) throws IOException {
    zscaler.faults().next(RecordedRequest.any(), ZscalerFault.throttled(style));
    ScimClient.Reply reply = client.get("/Users");
    assertEquals(429, reply.status());
    assertThat(reply.header("Retry-After")).matches(header);
    assertEquals(
        style == ThrottleStyle.BODY_FIELD ? "0 seconds" : "",
        reply.json().path("Retry-After").asText());
    assertEquals(200, client.get("/Users").status());
  }

  @Test
  void burstsCanBeBlockedWith401() throws Exception {
    zscaler.change(options -> options.blockedAboveConcurrent(1));
    assertEquals(200, client.get("/Users").status());
    zscaler.faults().always(RecordedRequest.any(), Fault.slow(Duration.ofSeconds(1)));
    List<Integer> statuses = together(3, () -> client.get("/Users").status());
    assertThat(statuses).contains(401);
    assertThat(zscaler.mostConcurrent()).isGreaterThan(1);
    zscaler.faults().clear();
    zscaler.faults().next(RecordedRequest.any(), ZscalerFault.blocked());
    ScimClient.Reply blocked = client.get("/Users");
    assertEquals(401, blocked.status());
    assertEquals("Resource Access Blocked", blocked.json().path("detail").asText());
  }

  // Planned faults

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503})
  void failuresAreScimErrorsOrHtmlAndChangeNothing(int status) throws IOException {
    zscaler.faults().next(RecordedRequest.of("POST", "/Users"), ZscalerFault.status(status));
    zscaler.faults().next(RecordedRequest.of("POST", "/Users"), Fault.html(status));
    assertEquals(200, client.get("/Users").status());
    ScimClient.Reply scim = client.createUser(ADA);
    assertEquals(status, scim.status());
    assertEquals(Integer.toString(status), scim.json().path("status").asText());
    ScimClient.Reply html = client.createUser(ADA);
    assertEquals(status, html.status());
    assertThat(html.body()).contains("<html>");
    assertNull(zscaler.user(ADA));
    assertEquals(201, client.createUser(ADA).status());
  }

  @Test
  void faultsAffectThePlannedRequestsAndCountThem() throws IOException {
    PlannedFault third =
        zscaler.faults().after(2, 1, RecordedRequest.of("GET", "/Users"), ZscalerFault.status(503));
    PlannedFault groups =
        zscaler.faults().always(RecordedRequest.of("GET", "/Groups"), ZscalerFault.status(500));
    List<Integer> statuses =
        List.of(
            client.get("/Users").status(),
            client.get("/Groups").status(),
            client.get("/Users").status(),
            client.get("/Users").status(),
            client.get("/Users").status(),
            client.get("/Groups").status());
    assertEquals(List.of(200, 500, 200, 503, 200, 500), statuses);
    assertEquals(1, third.fired());
    assertEquals(2, groups.fired());
    groups.stop();
    assertEquals(200, client.get("/Groups").status());
  }

  @Test
  void lostAnswerMeansThatTheWriteIsDone() throws IOException {
    zscaler.faults().next(3, RecordedRequest.anyWrite(), Fault.lostAnswer());

    assertThrows(IOException.class, () -> client.createUser(ADA));
    ZscalerUser ada = zscaler.user(ADA);
    assertNotNull(ada);
    String disable = "[{\"op\":\"replace\",\"path\":\"active\",\"value\":false}]";
    assertThrows(IOException.class, () -> client.patch("/Users/" + ada.id(), disable));
    assertFalse(zscaler.user(ADA).active());
    assertThrows(IOException.class, () -> client.delete("/Users/" + ada.id()));
    assertNull(zscaler.user(ADA));

    assertEquals(3, zscaler.writes().size(), "nothing was sent twice");
    for (RecordedRequest write : zscaler.writes()) {
      assertTrue(write.applied(), write.kind());
      assertEquals(0, write.status(), write.kind());
    }
    assertEquals(ada.id(), zscaler.writes().get(0).resourceId());
    assertEquals(404, client.delete("/Users/" + ada.id()).status());
    assertEquals(List.of(), zscaler.doubledWrites());
  }

  @Test
  void aRequestIsRecordedBeforeItsMissingAnswerIsNoticed() throws IOException {
    String id = client.createUser(ADA).id();
    String disable = "[{\"op\":\"replace\",\"path\":\"active\",\"value\":false}]";
    for (int time = 0; time < 300; time++) {
      boolean lost = time % 2 == 0;
      zscaler.faults().next(RecordedRequest.anyWrite(), lost ? Fault.lostAnswer() : Fault.reset());
      assertThrows(IOException.class, () -> client.patch("/Users/" + id, disable));
      RecordedRequest last = zscaler.writes().get(zscaler.writes().size() - 1);
      assertThat(last.finishedNanos()).as("request " + last.number()).isGreaterThan(0);
      assertEquals(lost, last.applied(), "request " + last.number());
    }
  }

  @Test
  void resetConnectionMeansThatNothingIsDone() throws IOException {
    zscaler.faults().next(RecordedRequest.anyWrite(), Fault.reset());
    assertThrows(IOException.class, () -> client.createUser(ADA));
    assertNull(zscaler.user(ADA));
    assertFalse(zscaler.writes().get(0).applied());
    assertEquals(201, client.createUser(ADA).status());
  }

  @Test
  void answersBreakInTheMiddle() throws IOException {
    zscaler.faults().next(RecordedRequest.any(), Fault.truncatedJson());
    ScimClient.Reply half = client.createUser(ADA);
    assertEquals(201, half.status());
    assertThrows(JsonProcessingException.class, () -> Json.MAPPER.readTree(half.body()));
    assertNotNull(zscaler.user(ADA));

    zscaler.faults().next(RecordedRequest.any(), Fault.brokenAnswer());
    assertThrows(IOException.class, () -> client.createUser("bob@example.com"));
    assertNotNull(zscaler.user("bob@example.com"));
  }

  @Test
  void slowAnswerIsCarriedOutAfterTheDelay() throws IOException {
    zscaler.faults().next(RecordedRequest.any(), Fault.slow(Duration.ofMillis(400)));
    assertEquals(201, client.createUser(ADA).status());
    RecordedRequest request = zscaler.requests().get(0);
    assertThat(request.finishedNanos() - request.arrivedNanos())
        .isGreaterThanOrEqualTo(400_000_000L);
  }

  @Test
  void tokenCanBeRotatedDuringARun() throws IOException {
    String before = zscaler.secretToken();
    zscaler.faults().after(1, 1, RecordedRequest.any(), ZscalerFault.tokenRotated());
    assertEquals(200, client.get("/Users").status());
    assertEquals(401, client.get("/Users").status());
    assertEquals(401, client.get("/Users").status());
    assertNotEquals(before, zscaler.secretToken());
    client.token(zscaler.secretToken());
    assertEquals(200, client.get("/Users").status());
  }

  @Test
  void idleConnectionIsClosed() throws IOException {
    try (SimulatedZscaler impatient =
        SimulatedZscaler.start(ZscalerOptions.zia().idleTimeout(Duration.ofMillis(200)))) {
      URI address = URI.create(impatient.tenantUrl());
      try (Socket socket = new Socket(address.getHost(), address.getPort())) {
        socket.setSoTimeout(10_000);
        String request =
            "GET " + address.getPath() + "/ResourceTypes HTTP/1.1\r\nHost: localhost\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        InputStream answer = socket.getInputStream();
        String read = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        assertThat(read).startsWith("HTTP/1.1 200");
        assertThat(read).contains("Keep-Alive: timeout=10");
      }
    }
  }

  @Test
  void oneValueIsRefusedEverywhereAndOtherValuesAreAccepted() throws IOException {
    PlannedFault planned =
        zscaler
            .faults()
            .always(
                RecordedRequest.writing("\"Odd\""),
                ZscalerFault.refused(400, "invalidValue", "displayName is odd"));
    String body =
        "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],"
            + "\"userName\":\"ada@example.com\",\"displayName\":\"%s\"}";
    ScimClient.Reply refused = client.post("/Users", body.formatted("Odd"));
    assertEquals(400, refused.status());
    assertEquals("invalidValue", refused.json().path("scimType").asText());
    assertEquals("displayName is odd", refused.json().path("detail").asText());
    assertNull(zscaler.user(ADA));
    assertEquals(201, client.post("/Users", body.formatted("Even")).status());
    assertEquals(200, client.get("/Users?filter=displayName%20eq%20%22Odd%22").status());
    assertEquals(1, planned.fired());
  }

  @Test
  void anAnswerIsChangedAsPlanned() throws IOException {
    zscaler
        .faults()
        .next(request -> true, ZscalerFault.changed(list -> list.putArray("Resources").addNull()));
    assertTrue(client.get("/Users").json().at("/Resources/0").isNull());
    assertTrue(client.get("/Users").json().at("/Resources/0").isObject());
  }

  // Recording

  @Test
  void everyRequestIsRecordedAsReceived() throws IOException {
    long before = System.nanoTime();
    client.get("/Users?startIndex=1&count=1");
    String body = ScimClient.user(ADA).toString();
    String id = client.post("/Users", body).id();
    client.token("wrong");
    client.delete("/Users/" + id);

    List<RecordedRequest> requests = zscaler.requests();
    assertEquals(3, requests.size());
    assertEquals("startIndex=1&count=1", requests.get(0).query());
    assertEquals("/Users", requests.get(0).path());
    assertEquals("Bearer " + zscaler.secretToken(), requests.get(0).headers().get("authorization"));
    assertFalse(requests.get(0).writes());
    assertEquals(body, requests.get(1).body());
    assertEquals(201, requests.get(1).status());
    assertEquals(id, requests.get(1).resourceId());
    assertThat(requests.get(1).arrivedNanos()).isGreaterThan(before);
    assertThat(requests.get(1).thread()).startsWith("zscaler");
    assertEquals(401, requests.get(2).status());
    assertEquals(
        Map.of("GET /Users", 1, "POST /Users", 1, "DELETE /Users/{id}", 1), zscaler.countsByKind());
    assertEquals(1, zscaler.count(RecordedRequest.of("POST", "/Users")));
    zscaler.forgetRequests();
    assertEquals(List.of(), zscaler.requests());
    assertEquals(401, client.get("/Users").status());
    assertEquals(1, zscaler.requests().get(0).number());
  }

  @Test
  void writesSentTwiceAreFound() throws IOException {
    String path = "/Users/" + client.createUser(ADA).id();
    String rename = "[{\"op\":\"replace\",\"path\":\"displayName\",\"value\":\"A\"}]";
    String renameBack = "[{\"op\":\"replace\",\"path\":\"displayName\",\"value\":\"B\"}]";
    client.patch(path, rename);
    client.patch(path, renameBack);
    client.patch(path, rename);
    zscaler.editUser(ADA, attributes -> attributes.put("displayName", "Portal"));
    client.patch(path, rename);
    client.delete(path);
    client.createUser(ADA);
    assertEquals(List.of(), zscaler.doubledWrites(), "each repetition had a reason");

    assertEquals(409, client.createUser(ADA).status());
    String again = "/Users/" + zscaler.user(ADA).id();
    client.patch(again, rename);
    client.patch(again, rename);
    assertEquals(
        List.of("POST /Users", "PATCH /Users/{id}"),
        zscaler.doubledWrites().stream().map(RecordedRequest::kind).toList());
  }

  @Test
  void writeRepeatedAfterAFailureIsNotADoubledWrite() throws IOException {
    zscaler.faults().next(RecordedRequest.anyWrite(), ZscalerFault.status(503));
    zscaler.faults().next(RecordedRequest.anyWrite(), Fault.lostAnswer());
    client.createUser(ADA);
    assertThrows(IOException.class, () -> client.createUser(ADA));
    assertEquals(409, client.createUser(ADA).status());
    assertEquals(List.of(), zscaler.doubledWrites());
  }

  @Test
  void creationAfterAnUnansweredDeletionIsNotADoubledWrite() throws IOException {
    String id = client.createUser(ADA).id();
    zscaler.faults().next(RecordedRequest.anyWrite(), Fault.lostAnswer());
    assertThrows(IOException.class, () -> client.delete("/Users/" + id));
    assertEquals(201, client.createUser(ADA).status());
    assertEquals(List.of(), zscaler.doubledWrites());
  }

  @Test
  void concurrentWritersOfOneGroupLoseNothing() throws Exception {
    List<String> ids =
        IntStream.range(0, 8)
            .mapToObj(n -> zscaler.putUser("u" + n + "@example.com").id())
            .toList();
    String group = "/Groups/" + zscaler.putGroup("Everyone", null).id();
    CyclicBarrier barrier = new CyclicBarrier(ids.size());
    ExecutorService threads = Executors.newFixedThreadPool(ids.size());
    try {
      List<Future<Integer>> answers =
          ids.stream()
              .map(
                  id ->
                      threads.submit(
                          () -> {
                            barrier.await();
                            return client
                                .patch(
                                    group,
                                    "[{\"op\":\"add\",\"value\":{\"members\":[{\"value\":\""
                                        + id
                                        + "\"}]}}]")
                                .status();
                          }))
              .toList();
      for (Future<Integer> answer : answers) {
        assertEquals(204, answer.get());
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(8, zscaler.group("Everyone").memberIds().size());
  }

  private static List<Integer> together(int count, Callable<Integer> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<Integer> results = new ArrayList<>();
      for (Future<Integer> result : threads.invokeAll(Collections.nCopies(count, work))) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
