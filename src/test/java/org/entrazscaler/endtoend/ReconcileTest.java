package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.entrazscaler.simulation.http.Fault;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerFault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes that were made directly in Zscaler are reported, and repaired with {@code --fix}. */
class ReconcileTest extends ProvisionedCompany {

  private static final String ENTERPRISE =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

  private Company company;
  private String ada;
  private String bob;

  @BeforeEach
  void provision() {
    company = new Company(installation);
    ada = company.hire("ada", "Research");
    bob = company.hire("bob", "Sales");
    company.group("Staff", List.of(ada, bob));
    cycle();
    installation.zscaler.forgetRequests();
  }

  private Installation.Result reconcile(int exitStatus, String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "reconcile";
    System.arraycopy(options, 0, arguments, 1, options.length);
    Installation.Result result = installation.execute(arguments);
    assertEquals(exitStatus, result.exitStatus(), result.out() + result.err());
    return result;
  }

  private void assertClean() {
    Installation.Result result = reconcile(0);
    assertThat(result.out()).contains("no difference");
  }

  @Test
  void aCleanCycleLeavesNoDifferenceAndOnlyListsAreRead() {
    assertClean();

    assertEquals(2, company.requests().size(), installation.zscaler.requests().toString());
    assertEquals(0, installation.zscaler.writes().size());
    assertEquals("reconcile", installation.status().at("/lastCycle/kind").asText());
  }

  @Test
  void manualChangesAreReportedAndNotReverted() {
    changeByHand();

    String report = reconcile(1).out();

    assertThat(report)
        .contains(
            "user ada@example.com:"
                + " urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department should be"
                + " \"Research\", is \"Kitchen\"",
            "user bob@example.com: active should be true, is false",
            "group Staff: lacks the member ada@example.com",
            "3 differences");
    assertEquals(0, installation.zscaler.writes().size());
  }

  private void changeByHand() {
    installation.zscaler.editUser(
        "ada@example.com",
        user -> ((ObjectNode) user.path(ENTERPRISE)).put("department", "Kitchen"));
    installation.zscaler.editUser("bob@example.com", user -> user.put("active", false));
    installation.zscaler.removeMembers("Staff", "ada@example.com");
  }

  @Test
  void manualChangesAreRepairedWithFix() {
    changeByHand();

    String report = reconcile(0, "--fix").out();

    assertThat(report)
        .contains("is \"Kitchen\" - repaired", "lacks the member ada@example.com - repaired");
    assertEquals("Research", company.account("ada").department());
    assertActive("bob@example.com");
    assertEquals(Set.of("ada@example.com", "bob@example.com"), members("Staff"));
    assertClean();
  }

  @Test
  void missingAccountsAndGroupsAreReportedAndRecreated() {
    installation.zscaler.removeUser("ada@example.com");
    installation.zscaler.removeGroup("Staff");

    assertThat(reconcile(1).out())
        .contains(
            "user ada@example.com: is no longer in Zscaler",
            "group Staff: is no longer in Zscaler");
    reconcile(0, "--fix");

    assertEquals(ada, company.account("ada").externalId());
    assertEquals(Set.of("ada@example.com", "bob@example.com"), members("Staff"));
    assertClean();
  }

  @Test
  void anAccountMissingFromTheListIsReadBeforeItCountsAsMissing() {
    ObjectNode shown = company.account("bob").attributes().deepCopy();
    shown.put("id", company.account("bob").id());
    shown.putArray("groups").addObject().put("value", installation.zscaler.group("Staff").id());
    installation
        .zscaler
        .faults()
        .next(ReconcileTest::isUserPage, listAnswer(1, 1, shown.toString()));

    assertClean();

    assertEquals(3, company.requests().size(), installation.zscaler.requests().toString());
  }

  @Test
  void aLeaverEnabledByHandIsReportedAndDisabledAgain() {
    entra.unassign(bob);
    entra.removeMember(entra.groupIds().get(0), bob);
    cycle();
    installation.zscaler.editUser("bob@example.com", user -> user.put("active", true));

    assertThat(reconcile(1).out())
        .contains("user bob@example.com: active should be false, is true (No longer");
    reconcile(0, "--fix");

    assertDisabled("bob@example.com");
    assertClean();
  }

  @Test
  void foreignMembersAreRemovedOnlyOnRequest() {
    installation.set("zscaler.never-touch", "DEFAULT ADMIN,root*");
    installation.zscaler.putUser("guest@example.com");
    installation.zscaler.putUser("root@example.com");
    installation.zscaler.putGroup("Theirs", null, "guest@example.com");
    installation.zscaler.addMembers("Staff", "guest@example.com", "root@example.com");
    cycle();

    String report = reconcile(0).out();
    assertThat(report)
        .contains(
            "no difference",
            "user guest@example.com (id ",
            "group Theirs (id ",
            "group Staff: has the foreign member guest@example.com");
    assertThat(report).doesNotContain("root@example.com");
    reconcile(0, "--fix");
    reconcile(0, "--foreign-members");
    assertThat(members("Staff")).contains("guest@example.com");

    reconcile(0, "--fix", "--foreign-members");

    assertEquals(
        Set.of("ada@example.com", "bob@example.com", "root@example.com"), members("Staff"));
    assertEquals(Set.of("guest@example.com"), members("Theirs"));
    assertActive("guest@example.com");
  }

