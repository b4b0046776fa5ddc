package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.entrazscaler.simulation.zscaler.ZscalerUser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code SelectUniqueValue} chooses a value that no object in Zscaler has. */
class UniqueValuesTest {

  private static final String ROW = "displayName: [displayName]";

  @RegisterExtension private final Installation installation = new Installation();

  @BeforeEach
  void install() {
    installation.edit(
        "user-mapping.camel.yaml",
        ROW,
        "displayName: SelectUniqueValue([displayName], Join(\" \", [displayName], \"2\"),"
            + " Join(\" \", [displayName], \"3\"))");
  }

  @Test
  void aNewUserGetsTheFirstValueThatIsNeitherUsedNorReserved() {
    addAssignedUser("Always", "always@example.com");
    assertEquals(0, installation.cycle().exitStatus());
    installation.zscaler.putUser("Ada Example");
    String first = addAssignedUser("Ada Example", "ada@example.com");
    addAssignedUser("ADA Example", "ada2@example.com");

    assertEquals(0, installation.cycle().exitStatus());

    Map<String, String> names = displayNames();
    assertEquals("Ada Example 2", names.get("ada@example.com"));
    assertEquals("ADA Example 3", names.get("ada2@example.com"));
    assertThat(displayNameQueries()).as("Zscaler is queried").isGreaterThan(0);

    installation.entra().updateUser(first, "displayName", "Ada Married");
    assertEquals(0, installation.cycle().exitStatus());

    assertEquals(
        "Ada Example 2",
        displayNames().get("ada@example.com"),
        "the value is chosen only on creation");
  }

  @Test
  void valuesReadByPagesNeedNoFurtherRequest() {
    for (int number = 1; number <= 12; number++) {
      addAssignedUser("Same Name " + number % 6, "user" + number + "@example.com");
    }
    installation.zscaler.putUser("Same Name 0");

    assertEquals(0, installation.cycle().exitStatus());

    assertEquals(0, displayNameQueries());
    Map<String, String> names = displayNames();
    assertEquals(names.size(), names.values().stream().distinct().count(), names.toString());
    assertTrue(names.containsValue("Same Name 0 3"), names.toString());
  }

  @Test
  void anObjectIsParkedIfAllItsValuesAreUsed() {
    installation.zscaler.putUser("Ada Example");
    installation.zscaler.putUser("Ada Example 2");
    installation.zscaler.putUser("Ada Example 3");
    addAssignedUser("Ada Example", "ada@example.com");
    addAssignedUser("Bob Example", "bob@example.com");

    Installation.Result result = installation.cycle();

    assertEquals(1, result.exitStatus(), result.err());
    assertNull(installation.zscaler.user("ada@example.com"));
    assertNotNull(installation.zscaler.user("bob@example.com"));
    String status = installation.execute("status").out();
    assertThat(status).contains("EntryConflict");
    assertThat(status).contains("Ada Example, Ada Example 2, Ada Example 3");

    installation.zscaler.removeUser("Ada Example 2");
    installation.execute("retry", "--all");

    assertEquals(0, installation.cycle().exitStatus());
    assertEquals("Ada Example 2", displayNames().get("ada@example.com"));
  }

  private String addAssignedUser(String displayName, String userPrincipalName) {
    String id = installation.entra().addUser(displayName, userPrincipalName);
    installation.entra().assign(id, installation.entra().userRole());
    return id;
  }

  private Map<String, String> displayNames() {
    Map<String, String> names = new HashMap<>();
    for (ZscalerUser user : installation.zscaler.users()) {
      names.put(user.userName(), Objects.requireNonNull(user.displayName()));
    }
    return names;
  }

  private int displayNameQueries() {
    return installation.zscaler.count(
        request -> request.query() != null && request.query().contains("displayName"));
  }
}
