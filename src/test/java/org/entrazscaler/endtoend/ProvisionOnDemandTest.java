package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
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

    assertThat(provision(1, "name@example.com"))
        .contains("3 Match   success: 1 found", "4 Action  waits");

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

    assertThat(out)
        .contains(
            "1 Import  success: user anne@example.com (" + anne + "), read now",
            "surname: Example",
            "2 Scope   success",
            "Assigned: directly",
            "3 Match   success: not in Zscaler yet",
            "asked: userName eq \"anne@example.com\"",
            "4 Action  success: create",
            "userName: (none) -> anne@example.com");
    assertThat(planned)
        .contains("4 Action  success: create", "Nothing was written: this is what would be done");
    assertActive("anne@example.com");
    assertAbsent("bert@example.com");
    assertThat(provision(0, anne)).contains("RedundantExport");
    assertEquals(1, installation.zscaler.writes().size());
    assertTrue(installation.status().path("lastCycle").isNull());
    assertThat(installation.execute("logs", "--json").out()).contains("\"on-demand\"");
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
      assertThat(provision(0, name))
          .contains("userPrincipalName: " + name + "\n", "4 Action  success: create");
    }
    assertThat(provision(1, "$nobody@example.com")).contains("$nobody@example.com");
  }

  @Test
  void anAssignmentThroughAGroupAndOldAndNewValuesAreShown() {
    String anne = entra.addUser("Anne Example", "anne@example.com");
    String group = group("Policies", anne);
    entra.assign(group);

    assertThat(provision(0, "anne example")).contains("through group", "4 Action  success: create");

    cycle();
    entra.updateUser(anne, "displayName", "Anne Changed");
    assertThat(provision(0, "Anne Changed"))
        .contains(
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
    assertThat(result.out()).contains("2 Scope   skipped: not in scope");
    assertAbsent("ada@example.com");
  }

  @Test
  void aGroupGetsItsMembersInChunksAndTheOutputNamesThem() {
    List<String> people = company.hire(25);
    cycle();
    String group = company.group("Policies", people);
    installation.set("zscaler.members-per-request", "10");

    String out = provision(0, "Policies");

    assertThat(out)
        .contains(
            "4 Action  success: create", "member joined: person1@", "member joined: person25@");
    assertEquals(25, members("Policies").size());
    entra.removeMember(group, people.get(0));
    assertThat(provision(0, group)).contains("member left: person1@example.com");
    assertEquals(24, members("Policies").size());
    assertEquals(4, company.operations("Groups").size() + 1);
  }

  @Test
  void unknownAndAmbiguousNamesAreReported() {
    String one = company.hire("same", "Sales");
    String other = entra.addUser("same Example", "other@example.com");

    assertThat(provision(1, "nobody@example.com")).contains("No user and no group");
    assertThat(provision(1, "same Example")).contains("2 objects have the name", one, other);
    assertEquals(List.of(), installation.zscaler.writes());
  }

  @Test
  void aUserOutOfScopeIsSkipped() {
    company.hire("anne", "Sales");
    entra.addUser("Bert Example", "bert@example.com");
    cycle();

    assertThat(provision(0, "bert@example.com"))
        .contains("2 Scope   skipped", "Assigned: no", "4 Action  skipped");
    assertAbsent("bert@example.com");
  }

  @Test
  void aLeaverIsDisabledWhileASafeguardHoldsTheOthers() {
    List<String> people = company.hire(6);
    installation.set("provisioning.accidental-deletion-threshold", "2");
    cycle();
    people.subList(0, 4).forEach(entra::unassign);
    assertEquals(4, installation.cycle().exitStatus());

    assertThat(provision(0, "person1@example.com"))
        .contains("2 Scope   skipped", "4 Action  success: disable", "A safeguard holds");

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
    assertThat(provision(1, "anne@example.com")).contains("4 Action  failure");
    refused.stop();

    assertThat(provision(0, "anne@example.com")).contains("4 Action  success: create");

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
