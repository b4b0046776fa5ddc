package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The effects of leaving the scope, of deletion in Entra and of a return to the scope. */
class DeprovisioningTest extends ProvisionedCompany {

  @Test
  void oneOfSeveralAssignmentsIsEnough() {
    String ada = entra.addUser("Ada", "ada@example.com");
    String one = group("One", ada);
    String two = group("Two", ada);
    entra.assign(ada);
    entra.assign(one);
    entra.assign(two);
    cycle();
    assertEquals(Set.of("ada@example.com"), members("One"));

    entra.unassign(ada);
    cycle();
    entra.removeMember(one, ada);
    cycle();
    assertActive("ada@example.com");
    assertEquals(Set.of(), members("One"));
    assertEquals(Set.of("ada@example.com"), members("Two"));

    entra.removeMember(two, ada);
    cycle();
    assertDisabled("ada@example.com");
    assertEquals(Set.of(), members("Two"));
  }

  @Test
  void aReturningUserGetsTheSameAccountAndMemberships() {
    String ada = entra.addUser("Ada", "ada@example.com");
    String bob = entra.addUser("Bob", "bob@example.com");
    String sales = group("Sales", ada, bob);
    String staff = group("Staff", ada);
    entra.assign(sales);
    entra.assign(staff);
    entra.assign(bob);
    cycle();
    String account = user("ada@example.com").id();
    String group = installation.zscaler.group("Sales").id();

    entra.unassign(sales);
    entra.unassign(staff);
    cycle();
    assertDisabled("ada@example.com");
    assertActive("bob@example.com");
    assertEquals(Set.of(), members("Sales"));
    assertEquals(Set.of(), members("Staff"));

    entra.updateUser(ada, "displayName", "Ada Married");
    entra.assign(sales);
    entra.assign(staff);
    cycle();
    assertActive("ada@example.com");
    assertEquals(account, user("ada@example.com").id());
    assertEquals("Ada Married", user("ada@example.com").displayName());
    assertEquals(group, installation.zscaler.group("Sales").id());
    assertEquals(Set.of("ada@example.com", "bob@example.com"), members("Sales"));
    assertEquals(Set.of("ada@example.com"), members("Staff"));
    assertEquals(List.of(), installation.zscaler.doubledWrites());
  }

  @ParameterizedTest
  @ValueSource(strings = {"disable", "delete", "keep"})
  void aUserThatLeavesTheScopeIsDeprovisionedAsConfigured(String deprovision) {
    installation.set("provisioning.deprovision", deprovision);
    String ada = entra.addUser("Ada", "ada@example.com");
    String bob = entra.addUser("Bob", "bob@example.com");
    String cleo = entra.addUser("Cleo", "cleo@example.com");
    String dan = entra.addUser("Dan", "dan@example.com");
    for (String user : List.of(ada, bob, cleo, dan)) {
      entra.assign(user);
    }
    cycle();
    String account = user("ada@example.com").id();

    entra.unassign(ada);
    entra.blockSignIn(bob);
    entra.deleteUser(cleo);
    entra.purgeUser(dan);
    cycle();
    assertAbsent("dan@example.com");
    assertDisabled("bob@example.com");
    switch (deprovision) {
      case "disable" -> assertDisabled("ada@example.com", "cleo@example.com");
      case "delete" -> assertAbsent("ada@example.com", "cleo@example.com");
      default -> {
        assertActive("ada@example.com");
        assertDisabled("cleo@example.com");
      }
    }

    entra.assign(ada);
    entra.allowSignIn(bob);
    entra.restoreUser(cleo);
    entra.unassign(cleo);
    entra.assign(cleo);
    cycle();
    assertActive("ada@example.com", "bob@example.com", "cleo@example.com");
    if (deprovision.equals("delete")) {
      assertNotEquals(account, user("ada@example.com").id());
    } else {
      assertEquals(account, user("ada@example.com").id());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"empty", "delete", "keep"})
  void aGroupThatLeavesTheScopeIsDeprovisionedAsConfigured(String deprovision) {
    installation.set("provisioning.deprovision-groups", deprovision);
    String ada = entra.addUser("Ada", "ada@example.com");
    entra.assign(ada);
    String sales = group("Sales", ada);
    String doomed = group("Doomed", ada);
    String office = entra.addMicrosoft365Group("Office", true);
    entra.addMember(office, ada);
    entra.assign(sales);
    entra.assign(doomed);
    entra.assign(office);
    cycle();
    String id = installation.zscaler.group("Sales").id();
    installation.zscaler.putUser("local@example.com");
    installation.zscaler.addMembers("Sales", "local@example.com");

    entra.unassign(sales);
    entra.deleteGroup(doomed);
    entra.deleteGroup(office);
    cycle();
    assertNull(installation.zscaler.group("Doomed"));
    switch (deprovision) {
      case "empty" -> {
        assertEquals(Set.of("local@example.com"), members("Sales"));
        assertEquals(Set.of(), members("Office"));
      }
      case "delete" -> {
        assertNull(installation.zscaler.group("Sales"));
        assertNull(installation.zscaler.group("Office"));
      }
      default -> {
        assertEquals(Set.of("ada@example.com", "local@example.com"), members("Sales"));
        assertEquals(Set.of("ada@example.com"), members("Office"));
      }
    }

    entra.assign(sales);
    entra.restoreGroup(office);
    entra.unassign(office);
    entra.assign(office);
    cycle();
    assertThat(members("Sales")).contains("ada@example.com");
    assertEquals(Set.of("ada@example.com"), members("Office"));
    assertEquals(
        !deprovision.equals("delete"), id.equals(installation.zscaler.group("Sales").id()));

    entra.deleteGroup(office);
    cycle();
    entra.purgeGroup(office);
    cycle();
    assertNull(installation.zscaler.group("Office"));
  }

