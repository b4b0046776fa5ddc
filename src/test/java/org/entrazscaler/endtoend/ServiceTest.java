package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.StreamSupport;
import org.entrazscaler.console.ConsoleClient;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerFault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * {@code run} in its own process, with a console, and other commands at the same time. They reach
 * the state only through the process that has locked it.
 */
class ServiceTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PASSWORD = "a console's password";
  private static final String COMMANDS = "org.entrazscaler:type=Provisioning";

  @RegisterExtension private static final Installation installation = new Installation();

  private static ProgramProcess service;
  private static int managementPort;
  private static URI console;
  private static String role;

  @BeforeAll
  static void start() throws Exception {
    role = installation.entra().addRole("User");
    addAssignedUser("first");
    managementPort = freePort();
    int consolePort = freePort();
    console = URI.create("http://127.0.0.1:" + consolePort + "/hawtio");
    installation
        .set("provisioning.schedule", "* * * * * ?")
        .set("camel.management.port", String.valueOf(managementPort))
        .set("console.port", String.valueOf(consolePort))
        .set("console.password", PASSWORD);
    service = ProgramProcess.start(installation, "run");
    service.awaitOut("Running.");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static String addAssignedUser(String name) {
    String id = installation.entra().addUser(name, name + "@example.com");
    installation.entra().assign(id, role);
    return id;
  }

  private static void awaitUser(String name) {
    await(name)
        .atMost(ProgramProcess.PATIENCE)
        .until(() -> installation.zscaler.user(name + "@example.com") != null);
  }

  @Test
  void cyclesRunBySchedule() {
    awaitUser("first");
    addAssignedUser("second");
    awaitUser("second");
  }

  @Test
  void healthAndMetricsNeedNoLoginAndShowNothingConfidential() throws Exception {
    for (String path : List.of("health", "health/live", "health/ready")) {
      HttpResponse<String> health = observe(path);
      assertEquals(200, health.statusCode(), health.body());
      assertEquals("{\"status\":\"UP\"}", health.body());
    }
    awaitUser("first");
    HttpResponse<String> metrics = observe("metrics");
    assertEquals(200, metrics.statusCode());
    assertThat(metrics.body()).contains("routeId=\"write-users\"");
    for (String confidential :
        List.of(
            installation.tenant.tenantId(),
            installation.tenant.enterpriseAppId(),
            installation.zscaler.tenantUrl(),
            installation.zscaler.secretToken(),
            "example.com",
            installation.directory.toString(),
            "jdbc:")) {
      assertThat(metrics.body()).as(confidential).doesNotContain(confidential);
    }
  }

  @Test
  void aSecondInstanceOnTheSameStateIsRefused() {
    Installation.Result second = installation.execute("run");
    assertEquals(5, second.exitStatus(), second.out() + second.err());
    assertThat(second.err()).contains("Another instance has the state");
  }

  @Test
  void aCycleCanBeStartedByCommand() {
    awaitUser("first");
    Installation.Result result = installation.execute("run", "--once");
    assertEquals(0, result.exitStatus(), result.out() + result.err());
    assertThat(result.out()).contains("done");
  }

  @Test
  void aPlanIsMadeAndAppliedWhileTheServiceRuns() {
    awaitUser("first");
    Installation.Result plan = installation.execute("plan", "--save", "beside.plan");
    assertEquals(0, plan.exitStatus(), plan.out() + plan.err());
    assertThat(plan.out()).contains("Nothing was written.");
    Installation.Result applied = installation.execute("apply", "beside.plan");
    assertEquals(0, applied.exitStatus(), applied.out() + applied.err());
    assertThat(applied.out()).contains("(apply, ");
    addAssignedUser("beside");
    awaitUser("beside");
  }

  @Test
  void otherCommandsAreAnsweredByTheRunningInstance() throws Exception {
    awaitUser("first");
    JsonNode status = installation.status();
    assertEquals("on", status.path("status").asText());
    assertTrue(status.path("lastCycle").path("id").isTextual(), status.toString());

    Installation.Result logs =
        installation.execute("logs", "--json", "--object", "first@example.com");
    assertEquals(0, logs.exitStatus());
    JsonNode entry = JSON.readTree(logs.out().lines().findFirst().orElseThrow());
    assertEquals("create", entry.path("provisioningAction").asText(), logs.out());

    Installation.Result table = installation.execute("check", "--show", "first@example.com");
    assertEquals(0, table.exitStatus(), table.out() + table.err());
    assertThat(table.out()).contains("first@example.com");
    assertEquals(1, installation.execute("check", "--show", "nobody@example.com").exitStatus());

    Installation.Result connection = installation.execute("test-connection");
    assertEquals(0, connection.exitStatus(), connection.out());
  }

  @Test
  void aParkedObjectCanBeRetried() {
    var refused =
        installation
            .zscaler
            .faults()
            .always(
                RecordedRequest.of("POST", "/Users")
                    .and(request -> request.body().contains("unwanted@example.com")),
                ZscalerFault.status(400));
    addAssignedUser("unwanted");
    await()
        .atMost(ProgramProcess.PATIENCE)
        .until(() -> installation.status().path("parked").asInt() == 1);
    assertEquals(1, installation.execute("run", "--once").exitStatus());
    refused.stop();
    assertEquals(1, installation.execute("retry", "somebody else").exitStatus());
    Installation.Result retry = installation.execute("retry", "unwanted@example.com");
    assertEquals(0, retry.exitStatus(), retry.out() + retry.err());
    awaitUser("unwanted");
    await()
        .atMost(ProgramProcess.PATIENCE)
        .until(() -> installation.status().path("parked").asInt() == 0);
  }

  @Test
  void inQuarantineTicksSendOneProbeAndHealthStaysUp() throws Exception {
    awaitUser("first");
    var refusal =
        installation.zscaler.faults().always(RecordedRequest.any(), ZscalerFault.status(401));
    addAssignedUser("late");
    await()
        .atMost(ProgramProcess.PATIENCE)
        .until(() -> installation.status().path("quarantine").isObject());
    installation.zscaler.forgetRequests();
    Installation.Result held = installation.execute("run", "--once");
    assertEquals(4, held.exitStatus(), held.out() + held.err());
    assertThat(held.out()).contains("zscaler.secret-token");
    assertEquals(200, observe("health/ready").statusCode());
    assertThat(installation.zscaler.requests())
        .allMatch(request -> request.query().equals("startIndex=1&count=1"));

    refusal.stop();
    awaitUser("late");
    await()
        .atMost(ProgramProcess.PATIENCE)
        .until(() -> installation.status().path("quarantine").isNull());
  }

  @Test
  void afterARestartTheNextCycleIsInitial() {
    awaitUser("first");
    long before = lastCycle();
    assertEquals(0, installation.execute("restart").exitStatus());
    await()
        .atMost(ProgramProcess.PATIENCE)
        .until(
            () ->
                installation.execute("logs").exitStatus() == 0
                    && service.err().contains("begins: initial.")
                    && lastCycle() > before
                    && service.err().split("begins: initial\\.", -1).length > 2);
    assertEquals(List.of(), installation.zscaler.doubledWrites());
  }

  private static long lastCycle() {
    return installation.status().path("lastCycle").path("id").asLong();
  }

  @Test
  void theConsoleShowsRoutesWithCountersAndRunsCommands() throws Exception {
    awaitUser("first");
    ConsoleClient unauthenticated = new ConsoleClient(console);
    assertEquals(403, unauthenticated.get("/jolokia/list").statusCode());
    assertEquals(403, unauthenticated.logIn("admin", "guessed").statusCode());

    ConsoleClient admin = new ConsoleClient(console);
    assertEquals(200, admin.logIn("admin", PASSWORD).statusCode());
    JsonNode routes =
        JSON.readTree(
                admin
                    .get(
                        "/jolokia/read/org.apache.camel:type=routes,*/"
                            + "RouteId,ExchangesCompleted,Description,State")
                    .body())
            .path("value");
    JsonNode create =
        StreamSupport.stream(routes.spliterator(), false)
            .filter(route -> route.path("RouteId").asText().equals("create"))
            .findFirst()
            .orElseThrow(() -> new AssertionError(routes.toString()));
    assertThat(create.path("ExchangesCompleted").asLong())
        .as(create.toString())
        .isGreaterThanOrEqualTo(1);
    assertEquals("Started", create.path("State").asText());

    JsonNode answer =
        JSON.readTree(
            admin
                .post(
                    "/jolokia",
                    JSON.createObjectNode()
                        .put("type", "exec")
                        .put("mbean", COMMANDS)
                        .put("operation", "status")
                        .set("arguments", JSON.createArrayNode().add(true))
                        .toString())
                .body());
    assertEquals(0, answer.path("value").path("exitStatus").asInt(-1), answer.toString());
    assertEquals(
        "on", JSON.readTree(answer.path("value").path("text").asText()).path("status").asText());
  }

  private static HttpResponse<String> observe(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + managementPort + "/observe/" + path))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
