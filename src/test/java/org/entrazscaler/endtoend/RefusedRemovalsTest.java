package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.entrazscaler.simulation.http.Fault;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerFault;
import org.junit.jupiter.api.Test;

/**
 * Zscaler refuses a removal, or another value in the same request. Then the account is disabled by
 * a separate request, disabled instead of deleted, or at least removed from its groups.
 */
class RefusedRemovalsTest extends ProvisionedCompany {

  private static final List<Integer> REFUSALS = List.of(400, 403, 405, 409, 501);

  private String sales;

  private String hire(String name) {
    String user = entra.addUser(name, name + "@example.com");
    entra.assign(user);
    entra.addMember(sales, user);
    return user;
  }

  private void assignGroup() {
    sales = group("Sales");
    entra.assign(sales);
  }

  private static Predicate<RecordedRequest> to(String method, String account) {
    return RecordedRequest.of(method, "/Users/" + account);
  }

  private void refuse(Predicate<RecordedRequest> requests, int status) {
    installation.zscaler.faults().always(requests, ZscalerFault.status(status));
  }

  private void removeAssignments(String user) {
    entra.unassign(user);
    entra.removeMember(sales, user);
  }

  private String execute(int exitStatus, String... arguments) {
    Installation.Result result = installation.execute(arguments);
    assertEquals(exitStatus, result.exitStatus(), result.out() + result.err());
    return result.out();
  }

  private void cycle(int exitStatus) {
    execute(exitStatus, "run", "--once");
  }

  private int parked() {
    return installation.status().path("parked").asInt();
  }

  @Test
  void accountsAreDisabledAtOnceIfTheirDeletionIsRefused() {
    assignGroup();
    Map<String, String> purged = new LinkedHashMap<>();
    for (int status : REFUSALS) {
      purged.put("user" + status, hire("user" + status));
    }
    hire("staying");
    cycle(0);
    for (int status : REFUSALS) {
      refuse(to("DELETE", user("user" + status + "@example.com").id()), status);
    }
    purged.values().forEach(entra::deleteUser);
    purged.values().forEach(entra::purgeUser);
    installation.zscaler.forgetRequests();

    cycle(1);

    for (String name : purged.keySet()) {
      assertDisabled(name + "@example.com");
    }
    assertEquals(Set.of("staying@example.com"), members("Sales"));
    assertEquals(REFUSALS.size(), parked());
    assertThat(execute(0, "status")).contains("deletion: ");
    String log = execute(0, "logs", "--json", "--object", "user409@example.com");
    assertThat(log).contains("\"disable\"", "\"delete\"");

    installation.zscaler.faults().clear();
    installation.zscaler.forgetRequests();
    execute(0, "retry", "--all");
    cycle(0);
    assertAbsent(
        purged.keySet().stream().map(name -> name + "@example.com").toArray(String[]::new));
    assertEquals(0, installation.zscaler.count(RecordedRequest.of("PATCH", "/Users")));
  }

  @Test
  void accountsThatCannotBeDisabledAreRemovedFromTheirGroups() {
    assignGroup();
    String ada = hire("ada");
    String bob = hire("bob");
    hire("cleo");
    cycle(0);
    refuse(to("PATCH", user("ada@example.com").id()), 400);
    refuse(to("PATCH", user("bob@example.com").id()), 400);
    entra.unassign(ada);
    entra.blockSignIn(bob);
    removeAssignments(ada);

    cycle(1);

    assertActive("ada@example.com", "bob@example.com");
    assertEquals(Set.of("cleo@example.com"), members("Sales"));
    assertEquals(2, parked());

    installation.zscaler.faults().clear();
    execute(0, "retry", "--all");
    cycle(0);
    assertDisabled("ada@example.com", "bob@example.com");
    entra.allowSignIn(bob);
    cycle(0);
    assertEquals(Set.of("bob@example.com", "cleo@example.com"), members("Sales"));
  }

