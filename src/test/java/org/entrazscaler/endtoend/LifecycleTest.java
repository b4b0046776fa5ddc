package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.entrazscaler.simulation.http.Fault;
import org.entrazscaler.simulation.tenant.GraphFault;
import org.entrazscaler.simulation.tenant.RequestKind;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerFault;
import org.entrazscaler.store.State;
import org.entrazscaler.store.StateAddress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a process of the program starts, ends and is replaced by the next one. */
class LifecycleTest {

  /** The shortest usual time between SIGTERM and SIGKILL: the default of {@code docker stop}. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private static final Set<Integer> TERMINATED = Set.of(0, 143);

  @RegisterExtension private final Installation installation = new Installation();

  private String role;

  @BeforeEach
  void start() throws Exception {
    installation.set("camel.management.port", String.valueOf(ServiceTest.freePort()));
    role = installation.entra().addRole("User");
    for (int number = 1; number <= 6; number++) {
      installation
          .entra()
          .assign(
              installation.entra().addUser("User " + number, "user" + number + "@example.com"),
              role);
    }
  }

  @Test
  void sigtermEndsTheServiceAndReleasesTheState() throws Exception {
    try (ProgramProcess service = ProgramProcess.start(installation, "run")) {
      service.awaitOut("created");
      service.awaitOut("done");
      assertTrue(Files.exists(installation.directory.resolve("data/state.instance")));
      service.terminate();
      int status = service.exitStatus(GRACE);
      assertThat(TERMINATED).as(status + service.all()).contains(status);
    }
    assertFalse(Files.exists(installation.directory.resolve("data/state.instance")));
    assertEquals("success", installation.status().path("lastCycle").path("result").asText());
  }

  @Test
  void sigtermInterruptsAWaitForZscaler() throws Exception {
    installation.set("retry.zscaler-delay", "60000");
    var busy =
        installation
            .zscaler
            .faults()
            .always(RecordedRequest.of("POST", "/Users"), ZscalerFault.status(503));
    try (ProgramProcess service = ProgramProcess.start(installation, "run")) {
      await().atMost(ProgramProcess.PATIENCE).until(() -> busy.fired() > 0);
      service.terminate();
      int status = service.exitStatus(GRACE);
      assertThat(TERMINATED).as(status + service.all()).contains(status);
    }
    busy.stop();
    installation.set("retry.zscaler-delay", "20");
    assertEquals(0, installation.status().path("parked").asInt());
    assertEquals(0, installation.cycle().exitStatus());
    assertNotNull(installation.zscaler.user("user6@example.com"));
    assertEquals(List.of(), installation.zscaler.doubledWrites());
  }

  @Test
  void sigtermWaitsForTheAnswerOfARunningRequest() throws Exception {
    var slow =
        installation
            .zscaler
            .faults()
            .always(RecordedRequest.of("POST", "/Users"), Fault.slow(Duration.ofSeconds(2)));
    try (ProgramProcess service = ProgramProcess.start(installation, "run")) {
      await().atMost(ProgramProcess.PATIENCE).until(() -> slow.fired() > 0);
      service.terminate();
      int status = service.exitStatus(GRACE);
      assertThat(TERMINATED).as(status + service.all()).contains(status);
    }
    slow.stop();
    long created = installation.zscaler.writes().size();
    assertThat(created).as("The cycle continued after SIGTERM. Created: " + created).isLessThan(6);
    installation.zscaler.forgetRequests();
    assertEquals(0, installation.cycle().exitStatus());
    assertEquals(6 - created, installation.zscaler.writes().size());
    assertEquals(0, installation.status().path("parked").asInt());
  }

  @Test
  void sigtermInterruptsAWaitForGraph() throws Exception {
    var busy =
        installation.tenant.faults().always(RequestKind.USERS_DELTA, GraphFault.throttled("120"));
    try (ProgramProcess service = ProgramProcess.start(installation, "run")) {
      await().atMost(ProgramProcess.PATIENCE).until(() -> busy.fired() > 0);
      service.terminate();
      int status = service.exitStatus(GRACE);
      assertThat(TERMINATED).as(status + service.all()).contains(status);
    }
    busy.stop();
    assertEquals(0, installation.cycle().exitStatus());
  }

  @Test
  void anInterruptedAssignmentListRemovesNoAccess() throws Exception {
    assertEquals(0, installation.cycle().exitStatus());
    installation.tenant.assignmentsPerPage(2);
    var slow =
        installation
            .tenant
            .faults()
            .always(RequestKind.ASSIGNMENTS, Fault.slow(Duration.ofSeconds(2)));
    int written = installation.zscaler.writes().size();
    try (ProgramProcess once = ProgramProcess.start(installation, "run", "--once")) {
      await().atMost(ProgramProcess.PATIENCE).until(() -> slow.fired() > 0);
      once.terminate();
      int status = once.exitStatus(GRACE);
      assertThat(TERMINATED).as(status + once.all()).contains(status);
    }
    slow.stop();
    assertEquals("interrupted", installation.status().path("lastCycle").path("result").asText());
    assertEquals(0, installation.cycle().exitStatus());
    assertEquals(written, installation.zscaler.writes().size());
  }

  @Test
  void theStateOfAKilledProcessIsAvailableAtOnce() throws Exception {
    try (ProgramProcess service = ProgramProcess.start(installation, "run")) {
      service.awaitOut("Running.");
      service.awaitOut("done");
      service.kill();
    }
    assertTrue(
        Files.exists(installation.directory.resolve("data/state.instance")),
        "the killed process left its socket");
    long before = System.nanoTime();
    assertEquals(0, installation.execute("status").exitStatus());
    Duration took = Duration.ofNanos(System.nanoTime() - before);
    assertThat(took.compareTo(Duration.ofSeconds(5))).as("took " + took).isLessThan(0);
  }

  @Test
  void theServiceWaitsForACommandThatUsesTheState() throws Exception {
    State other =
        State.open(
            new StateAddress("jdbc:h2:file:./data/state", null, null, null),
            installation.directory,
            Clock.systemUTC());
    try (ProgramProcess service = ProgramProcess.start(installation, "run")) {
      assertThrows(AssertionError.class, () -> service.exitStatus(Duration.ofSeconds(3)));
      other.close();
      service.awaitOut("Running.");
    }
  }

  @Test
  void withoutAPasswordThereIsNoConsole() throws Exception {
    int port = ServiceTest.freePort();
    installation.set("console.port", String.valueOf(port));
    try (ProgramProcess service = ProgramProcess.start(installation, "run")) {
      service.awaitOut("Running.");
      assertThat(service.out()).contains("No console");
      assertThrows(
          ConnectException.class, () -> new Socket(InetAddress.getLoopbackAddress(), port).close());
    }
  }

  @Test
  void aPortInUseEndsTheProgramWithAMessage() throws Exception {
    for (String setting : List.of("console.port", "camel.management.port")) {
      try (ServerSocket occupied = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
        String port = String.valueOf(occupied.getLocalPort());
        installation
            .set("console.password", "secret words")
            .set("console.port", String.valueOf(ServiceTest.freePort()))
            .set("camel.management.port", String.valueOf(ServiceTest.freePort()))
            .set(setting, port);
        try (ProgramProcess service = ProgramProcess.start(installation, "run")) {
          assertEquals(2, service.exitStatus(ProgramProcess.PATIENCE), service.all());
          assertThat(service.err()).as(service.all()).contains(port);
          assertThat(service.err()).as(service.all()).contains(setting);
        }
      }
    }
  }

  @Test
  void aServiceWithStatusOffRunsNoCycle() throws Exception {
    installation.set("provisioning.status", "off").set("provisioning.schedule", "* * * * * ?");
    try (ServiceThread service = ServiceThread.start(installation)) {
      Installation.Result once = installation.execute("run", "--once");
      assertEquals(0, once.exitStatus());
      assertThat(once.out()).contains("provisioning.status is off");
      assertEquals("off", installation.status().path("status").asText());
      assertTrue(installation.status().path("lastCycle").isNull());
      assertTrue(service.isRunning(), service::all);
    }
    assertEquals(0, installation.tenant.requests().count());
    assertEquals(List.of(), installation.zscaler.requests());
  }

  @Test
  void theServiceRunsWithoutItsSocket() throws Exception {
    installation.set("provisioning.status", "off");
    Files.createDirectories(installation.directory.resolve("data/state.instance/occupied"));
    try (ServiceThread service = ServiceThread.start(installation)) {
      assertTrue(service.isRunning(), service::all);
      assertThat(service.err()).as(service::all).contains("state.instance cannot be created");
    }
  }
}
