package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * {@code undo}: the writes of a cycle are reversed. The restored values are kept until the source
 * changes.
 */
class UndoTest extends ProvisionedCompany {

  private Company company;

  @BeforeEach
  void createCompany() {
    company = new Company(installation);
  }

  private Installation.Result expect(int status, String... command) {
    Installation.Result result = installation.execute(command);
    assertEquals(status, result.exitStatus(), result.out() + result.err());
    return result;
  }

  private String undo(int status, String... options) {
    String[] command = new String[options.length + 1];
    command[0] = "undo";
    System.arraycopy(options, 0, command, 1, options.length);
    return expect(status, command).out();
  }

  private String department(String name) {
    return company.account(name).department();
  }

  private void assertRestoredStateIsKept() {
    installation.zscaler.forgetRequests();
    cycle();
    expect(0, "restart");
    cycle();
    String compared = expect(0, "reconcile").out();
    assertEquals(List.of(), installation.zscaler.writes(), compared);
  }

  @Test
  void aChangedValueIsRestoredAndKeptUntilTheSourceChanges() {
    String ada = company.hire("ada", "Sales");
    cycle();
    entra.updateUser(ada, "department", "Finance");
    cycle();
    installation.zscaler.forgetRequests();

    String shown = undo(0, "2");

    assertThat(shown).contains("department Finance → Sales");
    assertEquals(List.of(), installation.zscaler.writes());
    assertEquals(
        "2",
        installation.status().at("/lastCycle/id").asText(),
        "a dry run is not recorded as a cycle");

    undo(0, "last", "--apply");

    assertEquals("Sales", department("ada"));
    assertEquals("undo", installation.status().at("/lastCycle/kind").asText());
    assertRestoredStateIsKept();
    String log = expect(0, "logs", "--result", "skipped").out();
    assertThat(log).contains("HeldByUndo: Undone by cycle 3 and kept");
    String status = expect(0, "status").out();
    assertThat(status).contains("1 value and 0 memberships");
    assertThat(undo(1, "2", "--apply")).contains("was undone already, by cycle 3");

    entra.updateUser(ada, "department", "Marketing");
    cycle();
    assertEquals("Marketing", department("ada"));
    assertThat(expect(0, "status").out()).doesNotContain("memberships");
  }

  @Test
  void anUndoCanBeUndone() {
    String ada = company.hire("ada", "Sales");
    cycle();
    entra.updateUser(ada, "department", "Finance");
    cycle();
    undo(0, "2", "--apply");

    JsonNode undone = json("last", "--apply");

    assertEquals("3", undone.path("undoes").asText());
    assertEquals("4", undone.path("cycle").asText());
    assertEquals("Sales", undone.at("/steps/0/changes/0/before").asText(), undone.toString());
    assertEquals("Finance", undone.at("/steps/0/changes/0/after").asText(), undone.toString());
    assertEquals("Finance", department("ada"));
    assertThat(expect(0, "status").out())
        .as("no restored value is kept")
        .doesNotContain("memberships");
  }

  private JsonNode json(String... options) {
    String[] all = new String[options.length + 2];
    all[0] = "undo";
    all[1] = "--json";
    System.arraycopy(options, 0, all, 2, options.length);
    return installation.execute(all).json();
  }

  @Test
  void aDisabledUserIsEnabledWithItsMemberships() {
    String ada = company.hire("ada", "Sales");
    String bob = company.hire("bob", "Sales");
    company.group("Team", List.of(ada, bob));
    cycle();
    entra.deleteUser(ada);
    cycle();
    assertDisabled("ada@example.com");
    assertEquals(Set.of("bob@example.com"), members("Team"));

    String shown = undo(0, "last", "--apply");

    assertThat(shown).contains("joins ada@example.com");
    assertActive("ada@example.com");
    assertEquals(Set.of("ada@example.com", "bob@example.com"), members("Team"));
    assertRestoredStateIsKept();
    entra.purgeUser(ada);
    cycle();
    assertAbsent("ada@example.com");
    assertEquals(Set.of("bob@example.com"), members("Team"));
  }

  @Test
  void aValueThatWasAbsentIsRemovedAndStaysAbsent() {
    String ada = company.hire("ada", "Sales");
    entra.updateUser(ada, "department", null);
    cycle();
    assertNull(department("ada"));
    entra.updateUser(ada, "department", "Finance");
    cycle();
    assertEquals("Finance", department("ada"));

    undo(0, "last", "--apply");

    assertNull(department("ada"));
    assertRestoredStateIsKept();
    assertNull(department("ada"));
  }

