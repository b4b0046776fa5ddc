package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.entrazscaler.simulation.tenant.RequestKind;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The role functions of the mapping: they return the app roles that Entra assigns to a user. */
class AppRolesTest {

  @RegisterExtension private final Installation installation = new Installation();

  private String ada;
  private String auditor;
  private String reader;
  private String team;

  @BeforeEach
  void install() {
    auditor = installation.entra().addRole("Auditor");
    reader = installation.entra().addRole("Reader");
    ada = installation.entra().addUser("Ada Example", "ada@example.com");
    team = installation.entra().addGroup("Team");
    installation.entra().addMember(team, ada);
    installation.entra().assign(ada, auditor);
  }

  private void map(String row) {
    installation.edit(
        "user-mapping.camel.yaml",
        "displayName: [displayName]",
        "displayName: [displayName]\n                  " + row);
  }

  private Set<String> roles() {
    Set<String> roles = new TreeSet<>();
    for (JsonNode role :
        Objects.requireNonNull(installation.zscaler.user("ada@example.com"))
            .attributes()
            .path("roles")) {
      roles.add(role.path("value").asText());
    }
    return roles;
  }

  @Test
  void rolesComeFromAssignmentsOfTheUserAndOfTheGroups() {
    map("title: Join(\",\", AppRoleAssignments([appRoleAssignments]))");
    installation.entra().assign(team, reader);

    assertEquals(0, installation.cycle().exitStatus());

    String title =
        Objects.requireNonNull(installation.zscaler.user("ada@example.com"))
            .attributes()
            .path("title")
            .asText();
    assertEquals(Set.of("Auditor", "Reader"), Set.of(title.split(",")));
  }

  @Test
  void rolesAreAddedAndUnassignedRolesStay() {
    map("roles: AppRoleAssignmentsComplex([appRoleAssignments])");

    assertEquals(0, installation.cycle().exitStatus());
    String created =
        installation.zscaler.writes().stream()
            .filter(RecordedRequest.of("POST", "/Users"))
            .findFirst()
            .orElseThrow()
            .body();
    assertThat(created)
        .contains(
            "\"roles\":[{\"primary\":false,\"type\":\"WindowsAzureActiveDirectoryRole\","
                + "\"display\":\"Auditor\",\"value\":\"Auditor\"}]");

    installation.entra().assign(team, reader);
    installation.entra().unassign(ada, auditor);
    assertEquals(0, installation.cycle().exitStatus());

    assertEquals(Set.of("Auditor", "Reader"), roles());
  }

  @Test
  void assertedRolesReplaceAllOthers() {
    map("roles: AssertiveAppRoleAssignmentsComplex([appRoleAssignments])");
    assertEquals(0, installation.cycle().exitStatus());
    assertEquals(Set.of("Auditor"), roles());

    installation.entra().assign(team, reader);
    installation.entra().unassign(ada, auditor);
    assertEquals(0, installation.cycle().exitStatus());

    assertEquals(Set.of("Reader"), roles());
  }

  @Test
  void checkRejectsRoleFunctionsWithScopeAll() {
    map("title: SingleAppRoleAssignment([appRoleAssignments])");
    installation.set("provisioning.scope", "all");

    Installation.Result check = installation.execute("check");

    assertEquals(2, check.exitStatus());
    assertThat(check.out() + check.err()).as(check.out()).contains("provisioning.scope=all");

    installation.set("provisioning.scope", "assigned");
    Installation.Result assigned = installation.execute("check");
    assertThat(assigned.out() + assigned.err()).as(assigned.out()).doesNotContain("error");
  }

  @Test
  void rolesAreNotReadWithoutARoleFunction() {
    assertEquals(0, installation.cycle().exitStatus());
    assertEquals(0, installation.tenant.requests().count(RequestKind.SERVICE_PRINCIPAL));
  }
}
