package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.entrazscaler.simulation.tenant.Directory;
import org.entrazscaler.simulation.zscaler.ZscalerGroup;
import org.junit.jupiter.api.Test;

/** Which users and groups are in scope. */
class ScopeTest extends ProvisionedCompany {

  @Test
  void assignedUsersAndDirectMembersOfSecurityGroupsAreInScope() {
    String direct = entra.addUser("Direct", "direct@example.com");
    String member = entra.addUser("Member", "member@example.com");
    String nested = entra.addUser("Nested", "nested@example.com");
    String office = entra.addUser("Office", "office@example.com");
    entra.addUser("Nobody", "nobody@example.com");
    String inner = group("Inner", nested);
    String outer = group("Outer", member, inner, entra.addDevice("Laptop"));
    String mailing = entra.addMicrosoft365Group("Mailing", false);
    entra.addMember(mailing, office);
    entra.assign(direct);
    entra.assign(outer);
    entra.assign(mailing);
    entra.assign(entra.addServicePrincipal("Robot"));

    cycle();

    assertActive("direct@example.com", "member@example.com");
    assertAbsent("nested@example.com", "office@example.com", "nobody@example.com");
    assertEquals(Set.of("member@example.com"), members("Outer"));
    assertEquals(1, installation.zscaler.groups().stream().filter(this::isManaged).count());

    entra.updateGroup(mailing, "securityEnabled", true);
    cycle();
    assertActive("office@example.com");
    assertEquals(Set.of("office@example.com"), members("Mailing"));

    entra.updateGroup(mailing, "securityEnabled", false);
    cycle();
    assertDisabled("office@example.com");
    assertEquals(Set.of(), members("Mailing"));
  }

  private boolean isManaged(ZscalerGroup group) {
    return group.externalId() != null;
  }

  @Test
  void defaultAccessIsOutOfScopeUnlessIncluded() {
    String only = entra.addUser("Only", "only@example.com");
    String both = entra.addUser("Both", "both@example.com");
    String grouped = entra.addUser("Grouped", "grouped@example.com");
    String group = group("Everyone", grouped);
    entra.assign(only, Directory.DEFAULT_ACCESS);
    entra.assign(both, Directory.DEFAULT_ACCESS);
    entra.assign(both);
    entra.assign(group, Directory.DEFAULT_ACCESS);
    entra.assign(group);

    cycle();
    assertActive("both@example.com", "grouped@example.com");
    assertAbsent("only@example.com");

    entra.unassign(both, entra.userRole());
    entra.unassign(group, entra.userRole());
    cycle();
    assertDisabled("both@example.com", "grouped@example.com");
    assertEquals(Set.of(), members("Everyone"));

    installation.set("entra.default-access", "include");
    cycle();
    assertActive("only@example.com", "both@example.com", "grouped@example.com");
    assertEquals(Set.of("grouped@example.com"), members("Everyone"));

    installation.set("entra.default-access", "exclude");
    cycle();
    assertDisabled("only@example.com", "both@example.com", "grouped@example.com");
  }

  @Test
  void aMemberOfAnAssignedGroupEntersTheScope() {
    String ada = entra.addUser("Ada", "ada@example.com", Map.of("department", "Sales"));
    String sales = group("Sales");
    entra.assign(sales);
    cycle();
    assertAbsent("ada@example.com");

    entra.addMember(sales, ada);
    cycle();
    assertActive("ada@example.com");
    assertEquals("Sales", user("ada@example.com").department());
    assertEquals(Set.of("ada@example.com"), members("Sales"));
    String logged = installation.execute("logs", "--json", "--object", "ada@example.com").out();
    assertThat(logged).as("the log should name the user").contains("ada@example.com");
  }

  @Test
  void scopeAllIncludesAllUsersAndGroups() {
    installation.set("provisioning.scope", "all");
    String ada = entra.addUser("Ada", "ada@example.com");
    String bob = entra.addUser("Bob", "bob@example.com");
    String mailing = entra.addMicrosoft365Group("Mailing", false);
    entra.addMember(mailing, ada);
    group("Sales", bob);
    cycle();
    assertActive("ada@example.com", "bob@example.com");
    assertEquals(Set.of("ada@example.com"), members("Mailing"));
    assertEquals(Set.of("bob@example.com"), members("Sales"));

    entra.assign(ada);
    installation.set("provisioning.scope", "assigned");
    cycle();
    assertActive("ada@example.com");
    assertDisabled("bob@example.com");
    assertEquals(Set.of(), members("Sales"));
    assertEquals(Set.of(), members("Mailing"));
  }