  /**
   * Zscaler may drop the memberships of a disabled user. They are written again when it is enabled.
   */
  @Test
  void anEnabledUserIsDisabledAgainAndKeepsItsMemberships() {
    String ada = company.hire("ada", "Sales");
    String bob = company.hire("bob", "Sales");
    company.group("Team", List.of(ada, bob));
    cycle();
    entra.blockSignIn(ada);
    cycle();
    assertEquals(Set.of("ada@example.com", "bob@example.com"), members("Team"));
    entra.allowSignIn(ada);
    cycle();

    undo(0, "3", "--apply");

    assertDisabled("ada@example.com");
    assertEquals(Set.of("ada@example.com", "bob@example.com"), members("Team"));
    assertRestoredStateIsKept();
    entra.blockSignIn(ada);
    cycle();
    entra.allowSignIn(ada);
    cycle();
    assertActive("ada@example.com");
    assertEquals(Set.of("ada@example.com", "bob@example.com"), members("Team"));
  }

  /** For example a security group, which Entra permanently deletes at once. */
  @Test
  void aRecreatedGroupAdoptedByANewGroupKeepsNoFormerMembers() {
    String ada = company.hire("ada", "Sales");
    String bob = company.hire("bob", "Sales");
    String team = company.group("Team", List.of(ada, bob));
    cycle();
    entra.deleteGroup(team);
    cycle();
    assertNull(installation.zscaler.group("Team"));
    undo(0, "last", "--apply");
    assertEquals(Set.of("ada@example.com", "bob@example.com"), members("Team"));

    company.group("Team", List.of(bob));
    cycle();

    assertEquals(Set.of("bob@example.com"), members("Team"));
  }

  @Test
  void aRestoredGroupNameAndMemberAreShownWithTheReason() {
    String ada = company.hire("ada", "Sales");
    String team = company.group("Team", List.of(ada));
    cycle();
    entra.updateGroup(team, "displayName", "Crew");
    entra.deleteUser(ada);
    cycle();
    assertEquals(Set.of(), members("Crew"));

    for (String[] options : List.of(new String[] {"2"}, new String[] {"2", "--apply"})) {
      String shown = undo(0, options);
      assertThat(shown).contains("update group Crew: displayName Crew → Team, joins ada@");
      assertThat(shown).doesNotContain("Changed in Entra");
      assertEquals(2, shown.split("Undoes cycle 2: ", -1).length - 1, shown);
    }
    assertEquals(Set.of("ada@example.com"), members("Team"));
  }

  @Test
  void createdAccountsAreDisabledAndCreatedGroupsEmptied() {
    String ada = company.hire("ada", "Sales");
    cycle();
    String bob = company.hire("bob", "Sales");
    String team = company.group("Team", List.of(ada, bob));
    cycle();

    String shown = undo(0, "2", "--apply");

    assertThat(shown).contains("it was created; its managed members leave");
    assertDisabled("bob@example.com");
    assertActive("ada@example.com");
    assertEquals(Set.of(), members("Team"));
    assertRestoredStateIsKept();

    String eve = company.hire("eve", "Sales");
    entra.addMember(team, eve);
    cycle();
    assertEquals(
        Set.of("eve@example.com"),
        members("Team"),
        "the later member is not part of the undone cycle");
    entra.unassign(bob);
    entra.removeMember(team, bob);
    entra.removeMember(team, ada);
    cycle();
    entra.assign(bob);
    entra.addMember(team, bob);
    entra.addMember(team, ada);
    cycle();
    assertActive("bob@example.com");
    assertEquals(Set.of("ada@example.com", "bob@example.com", "eve@example.com"), members("Team"));
  }