  @Test
  void changesInEntraSinceTheLastCycleAreMarked() {
    entra.updateUser(ada, "department", "Finance");
    String carl = company.hire("carl", "Sales");

    assertThat(reconcile(1).out())
        .contains(
            "should be \"Finance\", is \"Research\" (changed in Entra since the last cycle)",
            "user carl@example.com: is not in Zscaler yet");
    cycle();

    assertEquals(carl, company.account("carl").externalId());
    assertClean();
  }

  @Test
  void aPartialListProvesNoAbsence() {
    installation.zscaler.removeUser("ada@example.com");
    installation.zscaler.putUser("filler@example.com");
    installation.zscaler.change(options -> options.page(1, 1));
    installation.zscaler.faults().after(1, 1, ReconcileTest::isUserPage, listAnswer(3, 2, ""));

    String report = reconcile(1).out();

    assertThat(report).contains("(partial)", "nothing is concluded");
    assertThat(report).doesNotContain("is no longer in Zscaler");
    reconcile(0, "--fix");
  }

  /** An answer with this list instead of the requested one. */
  private static Fault listAnswer(int totalResults, int startIndex, String resources) {
    return new ZscalerFault.Refusal(
        200,
        "application/scim+json",
        "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:ListResponse\"],\"totalResults\":%d,"
                .formatted(totalResults)
            + "\"startIndex\":%d,\"Resources\":[%s]}".formatted(startIndex, resources));
  }

  private static boolean isUserPage(RecordedRequest request) {
    return Company.page().test(request) && request.path().equals("/Users");
  }

  @Test
  void anErrorDuringReadingChangesNothing() {
    installation.zscaler.removeUser("ada@example.com");
    installation
        .zscaler
        .faults()
        .always(request -> request.path().equals("/Groups"), ZscalerFault.status(401));

    reconcile(3, "--fix");

    assertEquals(0, installation.zscaler.writes().size());
  }

  @Test
  void safeguardsHoldTheRemovalsOfARepair() {
    entra.unassign(bob);
    entra.unassign(ada);
    entra.unassign(entra.groupIds().get(0));
    String dora = company.hire("dora", "Sales");
    cycle();
    for (String name : List.of("ada", "bob")) {
      installation.zscaler.editUser(name + "@example.com", user -> user.put("active", true));
    }
    installation.set("provisioning.accidental-deletion-threshold", "1");

    String report = reconcile(4, "--fix").out();

    assertThat(report).contains("not repaired", "approve");
    assertActive("ada@example.com", "bob@example.com");
    assertEquals(dora, company.account("dora").externalId());
  }

  @Test
  void aLostAnswerIsResolvedByTheValuesRead() {
    entra.updateUser(ada, "department", "Finance");
    installation
        .zscaler
        .faults()
        .always(request -> request.method().equals("PATCH"), Fault.lostAnswer());
    installation
        .zscaler
        .faults()
        .always(
            request -> request.path().startsWith("/Users/") && request.method().equals("GET"),
            ZscalerFault.status(503));
    assertNotEquals(0, installation.cycle().exitStatus());
    installation.zscaler.faults().clear();

    reconcile(0, "--fix");

    assertEquals("Finance", company.account("ada").department());
    assertEquals(List.of(), installation.zscaler.doubledWrites());
    assertClean();
  }

  @Test
  void aReenabledUserGetsOnlyTheMissingMemberships() {
    company.group("Sales", List.of(bob));
    cycle();
    int before = installation.zscaler.writes().size();
    installation.zscaler.editUser("bob@example.com", user -> user.put("active", false));
    installation.zscaler.removeMembers("Sales", "bob@example.com");

    reconcile(0, "--fix");

    assertActive("bob@example.com");
    assertEquals(Set.of("bob@example.com"), members("Sales"));
    assertEquals(Set.of("ada@example.com", "bob@example.com"), members("Staff"));
    assertEquals(
        List.of("PATCH /Users/{id}", "PATCH /Groups/{id}"),
        installation.zscaler.writes().stream().skip(before).map(RecordedRequest::kind).toList());
    assertClean();
  }

  @Test
  void redactedValuesAreNotShown() {
    installation.edit(
        "user-mapping.camel.yaml",
        "displayName: [displayName]",
        "displayName: Redact([displayName])");
    cycle();
    installation.zscaler.editUser("ada@example.com", user -> user.put("displayName", "Secret"));

    String report = reconcile(1).out();

    assertThat(report).contains("displayName should be [Redact], is [Redact]");
    assertThat(report).doesNotContain("Secret");
  }
}