  @Test
  void actionsThatAreOffAreNotCarriedOut() {
    installation.set("provisioning.user-actions", "create,delete");
    installation.set("provisioning.group-actions", "create,update");
    String ada = entra.addUser("Ada", "ada@example.com");
    String bob = entra.addUser("Bob", "bob@example.com");
    String sales = group("Sales", ada, bob);
    entra.assign(sales);
    entra.assign(entra.addUser("Dora", "dora@example.com"));
    cycle();

    entra.updateUser(ada, "displayName", "Ada Married");
    entra.purgeUser(bob);
    cycle();
    assertEquals("Ada", user("ada@example.com").displayName());
    assertAbsent("bob@example.com");
    entra.deleteGroup(sales);
    cycle();
    assertEquals(Set.of(), members("Sales"), "deletion is off, so the group is emptied");
    assertActive("ada@example.com");

    String cleo = entra.addUser("Cleo", "cleo@example.com");
    entra.assign(cleo);
    installation.set("provisioning.user-actions", "update,delete");
    entra.assign(ada);
    cycle();
    assertAbsent("cleo@example.com");
    assertEquals("Ada Married", user("ada@example.com").displayName());

    installation.unset("provisioning.user-actions");
    cycle();
    assertActive("cleo@example.com");
  }

  @Test
  void blockedUsersAreNotCreatedAndTheirAccountsAreDisabled() {
    String blocked = entra.addUser("Blocked", "blocked@example.com");
    entra.blockSignIn(blocked);
    String ada = entra.addUser("Ada", "ada@example.com");
    String sales = group("Sales", blocked, ada);
    entra.assign(sales);
    cycle();
    assertAbsent("blocked@example.com");
    assertEquals(Set.of("ada@example.com"), members("Sales"));
    String account = user("ada@example.com").id();

    entra.blockSignIn(ada);
    entra.allowSignIn(blocked);
    cycle();
    assertDisabled("ada@example.com");
    assertActive("blocked@example.com");

    entra.allowSignIn(ada);
    cycle();
    assertActive("ada@example.com");
    assertEquals(account, user("ada@example.com").id());
    assertEquals(Set.of("ada@example.com", "blocked@example.com"), members("Sales"));
  }

  @Test
  void softDeletedUsersAreDisabledRestoredAndPurged() {
    String ada = entra.addUser("Ada", "ada@example.com");
    String bob = entra.addUser("Bob", "bob@example.com");
    String sales = group("Sales", ada, bob);
    entra.assign(sales);
    cycle();
    String account = user("ada@example.com").id();

    entra.deleteUser(ada);
    cycle();
    assertDisabled("ada@example.com");

    entra.restoreUser(ada);
    cycle();
    assertActive("ada@example.com");
    assertEquals(account, user("ada@example.com").id());
    assertEquals(Set.of("ada@example.com", "bob@example.com"), members("Sales"));

    entra.deleteUser(ada);
    cycle();
    entra.purgeUser(ada);
    cycle();
    assertAbsent("ada@example.com");
    assertEquals(Set.of("bob@example.com"), members("Sales"));
  }
}
