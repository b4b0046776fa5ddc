package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.entrazscaler.simulation.http.Fault;
import org.entrazscaler.simulation.http.PlannedFault;
import org.entrazscaler.simulation.tenant.GraphFault;
import org.entrazscaler.simulation.tenant.RequestKind;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.junit.jupiter.api.Test;

/** Urgent passes during a long cycle. */
class UrgentPassTest extends BusyCompany {

  @Test
  void unassignedAndBlockedUsersAreDisabledBeforeWaitingWrites() throws Exception {
    String unassigned = company.hire("unassigned", "Sales");
    String blocked = company.hire("blocked", "Sales");
    company.hire("staying", "Sales");
    startAndProvision("unassigned", "blocked", "staying");
    PlannedFault held = hireJoinersAndHoldCreations(200);

    installation.entra().unassign(unassigned);
    installation.entra().blockSignIn(blocked);

    awaitUntil("disabled", () -> !account("unassigned").active() && !account("blocked").active());
    assertEquals(WRITERS, writes(creatingJoiners()).size(), "no other write was sent before it");
    assertEquals(1, writes(changing("unassigned")).size());
    assertEquals(1, writes(changing("blocked")).size());
    release(held);
    awaitJoiners(200);
    awaitUntil("idle", this::isIdle);
    assertEquals(1, writes(changing("unassigned")).size());
    assertEquals(1, writes(changing("blocked")).size());
    assertTrue(account("staying").active());
    // The long cycle logs the urgent changes; no second cycle ran at the same time.
    Installation.Result log =
        installation.execute("logs", "--json", "--object", Company.userName("unassigned"));
    assertThat(log.out()).contains("\"disable\"");
  }

  /** While a cycle runs, no full round is read. */
  @Test
  void aLinkRefusedDuringACycleStartsAFullRoundInTheNextOne() throws Exception {
    String leaver = company.hire("leaver", "Sales");
    startAndProvision("leaver");
    PlannedFault held = hireJoinersAndHoldCreations(10);
    var refused =
        installation
            .tenant
            .faults()
            .always(
                request ->
                    request.kind() == RequestKind.USERS_DELTA
                        && !request.rawQuery().contains("$select"),
                GraphFault.refused(400, "Badrequest", "No"));

    installation.entra().unassign(leaver);

    awaitUntil("refused", () -> refused.fired() >= 2);
    assertTrue(account("leaver").active(), "nothing is concluded from an incomplete read");
    release(held);
    awaitJoiners(10);
    awaitUntil("disabled", () -> !account("leaver").active());
  }

  @Test
  void urgentRequestsHaveTheirOwnConnection() throws Exception {
    String leaver = company.hire("leaver", "Sales");
    for (int number = 0; number < 10; number++) {
      joiners.add(company.hire("person" + number, "Sales"));
    }
    startAndProvision("leaver", "person9");
    String leaverPath = "/Users/" + account("leaver").id();
    PlannedFault held =
        installation
            .zscaler
            .faults()
            .always(
                r -> r.method().equals("PATCH") && !r.path().equals(leaverPath), Fault.held(gate));
    joiners.forEach(user -> installation.entra().updateUser(user, "surname", "Renamed"));
    awaitUntil("all writers are busy", () -> held.fired() == WRITERS);

    installation.entra().unassign(leaver);

    awaitUntil("disabled", () -> !account("leaver").active());
    assertEquals(WRITERS, held.fired());
    release(held);
  }

  @Test
  void aUserWhoLeavesBeforeItsCreationIsNotCreated() throws Exception {
    String leaver = company.hire("leaver", "Sales");
    startAndProvision("leaver");
    PlannedFault held = hireJoinersAndHoldCreations(30);
    String waiting =
        joiners.stream()
            .filter(id -> writes(r -> r.body().contains(id)).isEmpty())
            .findFirst()
            .orElseThrow();

    installation.entra().unassign(waiting);
    installation.entra().unassign(leaver);

    // Both changes are read by the same urgent pass.
    awaitUntil("disabled", () -> !account("leaver").active());
    release(held);
    awaitUntil("joiners", () -> existingJoiners().size() == 29);
    awaitUntil("idle", this::isIdle);
    assertEquals(List.of(), writes(r -> r.body().contains(waiting)));
    assertEquals(29, existingJoiners().size());
  }