  @Test
  void deletedObjectsAreRecreatedWithMembershipsAndKept() {
    installation
        .set("provisioning.deprovision", "delete")
        .set("provisioning.deprovision-groups", "delete");
    String ada = company.hire("ada", "Sales");
    String bob = company.hire("bob", "Sales");
    String team = company.group("Team", List.of(ada, bob));
    String staff = company.group("Staff", List.of(ada, bob));
    cycle();
    String before = company.account("ada").id();
    entra.removeMember(team, ada);
    entra.removeMember(staff, ada);
    entra.unassign(ada);
    entra.unassign(staff);
    cycle();
    assertAbsent("ada@example.com");
    assertNull(installation.zscaler.group("Staff"));

    String shown = undo(0, "2", "--apply");

    assertThat(shown).contains("created again: with another id");
    assertActive("ada@example.com");
    assertNotEquals(before, company.account("ada").id());
    assertEquals("Sales", department("ada"));
    assertEquals(Set.of("ada@example.com", "bob@example.com"), members("Team"));
    assertEquals(Set.of("ada@example.com", "bob@example.com"), members("Staff"));
    assertRestoredStateIsKept();

    entra.assign(ada);
    entra.updateUser(ada, "department", "Finance");
    cycle();
    assertEquals("Finance", department("ada"), "a user that is in scope again is updated");
    entra.unassign(ada);
    cycle();
    assertAbsent("ada@example.com");
  }

  @Test
  void aProtectedGroupIsReportedAndNotChanged() {
    installation.set("provisioning.deprovision", "delete");
    String ada = company.hire("ada", "Sales");
    String bob = company.hire("bob", "Sales");
    String team = company.group("Team", List.of(ada, bob));
    cycle();
    installation.set("zscaler.never-touch", "Team");
    entra.removeMember(team, ada);
    entra.unassign(ada);
    cycle();

    assertRecreatedWithoutTeam("zscaler.never-touch has Team");
  }

  /**
   * Undoes cycle 2, which deleted Ada. The user gets an account again, without the membership in
   * the group.
   */
  private void assertRecreatedWithoutTeam(String reason) {
    assertAbsent("ada@example.com");

    String text = undo(1, "2", "--apply");

    assertThat(text).contains("Team, member ada@example.com: " + reason);
    assertActive("ada@example.com");
    assertEquals(Set.of("bob@example.com"), members("Team"));
  }

  @Test
  void aKeptGroupOutOfScopeIsReportedAndNotChanged() {
    installation
        .set("provisioning.deprovision", "delete")
        .set("provisioning.deprovision-groups", "keep");
    String ada = company.hire("ada", "Sales");
    String bob = company.hire("bob", "Sales");
    String team = company.group("Team", List.of(ada, bob));
    cycle();
    entra.unassign(team);
    entra.unassign(ada);
    cycle();

    assertRecreatedWithoutTeam("it is out of scope and kept");
  }

  @Test
  void laterChangesAreLeftOutAndReported() {
    String ada = company.hire("ada", "Sales");
    String bob = company.hire("bob", "Sales");
    String eve = company.hire("eve", "Sales");
    String kim = company.hire("kim", "Sales");
    cycle();
    for (String user : List.of(ada, bob, eve, kim)) {
      entra.updateUser(user, "department", "Finance");
    }
    cycle();
    entra.updateUser(bob, "department", "Marketing");
    cycle();
    installation.zscaler.editUser(
        "eve@example.com",
        attributes ->
            attributes
                .withObjectProperty("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")
                .put("department", "By Hand"));
    installation.zscaler.removeUser("kim@example.com");

    String text = undo(1, "2", "--apply");

    assertThat(text).contains("bob@example.com, department: it was changed again by cycle 3");
    assertThat(text)
        .contains("eve@example.com, department: it has since been changed in Zscaler, to By Hand");
    assertThat(text).contains("kim@example.com: it is no longer in Zscaler");
    assertEquals("Sales", department("ada"));
    assertEquals("Marketing", department("bob"));
    assertEquals("By Hand", department("eve"));
  }

  @Test
  void undoAboveALimitIsHeldUntilApproved() {
    installation.set("provisioning.accidental-deletion-threshold", "1");
    company.hire("kim", "Sales");
    cycle();
    company.hire(3);
    cycle();
    installation.zscaler.forgetRequests();

    Installation.Result dry = expect(4, "undo", "2");
    assertThat(dry.out()).contains("A safeguard would hold this");
    assertThat(dry.out()).contains(": 3 users, 0 groups");
    assertThat(dry.out()).contains("accidental-deletion-threshold allows 1");
    assertThat(dry.out()).contains("A safeguard would hold it: Undoes cycle 2");
    for (String shown : List.of(dry.out(), dry.err())) {
      assertThat(shown).as("cycle 3 does not exist: " + shown).doesNotContain("ince cycle 3");
      assertThat(shown).as("there is nothing to approve: " + shown).doesNotContain("approve");
    }
    String held = undo(4, "2", "--apply");

    assertThat(held).contains("approve 3");
    assertEquals(List.of(), installation.zscaler.writes());
    undo(4, "1", "--apply");
    assertThat(undo(4, "1")).as("the hold of cycle 3 is active").contains("Held since cycle 3");
    expect(0, "approve", "3");
    assertDisabled("person1@example.com", "person2@example.com", "person3@example.com");
    assertActive("kim@example.com");
    assertRestoredStateIsKept();
  }

