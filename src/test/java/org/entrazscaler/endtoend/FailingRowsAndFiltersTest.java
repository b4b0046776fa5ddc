package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A mapping row that fails, or a scoping filter that cannot be evaluated, keeps no access that has
 * to end. All values that can be computed are written.
 */
class FailingRowsAndFiltersTest extends ProvisionedCompany {

  private static final String UNMATCHABLE_NAME = "a".repeat(5000) + "!";

  private String ada;
  private String bob;
  private String sales;

  private void provision(String rowOfUsers, String rowOfGroups) {
    if (!rowOfUsers.isEmpty()) {
      addRow("user-mapping.camel.yaml", "displayName: [displayName]", rowOfUsers);
    }
    if (!rowOfGroups.isEmpty()) {
      installation.edit(
          "group-mapping.camel.yaml", "externalId: [objectId] | match 2", rowOfGroups);
    }
    ada = entra.addUser("Ada", "ada@example.com");
    bob = entra.addUser("Bob", "bob@example.com");
    sales = group("Sales", ada, bob);
    entra.assign(ada);
    entra.assign(bob);
    entra.assign(sales);
    entra.updateUser(ada, "jobTitle", "3");
    entra.updateUser(bob, "jobTitle", "3");
    entra.updateGroup(sales, "description", "3");
    cycle();
    assertEquals(Set.of("ada@example.com", "bob@example.com"), members("Sales"));
  }

  private void removeAssignments(String user) {
    entra.unassign(user);
    entra.removeMember(sales, user);
  }

  private void addRow(String file, String row, String added) {
    installation.edit(file, row, row + "\n                  " + added);
  }

  private String execute(int exitStatus, String... arguments) {
    Installation.Result result = installation.execute(arguments);
    assertEquals(exitStatus, result.exitStatus(), result.out() + result.err());
    return result.out();
  }

  private void cycleWithFailures() {
    Installation.Result result = installation.cycle();
    assertEquals(1, result.exitStatus(), result.out() + result.err());
  }

  private JsonNode cause() {
    JsonNode causes = installation.status().path("parkedCauses");
    assertEquals(1, causes.size(), causes.toString());
    return causes.get(0);
  }

  @Test
  void aFailingGroupRowBlocksNeitherMembershipsNorOtherRows() {
    provision("", "externalId: Left(\"code\", [description])");
    entra.updateGroup(sales, "description", "none");
    entra.rename(sales, "Sales and more");
    entra.removeMember(sales, bob);

    String plan = execute(1, "plan");
    assertThat(plan).contains("bob@example.com");
    assertThat(plan).contains("externalId: ");
    cycleWithFailures();

    assertEquals(Set.of("ada@example.com"), members("Sales and more"));
    assertThat(cause().path("advice").asText()).as(cause().toString()).contains("[description]");
    // Nothing is sent again until something changes.
    installation.zscaler.forgetRequests();
    cycleWithFailures();
    assertEquals(0, installation.zscaler.count(request -> request.writes()));

    entra.updateGroup(sales, "description", "2");
    cycle();
    assertEquals(0, installation.status().path("parked").asInt());
  }

  @Test
  void failingUserRowsDoNotBlockDisabling() {
    provision(
        "title: Left(\"Clerk\", [jobTitle])\n                  "
            + "nickName: IIF(Left(\"x\", [jobTitle]) = \"x\", \"known\", \"unknown\")",
        "");
    entra.updateUser(ada, "jobTitle", "none");
    entra.updateUser(ada, "displayName", "Ada Married");
    entra.updateUser(bob, "jobTitle", "none");
    entra.blockSignIn(bob);

    cycleWithFailures();

    assertEquals("Ada Married", user("ada@example.com").displayName());
    assertDisabled("bob@example.com");
    assertEquals(2, installation.status().path("parked").asInt());
    String shown = execute(1, "provision", "ada@example.com");
    assertThat(shown).contains("title: ");
    assertThat(shown).contains("nickName: ");
    String reconciled = execute(1, "reconcile");
    assertThat(reconciled).contains("title: ");

    removeAssignments(ada);
    execute(0, "provision", "ada@example.com");
    assertDisabled("ada@example.com");
  }

  @Test
  void usersAreDisabledThoughTheRowOfActiveFails() {
    installation.edit(
        "user-mapping.camel.yaml",
        "active: Switch([IsSoftDeleted], , \"False\", \"True\", \"True\", \"False\")",
        "active: IIF(Left(\"x\", [jobTitle]) = \"x\", Not([IsSoftDeleted]), \"True\")");
    provision("", "");
    entra.updateUser(ada, "jobTitle", "none");
    entra.updateUser(bob, "jobTitle", "none");
    entra.blockSignIn(ada);
    removeAssignments(bob);

    cycleWithFailures();

    assertDisabled("ada@example.com", "bob@example.com");
    assertEquals(Set.of("ada@example.com"), members("Sales"));
    assertEquals(1, cause().path("number").asInt(), "a user out of scope needs no mapping");
  }

  @Test
  void aFailingScopingFilterBlocksNoRemovalAndAdmitsNoNewUser() {
    installation.edit("scope.camel.yaml", "'ALL'", "'displayName REGEX MATCH \"^(\\w+\\s?)*$\"'");
    ada = entra.addUser("Ada", "ada@example.com");
    bob = entra.addUser("Bob", "bob@example.com");
    String cleo = entra.addUser("Cleo", "cleo@example.com");
    sales = group("Sales", ada, bob, cleo);
    for (String assigned : Set.of(ada, bob, cleo, sales)) {
      entra.assign(assigned);
    }
    cycle();
    assertEquals(3, members("Sales").size());

    for (String user : Set.of(ada, bob, cleo)) {
      entra.updateUser(user, "displayName", UNMATCHABLE_NAME);
    }
    entra.rename(sales, UNMATCHABLE_NAME);
    entra.blockSignIn(ada);
    removeAssignments(bob);
    String dan = entra.addUser(UNMATCHABLE_NAME, "dan@example.com");
    entra.assign(dan);
    entra.addMember(sales, dan);
    cycleWithFailures();

    assertDisabled("ada@example.com", "bob@example.com");
    assertActive("cleo@example.com");
    assertAbsent("dan@example.com");
    assertEquals(Set.of("ada@example.com", "cleo@example.com"), members("Sales"));
    assertEquals(4, installation.status().path("parked").asInt());
    String shown = execute(1, "provision", "cleo@example.com");
    assertThat(shown).contains("passed, as before; ");
  }
}