  @Test
  void aUserWhoLeavesDuringItsCreationIsDisabledAfterIt() throws Exception {
    String leaver = company.hire("leaver", "Sales");
    startAndProvision("leaver");
    PlannedFault held = hireJoinersAndHoldCreations(60);
    String created =
        joiners.stream()
            .filter(id -> !writes(r -> r.body().contains(id)).isEmpty())
            .findFirst()
            .orElseThrow();
    String name =
        installation.zscaler.requests().stream()
            .map(RecordedRequest::body)
            .filter(body -> body.contains(created))
            .map(body -> Company.json(body).path("userName").asText())
            .findFirst()
            .orElseThrow();
    installation.entra().unassign(created);
    installation.entra().unassign(leaver);
    awaitUntil("read", () -> !account("leaver").active());

    release(held);

    awaitUntil("disabled", () -> !installation.zscaler.user(name).active());
    String path = "/Users/" + installation.zscaler.user(name).id();
    List<RecordedRequest> writes = installation.zscaler.writes();
    RecordedRequest disabled =
        writes.stream().filter(r -> r.path().equals(path)).findFirst().orElseThrow();
    long after =
        writes.stream().filter(creatingJoiners().and(r -> r.number() > disabled.number())).count();
    awaitUntil("idle", this::isIdle);
    assertEquals(1, writes(r -> r.path().equals(path)).size());
    assertTrue(
        after < 58 && disabled.number() < 40, "the number of the request is " + disabled.number());
  }

  @Test
  void membersAreRemovedBeforeWaitingWrites() throws Exception {
    String leaver = company.hire("leaver", "Sales");
    String staying = company.hire("staying", "Sales");
    String group = company.group("Policies", List.of(leaver, staying));
    startAndProvision("leaver", "staying");
    awaitUntil(
        "members", () -> installation.zscaler.group("Policies").memberUserNames().size() == 2);
    awaitUntil("idle", this::isIdle);
    PlannedFault held = hireJoinersAndHoldCreations(30);

    installation.entra().removeMember(group, leaver);
    installation.entra().addMember(group, joiners.get(0));

    awaitUntil(
        "removed",
        () ->
            installation
                .zscaler
                .group("Policies")
                .memberUserNames()
                .equals(List.of(Company.userName("staying"))));
    assertEquals(WRITERS, writes(creatingJoiners()).size());
    assertEquals(1, writes(RecordedRequest.of("PATCH", "/")).size());
    release(held);
    awaitJoiners(30);
    awaitUntil(
        "joined", () -> installation.zscaler.group("Policies").memberUserNames().size() == 2);
    // The cycle added the new member and repeated no removal.
    assertEquals(2, writes(RecordedRequest.of("PATCH", "/Groups")).size());
  }

  @Test
  void aMemberIsRemovedFromAGroupBeforeItsNextAdditions() throws Exception {
    String marker = company.hire("marker", "Sales");
    for (int number = 0; number < 40; number++) {
      joiners.add(company.hire("person" + number, "Sales"));
    }
    String group = company.group("Policies", joiners.subList(0, 1));
    installation.set("zscaler.members-per-request", "10");
    startAndProvision("marker", "person39");
    awaitUntil("group", () -> installation.zscaler.group("Policies") != null);
    awaitUntil("idle", this::isIdle);
    PlannedFault held =
        installation
            .zscaler
            .faults()
            .always(RecordedRequest.of("PATCH", "/Groups"), Fault.held(gate));
    joiners.forEach(member -> installation.entra().addMember(group, member));
    awaitUntil("filling", () -> held.fired() == 1);

    installation.entra().removeMember(group, joiners.get(0));
    installation.entra().unassign(marker);
    // Both changes are read by the same urgent pass.
    awaitUntil("read", () -> !account("marker").active());
    release(held);

    awaitUntil(
        "filled", () -> installation.zscaler.group("Policies").memberUserNames().size() == 39);
    List<String> operations =
        company.operations("Groups").stream().map(each -> each.path("op").asText()).toList();
    assertEquals("remove", operations.get(1).toLowerCase(Locale.ROOT), operations.toString());
    assertEquals(1, operations.stream().filter(each -> each.equalsIgnoreCase("remove")).count());
  }