  @Test
  void aRefusedValueBlocksNeitherDisablingNorOtherValues() {
    assignGroup();
    String ada = hire("ada");
    String bob = hire("bob");
    cycle(0);
    installation
        .zscaler
        .faults()
        .always(
            RecordedRequest.writing("Refused"),
            ZscalerFault.refused(400, "invalidValue", "displayName cannot be so"));
    for (String user : List.of(ada, bob)) {
      entra.updateUser(user, "displayName", "Refused");
      entra.updateUser(user, "surname", "Married");
      entra.updateUser(user, "department", "Sales");
    }
    entra.blockSignIn(ada);
    installation.zscaler.forgetRequests();

    cycle(1);

    assertDisabled("ada@example.com");
    for (String name : List.of("ada", "bob")) {
      assertEquals("Sales", user(name + "@example.com").department());
      assertEquals(name, user(name + "@example.com").displayName());
    }
    String account = user("bob@example.com").id();
    assertEquals(
        4,
        installation.zscaler.count(to("PATCH", account)),
        "all values together, then one by one");
    assertEquals(2, parked());
    String status = execute(0, "status");
    assertThat(status).contains("displayName: ");

    installation.zscaler.forgetRequests();
    cycle(1);
    assertEquals(0, installation.zscaler.count(RecordedRequest.anyWrite()));

    // A parked object does not delay removals.
    entra.removeMember(sales, bob);
    entra.blockSignIn(bob);
    cycle(1);
    assertDisabled("bob@example.com");
    assertEquals(Set.of("ada@example.com"), members("Sales"));

    installation.zscaler.faults().clear();
    entra.allowSignIn(bob);
    execute(0, "retry", "--all");
    cycle(0);
    assertEquals("Refused", user("bob@example.com").displayName());
  }

  @Test
  void aRefusedLookupDoesNotBlockDisabling() {
    assignGroup();
    String ada = hire("ada");
    String bob = hire("bob");
    cycle(0);
    String account = user("ada@example.com").id();
    // The answers to these writes are lost, and their effect cannot be read.
    installation.zscaler.faults().next(to("PATCH", account), Fault.lostAnswer());
    installation.zscaler.faults().next(to("DELETE", user("bob@example.com").id()), Fault.reset());
    refuse(to("GET", account), 403);
    refuse(to("GET", user("bob@example.com").id()), 400);
    entra.updateUser(ada, "displayName", "Ada Married");
    entra.blockSignIn(ada);
    entra.deleteUser(bob);
    entra.purgeUser(bob);

    cycle(1);

    assertDisabled("ada@example.com", "bob@example.com");
  }

  @Test
  void anAccountUnknownToOneReplicaIsLookedUpAgain() {
    assignGroup();
    String ada = hire("ada");
    cycle(0);
    String account = user("ada@example.com").id();
    installation.zscaler.faults().next(to("PATCH", account), ZscalerFault.status(404));
    installation.zscaler.faults().next(to("GET", account), ZscalerFault.status(404));
    removeAssignments(ada);

    installation.cycle();

    assertDisabled("ada@example.com");
  }

  @Test
  void refusedRemovalsOnDemandAndInRepairsDisableToo() {
    assignGroup();
    String ada = hire("ada");
    String bob = hire("bob");
    cycle(0);
    refuse(to("DELETE", user("ada@example.com").id()), 409);
    installation
        .zscaler
        .faults()
        .always(RecordedRequest.writing("Refused"), ZscalerFault.status(400));
    entra.deleteUser(ada);
    entra.purgeUser(ada);
    String shown = execute(1, "provision", ada);
    assertThat(shown).contains("administrator");
    assertDisabled("ada@example.com");

    entra.blockSignIn(bob);
    cycle(1);
    assertDisabled("bob@example.com");
    installation.zscaler.editUser("bob@example.com", account -> account.put("active", true));
    entra.updateUser(bob, "displayName", "Refused");
    execute(1, "reconcile", "--fix");
    assertDisabled("bob@example.com");
  }
}
