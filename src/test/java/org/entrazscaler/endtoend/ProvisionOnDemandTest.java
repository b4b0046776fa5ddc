package org.entrazscaler.endtoend;

import static org.entrazscaler.endtoend.TextAssertions.assertContains;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerFault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code provision}: one named user or group, in Entra's four steps. */
class ProvisionOnDemandTest extends ProvisionedCompany {

  private Company company;

  @BeforeEach
  void createCompany() {
    company = new Company(installation);
  }

  private String provision(int exitStatus, String... arguments) {
    List<String> all = new ArrayList<>(List.of("provision"));
    all.addAll(List.of(arguments));
    Installation.Result result = installation.execute(all.toArray(new String[0]));
    assertEquals(exitStatus, result.exitStatus(), result.out() + result.err());
    return result.out();
  }

  @Test
  void aUserWaitsForTheNameOfALeaverWithAHeldRemoval() {
    installation.set("provisioning.accidental-deletion-threshold", "1");
    List<String> leavers = List.of(company.hire("name", "Sales"), company.hire("other", "Sales"));
    company.hire("stays", "Sales");
    cycle();
    for (String leaver : leavers) {
      entra.deleteUser(leaver);
      entra.purgeUser(leaver);
    }
    assertEquals(4, installation.cycle().exitStatus());
    company.hire("name", "Research");

    assertContains(
        provision(1, "name@example.com"), "3 Match   success: 1 found", "4 Action  waits");

    assertEquals("Sales", company.account("name").department());
  }

  @Test
  void aUserIsCreatedBeforeTheFirstCycleAndWithStatusOff() {
    String anne = company.hire("anne", "Sales");
    company.hire("bert", "Sales");
    installation.set("provisioning.status", "off");

    String planned = provision(0, "anne@example.com", "--plan");
    assertEquals(List.of(), installation.zscaler.writes());
    String out = provision(0, "anne@example.com");

    assertContains(
        out,
        "1 Import  success: user anne@example.com (" + anne + "), read now",
        "surname: Example",
        "2 Scope   success",
        "Assigned: directly",
        "3 Match   success: not in Zscaler yet",
        "asked: userName eq \"anne@example.com\"",
        "4 Action  success: create",
        "userName: (none) -> anne@example.com");
    assertContains(
        planned, "4 Action  success: create", "Nothing was written: this is what would be done");
    assertActive("anne@example.com");
    assertAbsent("bert@example.com");
    assertContains(provision(0, anne), "RedundantExport");
    assertEquals(1, installation.zscaler.writes().size());
    assertTrue(installation.status().path("lastCycle").isNull());
    assertContains(installation.execute("logs", "--json").out(), "\"on-demand\"");
    installation.set("provisioning.status", "on");
    cycle();
    assertActive("anne@example.com", "bert@example.com");
    assertEquals(2, installation.zscaler.writes().size());
  }

  /**
   * Graph's page "Get user" documents another address for a name that begins with a dollar sign.
   */
  @Test
  void aUserIsFoundByAnyUserPrincipalName() {
    for (String name :
        List.of(
            "$ops@example.com",
            "$o'p#s@example.com",
            "o'neill@example.com",
            "guest_x.com#EXT#@example.com",
            "a/b@example.com",
            "100%2F+@example.com",
            "zoë@example.com")) {
      entra.assign(entra.addUser("User " + name, name));
      assertContains(
          provision(0, name), "userPrincipalName: " + name + "\n", "4 Action  success: create");
    }
    assertContains(provision(1, "$nobody@example.com"), "$nobody@example.com");
  }

  @Test
  void anAssignmentThroughAGroupAndOldAndNewValuesAreShown() {
    String anne = entra.addUser("Anne Example", "anne@example.com");
    String group = group("Policies", anne);
    entra.assign(group);

    assertContains(provision(0, "anne example"), "through group", "4 Action  success: create");

    cycle();
    entra.updateUser(anne, "displayName", "Anne Changed");
    assertContains(
        provision(0, "Anne Changed"),
        "Assigned: through group Policies",
        "3 Match   success: known",
        "displayName: Anne Example -> Anne Changed");
  }

  /** For example a Microsoft 365 group: Entra does not count its assignment either. */
  @Test
  void membersOfAnAssignedNonSecurityGroupAreOutOfScope() {
    String ada = entra.addUser("Ada", "ada@example.com");
    String team = entra.addMicrosoft365Group("Team", false);
    entra.addMember(team, ada);
    entra.assign(team);

    Installation.Result result = installation.execute("provision", "ada@example.com");

    assertEquals(0, result.exitStatus(), result.out() + result.err());
    assertContains(result.out(), "2 Scope   skipped: not in scope");
    assertAbsent("ada@example.com");
  }

  @Test
  void aGroupGetsItsMembersInChunksAndTheOutputNamesThem() {
    List<String> people = company.hire(25);
    cycle();
    String group = company.group("Policies", people);
    installation.set("zscaler.members-per-request", "10");

    String out = provision(0, "Policies");

    assertContains(
        out, "4 Action  success: create", "member joined: person1@", "member joined: person25@");
    assertEquals(25, members("Policies").size());
    entra.removeMember(group, people.get(0));
    assertContains(provision(0, group), "member left: person1@example.com");
    assertEquals(24, members("Policies").size());
    assertEquals(4, company.operations("Groups").size() + 1);
  }

  @Test
  void unknownAndAmbiguousNamesAreReported() {
    String one = company.hire("same", "Sales");
    String other = entra.addUser("same Example", "other@example.com");

    assertContains(provision(1, "nobody@example.com"), "No user and no group");
    assertContains(provision(1, "same Example"), "2 objects have the name", one, other);
    assertEquals(List.of(), installation.zscaler.writes());
  }

  @Test
  void aUserOutOfScopeIsSkipped() {
    company.hire("anne", "Sales");
    entra.addUser("Bert Example", "bert@example.com");
    cycle();

    assertContains(
        provision(0, "bert@example.com"), "2 Scope   skipped", "Assigned: no", "4 Action  skipped");
    assertAbsent("bert@example.com");
  }

  @Test
  void aLeaverIsDisabledWhileASafeguardHoldsTheOthers() {
    List<String> people = company.hire(6);
    installation.set("provisioning.accidental-deletion-threshold", "2");
    cycle();
    people.subList(0, 4).forEach(entra::unassign);
    assertEquals(4, installation.cycle().exitStatus());

    assertContains(
        provision(0, "person1@example.com"),
        "2 Scope   skipped",
        "4 Action  success: disable",
        "A safeguard holds");

    assertDisabled("person1@example.com");
    assertActive("person2@example.com", "person3@example.com", "person4@example.com");
  }

  @Test
  void aParkedObjectThatSucceedsIsNoLongerParked() {
    company.hire("anne", "Sales");
    var refused =
        installation
            .zscaler
            .faults()
            .always(RecordedRequest.of("POST", "/Users"), ZscalerFault.status(400));
    assertEquals(1, installation.cycle().exitStatus());
    assertContains(provision(1, "anne@example.com"), "4 Action  failure");
    refused.stop();

    assertContains(provision(0, "anne@example.com"), "4 Action  success: create");

    assertEquals(0, installation.status().path("parked").size());
    assertActive("anne@example.com");
  }

  @Test
  void aRefusedTokenIsAConnectionErrorAndParksNothing() {
    company.hire("anne", "Sales");
    installation.zscaler.rotateToken();

    provision(3, "anne@example.com");

    installation.set("zscaler.secret-token", installation.zscaler.secretToken());
    cycle();
    assertActive("anne@example.com");
  }
}
