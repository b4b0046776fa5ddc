package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.entrazscaler.simulation.http.Fault;
import org.entrazscaler.simulation.http.PlannedFault;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.junit.jupiter.api.Test;

/** Urgent passes during cycles that a command starts: a saved plan, a reconciliation. */
class UrgentPassInOtherCyclesTest extends BusyCompany {

  private Set<String> policies() {
    return Set.copyOf(installation.zscaler.group("Policies").memberUserNames());
  }

  private static Set<String> userNames(String... names) {
    List<String> all = new ArrayList<>();
    for (String name : names) {
      all.add(Company.userName(name));
    }
    return Set.copyOf(all);
  }

  @Test
  void urgentRemovalsPassASavedPlanAndOtherNewChangesWait() throws Exception {
    String leaver = company.hire("leaver", "Sales");
    String quitter = company.hire("quitter", "Sales");
    String mover = company.hire("mover", "Sales");
    String staying = company.hire("staying", "Sales");
    String policies = company.group("Policies", List.of(quitter, staying));
    String closed = company.group("Closed", List.of(staying));
    assertEquals(0, installation.cycle().exitStatus());
    hireJoiners(6);
    installation.entra().addMember(policies, mover);
    assertEquals(0, installation.execute("plan", "--save", "the.plan").exitStatus());
    startForCommands();
    PlannedFault held = hold(creatingJoiners());
    CompletableFuture<Installation.Result> apply = startCommand("apply", "the.plan");
    awaitUntil("all writers are busy", () -> held.fired() == WRITERS);
    String created = joinerBeingCreated();

    installation.entra().unassign(leaver);
    installation.entra().removeMember(policies, quitter);
    installation.entra().updateUser(staying, "department", "Changed");
    installation.entra().updateUser(created, "department", "Changed");
    installation.entra().unassign(closed);

    awaitUntil("disabled", () -> !account("leaver").active());
    assertEquals(WRITERS, writes(creatingJoiners()).size(), "no other write was sent before it");
    release(held);
    Installation.Result applied = awaitCommand(apply, 1);
    awaitJoiners(6);
    assertEquals(1, writes(changing("leaver")).size());
    assertEquals(
        userNames("quitter", "staying", "mover"), policies(), "the planned member was added");
    assertEquals(1, installation.zscaler.group("Closed").memberIds().size());
    assertEquals("Sales", account("staying").department());
    assertEquals("Research", account(joinerName(created)).department());
    assertThat(applied.out()).contains("Carried out: 7 of the 7 steps");
    assertThat(applied.out()).contains("not in the plan: -quitter@example.com");
    for (String name : List.of("staying", joinerName(created))) {
      assertThat(applied.out())
          .as(name + " is missing in: " + applied.out())
          .contains("update user " + Company.userName(name) + ": it is ");
    }

    assertEquals(0, installation.cycle().exitStatus());

    assertEquals(userNames("staying", "mover"), policies());
    assertEquals(List.of(), installation.zscaler.group("Closed").memberIds());
    assertEquals("Changed", account("staying").department());
    assertEquals("Changed", account(joinerName(created)).department());
    assertEquals(1, writes(changing("leaver")).size());
  }

  @Test
  void urgentRemovalsPassAReconciliationWhileItReadsAndRepairs() throws Exception {
    String early = company.hire("early", "Sales");
    String late = company.hire("late", "Sales");
    String quitter = company.hire("quitter", "Sales");
    String staying = company.hire("staying", "Sales");
    String policies = company.group("Policies", List.of(quitter, staying));
    hireJoiners(6);
    assertEquals(0, installation.cycle().exitStatus());
    for (int number = 0; number < 6; number++) {
      installation.zscaler.editUser(
          Company.userName("joiner" + number), user -> user.put("displayName", "By hand"));
    }
    startForCommands();
    installation.zscaler.forgetRequests();
    CountDownLatch reading = new CountDownLatch(1);
    PlannedFault groups =
        installation
            .zscaler
            .faults()
            .always(RecordedRequest.of("GET", "/Groups").and(Company.page()), Fault.held(reading));
    CompletableFuture<Installation.Result> fix = startCommand("reconcile", "--fix");
    awaitUntil("the users are read", () -> groups.fired() == 1);

    installation.entra().unassign(early);

    awaitUntil("disabled while it reads", () -> !account("early").active());
    PlannedFault held =
        hold(RecordedRequest.of("PATCH", "/Users").and(r -> r.body().contains("joiner")));
    groups.stop();
    reading.countDown();
    awaitUntil("all writers are busy", () -> held.fired() == WRITERS);

    installation.entra().unassign(late);
    installation.entra().removeMember(policies, quitter);

    awaitUntil("disabled while it repairs", () -> !account("late").active());
    awaitUntil("removed while it repairs", () -> policies().equals(userNames("staying")));
    assertEquals(WRITERS, held.fired(), "no other write was sent before it");
    release(held);
    Installation.Result repaired = awaitCommand(fix, 0);
    for (int number = 0; number < 6; number++) {
      String name = "joiner" + number;
      assertEquals(name + " Example", account(name).displayName());
      assertEquals(1, writes(changing(name)).size(), name);
    }
    assertEquals(
        1,
        writes(changing("early")).size(),
        "the older value that was read causes no second write");
    assertEquals(1, writes(changing("late")).size());
    assertThat(repaired.out()).doesNotContain("early@example.com");
    assertThat(awaitCommand(startCommand("reconcile"), 0).out()).contains("no difference");
  }
}
