package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.entrazscaler.simulation.http.Fault;
import org.entrazscaler.simulation.tenant.RequestKind;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerUser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Accounts are created while other users are still being planned. All other guarantees of a cycle
 * hold.
 */
class EarlyCreationsTest {

  private static final int PEOPLE = 14;
  private static final String MANAGER =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";

  @RegisterExtension private final Installation installation = new Installation();

  private final List<String> people = new ArrayList<>();
  private final CountDownLatch created = new CountDownLatch(1);
  private final AtomicInteger usersRead = new AtomicInteger();
  private final AtomicBoolean lastUserRequested = new AtomicBoolean();
  private final AtomicBoolean createdBeforeLastPlan = new AtomicBoolean();

  /** Adds users who are out of scope at first: each is read from Graph while it is planned. */
  @BeforeEach
  void start() {
    installation.set("planning.chunk", "4");
    for (int number = 1; number <= PEOPLE; number++) {
      String name = "person" + number;
      people.add(installation.entra().addUser(name, Company.userName(name)));
    }
    assertEquals(0, installation.cycle().exitStatus());
  }

  private void assign() {
    people.forEach(installation.entra()::assign);
  }

  /** Graph answers the request for the last user only after Zscaler has received a creation. */
  private void delayLastUserUntilACreation() {
    installation
        .tenant
        .faults()
        .always(
            request -> {
              if (request.kind() == RequestKind.USER && usersRead.incrementAndGet() == PEOPLE) {
                lastUserRequested.set(true);
                createdBeforeLastPlan.set(await(created));
              }
              return false;
            },
            Fault.reset());
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

  private void assertEachAccountExistsOnce() {
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
  void firstAccountsAreCreatedBeforeTheLastUsersArePlanned() {
    assign();
    delayLastUserUntilACreation();

    Installation.Result result = installation.cycle();

    assertEquals(0, result.exitStatus(), () -> result.out() + result.err());
    assertTrue(createdBeforeLastPlan.get(), "No account was created before all users were planned");
    assertEquals(PEOPLE, installation.zscaler.count(RecordedRequest.of("POST", "/Users")));
    assertEachAccountExistsOnce();
  }

  @Test
  void aProgramKilledDuringPlanningContinues() throws Exception {
    assign();
    AtomicReference<ProgramProcess> program = new AtomicReference<>();
    delayLastUserUntilACreation();
    var lost =
        installation
            .zscaler
            .faults()
            .next(
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
        usersRead.get() < PEOPLE || lastUserRequested.get(),
        "The program was not killed during planning");
    installation.tenant.faults().clear();
    installation.zscaler.faults().clear();

    assertEquals(0, installation.cycle().exitStatus());
    assertEachAccountExistsOnce();
  }

  @Test
  void leaversAreDisabledBeforeTheRemainingCreations() {
    String leaver = installation.entra().addUser("leaver", Company.userName("leaver"));
    installation.entra().assign(leaver);
    assertEquals(0, installation.cycle().exitStatus());
    installation.zscaler.forgetRequests();
    installation.entra().unassign(leaver);
    assign();
    delayLastUserUntilACreation();

    assertEquals(0, installation.cycle().exitStatus());

    assertTrue(createdBeforeLastPlan.get());
    List<String> writes =
        installation.zscaler.writes().stream().map(RecordedRequest::method).toList();
    int disabled = writes.indexOf("PATCH");
    assertTrue(disabled > 0 && disabled < writes.size() - 1, writes.toString());
    assertEachAccountExistsOnce();
  }

  /** A user whose manager's account is created later gets the manager by at most one update. */
  @Test
  void managersAreSetAtTheEndOfTheCycle() {
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
    assertThat(installation.zscaler.writes().size()).isLessThanOrEqualTo(PEOPLE + others.size());
    others.forEach(id -> assertEquals(account(manager).id(), managerIn(account(id))));
    assertEachAccountExistsOnce();
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
  void aDryRunShowsAllCreationsAndWritesNothing() {
    assign();
    Installation.Result plan = installation.execute("plan");
    assertEquals(0, installation.zscaler.writes().size());
    for (int number = 1; number <= PEOPLE; number++) {
      assertThat(plan.out()).contains(Company.userName("person" + number));
    }
  }
}