  @Test
  void withGroupsOffTheirMembersAreProvisioned() {
    installation.set("provisioning.groups", "off");
    String ada = entra.addUser("Ada", "ada@example.com");
    entra.assign(group("Sales", ada));
    cycle();
    assertActive("ada@example.com");
    assertNull(installation.zscaler.group("Sales"));

    installation.set("provisioning.groups", "on");
    cycle();
    assertEquals(Set.of("ada@example.com"), members("Sales"));
  }

  @Test
  void withUsersOffGroupsAreProvisionedWithoutMembers() {
    installation.set("provisioning.users", "off");
    String ada = entra.addUser("Ada", "ada@example.com");
    entra.assign(group("Sales", ada));
    cycle();
    assertAbsent("ada@example.com");
    assertEquals(Set.of(), members("Sales"));

    installation.set("provisioning.users", "on");
    cycle();
    assertEquals(Set.of("ada@example.com"), members("Sales"));
  }

  @Test
  void guestsKeepTheUserNameOfTheirHomeTenant() {
    String guest = entra.addGuest("Alice", "alice_b@contoso.com", "fabrikam.onmicrosoft.com");
    entra.assign(guest);
    cycle();
    assertActive("alice_b@contoso.com");
  }

  @Test
  void scopingFiltersApplyToUsersAndGroups() {
    filter(
        "department EQUALS \"Sales\" AND country NOT EQUALS \"US\"",
        "displayName INCLUDES \"App\"");
    String ada =
        entra.addUser("Ada", "ada@example.com", Map.of("department", "Sales", "country", "DE"));
    entra.assign(
        entra.addUser("Bob", "bob@example.com", Map.of("department", "Sales", "country", "US")));
    String cleo = entra.addUser("Cleo", "cleo@example.com", Map.of("department", "Sales"));
    String dan =
        entra.addUser("Dan", "dan@example.com", Map.of("department", "sales", "country", "DE"));
    String app = group("App Users", ada, cleo);
    String other = group("Others", ada, dan);
    entra.assign(app);
    entra.assign(other);
    cycle();
    assertActive("ada@example.com");
    // A comparison with an empty value is never true.
    assertAbsent("bob@example.com", "cleo@example.com", "dan@example.com");
    assertEquals(Set.of("ada@example.com"), members("App Users"));
    assertNull(installation.zscaler.group("Others"));
    String account = user("ada@example.com").id();

    entra.updateUser(ada, "department", "HR");
    entra.updateUser(cleo, "country", "FR");
    entra.rename(app, "Renamed");
    cycle();
    assertDisabled("ada@example.com");
    assertActive("cleo@example.com");
    assertEquals(Set.of(), members("App Users"));

    entra.updateUser(ada, "department", "Sales");
    entra.rename(app, "App Users 2");
    cycle();
    assertActive("ada@example.com");
    assertEquals(account, user("ada@example.com").id());
    assertEquals(Set.of("ada@example.com", "cleo@example.com"), members("App Users 2"));

    installation.edit(
        "scope.camel.yaml",
        "department EQUALS \"Sales\" AND country NOT EQUALS \"US\"",
        "department IS NOT NULL");
    cycle();
    assertActive("ada@example.com", "bob@example.com", "cleo@example.com", "dan@example.com");
  }

  /** Replaces the two scoping filters of the file; the filter of users comes first. */
  private void filter(String users, String groups) {
    installation.edit("scope.camel.yaml", "expression: 'ALL'", "expression: '" + groups + "'");
    String both = "expression: '" + groups + "'";
    Path file = installation.directory.resolve("routes/scope.camel.yaml");
    try {
      String text = java.nio.file.Files.readString(file);
      int first = text.indexOf(both);
      java.nio.file.Files.writeString(
          file,
          text.substring(0, first)
              + "expression: '"
              + users
              + "'"
              + text.substring(first + both.length()));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
