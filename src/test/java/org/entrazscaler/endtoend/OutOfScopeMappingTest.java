package org.entrazscaler.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An expression that fails without a value does not affect users who are out of scope. */
class OutOfScopeMappingTest {

  @RegisterExtension final Installation installation = new Installation();

  @Test
  void expressionsAreNotEvaluatedForUsersOutOfScope() {
    installation.edit(
        "user-mapping.camel.yaml",
        "displayName: [displayName]",
        "displayName: [displayName]\n                  title: Item([otherMails], Len([jobTitle]))");
    String role = installation.entra().addRole("User");
    String ada =
        installation
            .entra()
            .addUser(
                "Ada Example",
                "ada@example.com",
                Map.of("jobTitle", "A", "otherMails", java.util.List.of("a@example.com")));
    installation.entra().addUser("Nobody", "nobody@example.com");
    installation.entra().assign(ada, role);
    installation.entra().assign(installation.entra().addGroup("Stays"), role);
    assertEquals(0, installation.cycle().exitStatus());
    assertNotNull(installation.zscaler.user("ada@example.com"));

    installation.entra().unassign(ada);
    assertEquals(0, installation.cycle().exitStatus());
    installation.entra().purgeUser(ada);
    Installation.Result purged = installation.cycle();

    assertEquals(0, purged.exitStatus(), purged.out());
    assertNull(installation.zscaler.user("ada@example.com"));
    assertEquals(0, installation.status().path("parked").asInt());
  }
}