  @Test
  void urgentRemovalsPassAnUndoAndRestoredValuesStay() throws Exception {
    String leaver = company.hire("leaver", "Sales");
    for (int number = 0; number < 20; number++) {
      joiners.add(company.hire("person" + number, "Sales"));
    }
    assertEquals(0, installation.cycle().exitStatus());
    joiners.forEach(user -> installation.entra().updateUser(user, "department", "Finance"));
    assertEquals(0, installation.cycle().exitStatus());
    company.hire("marker", "Sales");
    startAndProvision("marker");
    Predicate<RecordedRequest> restoring =
        RecordedRequest.of("PATCH", "/Users").and(request -> request.body().contains("Sales"));
    PlannedFault held = installation.zscaler.faults().always(restoring, Fault.held(gate));
    installation.zscaler.forgetRequests();
    CompletableFuture<Installation.Result> undo =
        CompletableFuture.supplyAsync(() -> installation.execute("undo", "2", "--apply"));
    awaitUntil("all writers are busy", () -> held.fired() == WRITERS);
    int waiting =
        IntStream.range(0, 20)
            .filter(number -> writes(changing("person" + number)).isEmpty())
            .findFirst()
            .orElseThrow();

    installation.entra().unassign(leaver);
    installation.entra().unassign(joiners.get(waiting));

    awaitUntil(
        "disabled", () -> !account("leaver").active() && !account("person" + waiting).active());
    assertEquals(WRITERS, writes(restoring).size(), "no other write was sent before it");
    release(held);
    Installation.Result undone = undo.get(60, TimeUnit.SECONDS);
    assertEquals(0, undone.exitStatus(), undone.out() + undone.err());
    company.hire("after", "Sales");
    awaitUntil("the next cycle", () -> account("after") != null);
    awaitUntil("idle", this::isIdle);
    for (int number = 0; number < 20; number++) {
      String name = "person" + number;
      assertEquals(1, writes(changing(name)).size(), name);
      assertEquals(number == waiting ? "Finance" : "Sales", account(name).department(), name);
      assertEquals(number != waiting, account(name).active(), name);
    }
    assertEquals(1, writes(changing("leaver")).size());
    assertFalse(account("leaver").active());
  }

  @Test
  void aFailedReadRemovesNoAccessAndTheCycleContinues() throws Exception {
    String leaver = company.hire("leaver", "Sales");
    String moved = company.hire("moved", "Sales");
    String from = company.group("From", List.of(moved));
    String to = company.group("To", List.of());
    startAndProvision("leaver", "moved");
    PlannedFault held = hireJoinersAndHoldCreations(30);
    // The groups and assignments can be read, the users cannot.
    var broken =
        installation.tenant.faults().always(RequestKind.USERS_DELTA, GraphFault.serverError());

    installation.entra().unassign(leaver);
    installation.entra().removeMember(from, moved);
    installation.entra().addMember(to, moved);
    awaitUntil("failed", () -> service.err().contains("The urgent pass failed"));

    assertTrue(account("leaver").active());
    release(held);
    awaitJoiners(30);
    assertTrue(account("leaver").active());
    broken.stop();
    awaitUntil("disabled", () -> !account("leaver").active());
    assertTrue(account("moved").active());
    assertEquals(List.of(), writes(changing("moved")));
  }

  @Test
  void tooManyLeaversAreHeldAndTheCycleContinues() throws Exception {
    List<String> leavers = new ArrayList<>();
    for (int number = 0; number < 4; number++) {
      leavers.add(company.hire("leaver" + number, "Sales"));
    }
    String quitter = company.hire("quitter", "Sales");
    String policies = company.group("Policies", List.of(quitter));
    installation.set("provisioning.accidental-deletion-threshold", "3");
    startAndProvision("leaver0", "leaver3", "quitter");
    PlannedFault held = hireJoinersAndHoldCreations(30);

    leavers.forEach(installation.entra()::unassign);
    // A tick reads the assignments before the groups, so the other changes are made after the hold.
    awaitUntil("held", () -> !installation.status().path("held").isNull());
    installation.entra().removeMember(policies, quitter);
    installation.entra().addMember(policies, joiners.get(0));

    release(held);
    awaitJoiners(30);
    awaitUntil("idle", this::isIdle);
    for (int number = 0; number < 4; number++) {
      assertTrue(account("leaver" + number).active());
    }
    assertEquals(List.of(), writes(RecordedRequest.of("PATCH", "/Users")));
    awaitUntil(
        "the member is added",
        () ->
            installation
                .zscaler
                .group("Policies")
                .memberUserNames()
                .contains(Company.userName("joiner0")));
    assertEquals(
        Set.of(Company.userName("quitter"), Company.userName("joiner0")),
        Set.copyOf(installation.zscaler.group("Policies").memberUserNames()),
        "no member is removed");
  }
}
