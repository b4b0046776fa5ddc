package org.entrazscaler.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entrazscaler.simulation.tenant.Directory;
import org.entrazscaler.simulation.zscaler.ZscalerGroup;
import org.entrazscaler.simulation.zscaler.ZscalerUser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is in scope, and what leaving and coming back does. */
class ScopeTest {

  @TempDir Path directory;

  private Installation installation;
  private Directory entra;

  @BeforeEach
  void install() throws IOException {
    installation = new Installation(directory);
    entra = installation.entra();
  }

  @AfterEach
  void remove() {
    installation.close();
  }

  private void cycle() {
    Installation.Result result = installation.cycle();
    assertEquals(0, result.exitStatus(), result.out() + result.err());
  }

  private ZscalerUser user(String userName) {
    ZscalerUser user = installation.zscaler.user(userName);
    assertNotNull(user, userName + " is not in Zscaler");
    return user;
  }

  private void assertActive(String... userNames) {
    for (String userName : userNames) {
      assertTrue(user(userName).active(), userName + " should be active");
    }
  }

  private void assertDisabled(String... userNames) {
    for (String userName : userNames) {
      assertFalse(user(userName).active(), userName + " should be disabled");
    }
  }

  private void assertAbsent(String... userNames) {
    for (String userName : userNames) {
      assertNull(installation.zscaler.user(userName), userName + " should not be there");
    }
  }

  private Set<String> members(String group) {
    ZscalerGroup found = installation.zscaler.group(group);
    assertNotNull(found, group + " is not in Zscaler");
    return Set.copyOf(found.memberUserNames());
  }

  private String group(String name, String... members) {
    String group = entra.addGroup(name);
    for (String member : members) {
      entra.addMember(group, member);
    }
    return group;
  }

  @Test
  void assignedAreUsersAndDirectMembersOfSecurityGroups() {
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
    assertEquals(1, installation.zscaler.groups().stream().filter(this::ours).count());

    entra.updateGroup(mailing, "securityEnabled", true);
    cycle();
    assertActive("office@example.com");
    assertEquals(Set.of("office@example.com"), members("Mailing"));

    entra.updateGroup(mailing, "securityEnabled", false);
    cycle();
    assertDisabled("office@example.com");
    assertEquals(Set.of(), members("Mailing"));
  }

  private boolean ours(ZscalerGroup group) {
    return group.externalId() != null;
  }

  @Test
  void defaultAccessIsLeftOutUnlessIncluded() {
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
  void whoComesBackHasTheSameAccountAndMemberships() {
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

  @Test
  void aMemberWhoEntersTheScopeByAnotherGroupJoinsBoth() {
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
    assertTrue(logged.contains("ada@example.com"), "the log should name whom it is about");
  }

  @ParameterizedTest
  @ValueSource(strings = {"disable", "delete", "keep"})
  void leavingTheScopeDoesToAUserWhatIsSet(String deprovision) {
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
  void leavingTheScopeDoesToAGroupWhatIsSet(String deprovision) {
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
    assertTrue(members("Sales").contains("ada@example.com"));
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
  void scopeAllTakesEveryone() {
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
  void withoutGroupsTheirMembersStillCome() {
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
  void withoutUsersGroupsComeAlone() {
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
  void actionsThatAreOffAreNotCarriedOut() {
    installation.set("provisioning.user-actions", "create,delete");
    installation.set("provisioning.group-actions", "create,update");
    String ada = entra.addUser("Ada", "ada@example.com");
    String bob = entra.addUser("Bob", "bob@example.com");
    String sales = group("Sales", ada, bob);
    entra.assign(sales);
    cycle();

    entra.updateUser(ada, "displayName", "Ada Married");
    entra.purgeUser(bob);
    cycle();
    assertEquals("Ada", user("ada@example.com").displayName());
    assertAbsent("bob@example.com");
    entra.deleteGroup(sales);
    cycle();
    assertNotNull(installation.zscaler.group("Sales"));
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
  void blockedUsersAreNotMadeButDisabled() {
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
  void deletedUsersAreDisabledRestoredAndPurged() {
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

  @Test
  void guestsHaveTheNameOfTheirHome() {
    String guest = entra.addGuest("Alice", "alice_b@contoso.com", "fabrikam.onmicrosoft.com");
    entra.assign(guest);
    cycle();
    assertActive("alice_b@contoso.com");
  }

  @Test
  void filtersDecideAboutUsersAndGroups() {
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
    // Whatever is compared with an empty value, the answer is no.
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

  /** Replaces the two filters as {@code interface.md} has them written, users first. */
  private void filter(String users, String groups) {
    installation.edit("scope.camel.yaml", "expression: 'ALL'", "expression: '" + groups + "'");
    String both = "expression: '" + groups + "'";
    Path file = directory.resolve("routes/scope.camel.yaml");
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