  @Test
  void aRefusedUndoIsNotCarriedOutLater() {
    installation.set("provisioning.accidental-deletion-threshold", "1");
    company.hire(3);
    cycle();
    undo(4, "last", "--apply");
    expect(0, "refuse", "2");
    cycle();
    assertActive("person1@example.com", "person2@example.com", "person3@example.com");
    assertTrue(installation.status().path("held").isNull());
  }

  @Test
  void retryAndAChangedMappingReleaseRestoredValues() {
    String ada = company.hire("ada", "Sales");
    String bob = company.hire("bob", "Sales");
    cycle();
    entra.updateUser(ada, "department", "Finance");
    entra.updateUser(bob, "department", "Finance");
    cycle();
    undo(0, "2", "--apply");
    expect(1, "retry", "nobody@example.com");
    expect(0, "retry", "ADA@example.com");
    cycle();
    assertEquals("Finance", department("ada"));
    assertEquals("Sales", department("bob"));
    installation.edit(
        "user-mapping.camel.yaml",
        "displayName: [displayName]",
        "displayName: ToUpper([displayName])");
    cycle();
    assertEquals("Finance", department("bob"));
  }

  @Test
  void redactedValuesAreReportedAndNotRestored() {
    installation.edit(
        "user-mapping.camel.yaml",
        "User:department: [department]",
        "User:department: Redact([department])");
    String ada = company.hire("ada", "Sales");
    cycle();
    entra.updateUser(ada, "department", "Finance");
    entra.updateUser(ada, "displayName", "Ada Other");
    cycle();
    String text = undo(1, "2", "--apply");
    assertThat(text).contains("department: its value is redacted and not in the log");
    assertEquals("ada Example", company.account("ada").displayName());
    assertEquals("Finance", department("ada"));
  }

  @Test
  void cyclesThatCannotBeUndoneAreReported() {
    String ada = company.hire("ada", "Sales");
    company.hire("bob", "Sales");
    assertThat(undo(1, "last")).contains("no cycle that wrote anything");
    cycle();
    cycle();
    assertThat(undo(1, "4711")).contains("There was no cycle 4711");
    assertThat(undo(1, "on-demand")).contains("on-demand is not a cycle");
    assertThat(undo(1, "2")).contains("Cycle 2 wrote nothing");
    entra.updateUser(ada, "department", "Finance");
    cycle();
    entra.deleteUser(ada);
    entra.purgeUser(ada);
    cycle();
    assertThat(undo(1, "3")).contains("the user was permanently deleted in Entra");
    assertThat(undo(1, "last", "--apply")).contains("values are no longer stored");
    installation.clock.advance(Duration.ofDays(91));
    cycle();
    assertThat(undo(1, "1")).contains("no longer in the log");
  }

  @Test
  void fewAccountsAreReadOneByOneAndManyByPages() {
    List<String> people = company.hire(30);
    cycle();
    people.subList(0, 5).forEach(user -> entra.updateUser(user, "department", "Finance"));
    cycle();
    installation.zscaler.forgetRequests();

    undo(0, "last");

    assertEquals(5, company.requests().size(), company.requests().toString());
    people.forEach(user -> entra.updateUser(user, "department", "Legal"));
    cycle();
    installation.zscaler.hideUserFromLists("person7@example.com");
    installation.zscaler.editUser(
        "person8@example.com",
        attributes ->
            attributes
                .withObjectProperty("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")
                .put("department", "By Hand"));
    installation.zscaler.forgetRequests();

    String shown = undo(1, "last");

    int pages = installation.zscaler.count(Company.page());
    assertThat(pages).as(company.requests().toString()).isLessThanOrEqualTo(2);
    assertEquals(pages + 1, company.requests().size(), "the account missing from the list is read");
    assertThat(shown).contains("user person7@example.com: department Legal → Research");
    assertThat(shown)
        .contains("person8@example.com, department: it has since been changed in Zscaler");
    undo(1, "last", "--apply");
    assertEquals("Finance", department("person1"));
    assertEquals("Research", department("person7"));
    assertEquals("By Hand", department("person8"));
    assertEquals("Research", department("person30"));
  }
}
