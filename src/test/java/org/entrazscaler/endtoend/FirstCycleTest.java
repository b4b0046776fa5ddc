package org.entrazscaler.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FirstCycleTest {

  @RegisterExtension final Installation installation = new Installation();

  @Test
  void assignedUsersAndGroupsAreCreatedWithTheirMembers() {
    String ada = installation.entra().addUser("Ada Example", "ada@example.com");
    String bob = installation.entra().addUser("Bob Example", "bob@example.com");
    installation.entra().addUser("Nobody", "nobody@example.com");
    String sales = installation.entra().addGroup("Sales");
    installation.entra().addMember(sales, ada);
    String role = installation.entra().addRole("User");
    installation.entra().assign(sales, role);
    installation.entra().assign(bob, role);

    Installation.Result result = installation.cycle();

    assertEquals(0, result.exitStatus(), result.out() + result.err());
    assertNotNull(installation.zscaler.user("ada@example.com"));
    assertNotNull(installation.zscaler.user("bob@example.com"));
    assertNull(installation.zscaler.user("nobody@example.com"));
    assertEquals(
        Set.of("ada@example.com"),
        Set.copyOf(installation.zscaler.group("Sales").memberUserNames()));
  }
}
