package org.entrazscaler.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.entrazscaler.simulation.tenant.RequestKind;
import org.entrazscaler.simulation.zscaler.Fault;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerUser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users are made while others are still being planned; the rest of what a cycle promises holds. */
class EarlyCreationsTest {

  private static final int PEOPLE = 14;
  private static final String MANAGER =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";

  @TempDir Path directory;

  private Installation installation;
  private final List<String> people = new ArrayList<>();
  private final CountDownLatch created = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicBoolean waits = new AtomicBoolean();
  private final AtomicBoolean early = new AtomicBoolean();

  /** People who were out of scope: of each one Graph is asked while it is planned. */
  @BeforeEach
  void start() throws Exception {
    installation = new Installation(directory);
    installation.set("planning.chunk", "4");
    for (int number = 1; number <= PEOPLE; number++) {
      String name = "person" + number;
      people.add(installation.entra().addUser(name, Company.userName(name)));
    }
    assertEquals(0, installation.cycle().exitStatus());
  }

  @AfterEach
  void stop() {
    installation.close();
  }

  private void assign() {
    people.forEach(installation.entra()::assign);
  }

  /** Graph does not answer for one of the last chunk before Zscaler is to make somebody. */
  private void lastChunkWaitsForACreation() {
    installation
        .tenant
        .faults()
        .always(
            request -> {
              if (request.kind() == RequestKind.USER && asked.incrementAndGet() == PEOPLE) {
                waits.set(true);
                early.set(await(created));
              }
              return false;
            },
            org.entrazscaler.simulation.tenant.Fault.resetBeforeAnswer());
    installation
        .zscaler
        .faults()
        .always(
            request -> {
              if (RecordedRequest.of("POST", "/Users").test(request)) {
                created.countDown();
              }
              return false;
            },
            Fault.reset());
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void allAreThereOnce() {
    people.forEach(this::account);
    assertEquals(List.of(), installation.zscaler.doubledWrites());
    assertEquals(0, installation.status().path("parked").asInt());
    int written = installation.zscaler.writes().size();
    assertEquals(0, installation.cycle().exitStatus());
    assertEquals(written, installation.zscaler.writes().size());
  }

  private ZscalerUser account(String id) {
    return installation.zscaler.users().stream()
        .filter(user -> id.equals(user.externalId()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No account of " + id));
  }

  @Test
  void theFirstOnesAreMadeBeforeTheLastOnesArePlanned() {
    assign();
    lastChunkWaitsForACreation();

    Installation.Result result = installation.cycle();

    assertEquals(0, result.exitStatus(), () -> result.out() + result.err());
    assertTrue(early.get(), "Nobody was made before all were planned");
    assertEquals(PEOPLE, installation.zscaler.count(RecordedRequest.of("POST", "/Users")));
    allAreThereOnce();
  }

  @Test
  void aProgramThatDiesMeanwhileGoesOnWhereItWas() throws Exception {
    assign();
    AtomicReference<ProgramProcess> program = new AtomicReference<>();
    lastChunkWaitsForACreation();
    var lost =
        installation
            .zscaler
            .faults()
            .next(
                1,
                request -> {
                  if (!RecordedRequest.of("POST", "/Users").test(request)) {
                    return false;
                  }
                  program.get().kill();
                  return true;
                },
                Fault.lostAnswer());
    try (ProgramProcess started = ProgramProcess.start(installation, "run", "--once")) {
      program.set(started);
      assertEquals(137, started.exitStatus(ProgramProcess.PATIENCE), started::all);
    }
    lost.stop();
    created.countDown();
    assertTrue(
        asked.get() < PEOPLE || waits.get(), "It did not die while others were still planned");
    installation.tenant.faults().clear();
    installation.zscaler.faults().clear();

    assertEquals(0, installation.cycle().exitStatus());
    allAreThereOnce();
  }

  @Test
  void whoLosesAccessIsDisabledBeforeThoseWhoAreNotMadeYet() {
    String leaver = installation.entra().addUser("leaver", Company.userName("leaver"));
    installation.entra().assign(leaver);
    assertEquals(0, installation.cycle().exitStatus());
    installation.zscaler.forgetRequests();
    installation.entra().unassign(leaver);
    assign();
    lastChunkWaitsForACreation();

    assertEquals(0, installation.cycle().exitStatus());

    assertTrue(early.get());
    List<String> writes =
        installation.zscaler.writes().stream().map(RecordedRequest::method).toList();
    int disabled = writes.indexOf("PATCH");
    assertTrue(disabled > 0 && disabled < writes.size() - 1, writes.toString());
    allAreThereOnce();
  }

  /**
   * Whose account is made later: who names such a manager gets it by an update, and at most one.
   */
  @Test
  void managersAreThereAtTheEndOfTheCycle() {
    installation.edit(
        "user-mapping.camel.yaml",
        "displayName: [displayName]",
        "displayName: [displayName]\n                  " + MANAGER + ": [manager]");
    String manager = Collections.min(people);
    List<String> others = people.stream().filter(id -> !id.equals(manager)).toList();
    others.forEach(id -> installation.entra().setManager(id, manager));
    assign();

    Installation.Result result = installation.cycle();

    assertEquals(0, result.exitStatus(), () -> result.out() + result.err());
    assertEquals(PEOPLE, installation.zscaler.count(RecordedRequest.of("POST", "/Users")));
    assertTrue(installation.zscaler.writes().size() <= PEOPLE + others.size());
    others.forEach(id -> assertEquals(account(manager).id(), managerIn(account(id))));
    allAreThereOnce();
  }

  private static String managerIn(ZscalerUser account) {
    return account
        .attributes()
        .path("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")
        .path("manager")
        .path("value")
        .asText();
  }

  @Test
  void aPlanShowsNothingElseAndMakesNobodyBeforeAllIsPlanned() {
    assign();
    Installation.Result plan = installation.execute("plan");
    assertEquals(0, installation.zscaler.writes().size());
    for (int number = 1; number <= PEOPLE; number++) {
      assertTrue(plan.out().contains(Company.userName("person" + number)), plan.out());
    }
  }
}
