package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.entrazscaler.simulation.tenant.GraphFault;
import org.entrazscaler.simulation.tenant.RequestKind;
import org.entrazscaler.simulation.zscaler.ZscalerOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Memberships and managers become correct without a restart where Entra's own service leaves gaps.
 */
class MembershipTest extends ProvisionedCompany {

  private static final String MANAGER =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";

  private Company company;

  @BeforeEach
  void hire() {
    company = new Company(installation);
    company.group("Always", List.of(company.hire("always", "Research")));
  }

  /** No write was repeated, and nothing is left to write. */
  @AfterEach
  void assertNothingIsLeftToWrite() {
    assertEquals(List.of(), installation.zscaler.doubledWrites());
    int written = installation.zscaler.writes().size();
    installation.cycle();
    assertEquals(written, installation.zscaler.writes().size());
  }

  private static Set<String> people(String... names) {
    Set<String> people = new TreeSet<>();
    for (String name : names) {
      people.add(Company.userName(name));
    }
    return people;
  }

  private String unassigned(String name) {
    return entra.addUser(name, Company.userName(name));
  }

  /** Runs this number of cycles. */
  private void cycles(int number) {
    for (int cycle = 0; cycle < number; cycle++) {
      cycle();
    }
  }

  @Test
  void aMemberThatEntersTheScopeLateIsAddedAtOnce() {
    installation.edit(
        "scope.camel.yaml", "expression: 'ALL'", "expression: 'department EQUALS \"Sales\"'");
    // The second filter is that of groups.
    String late = company.hire("late", "Research");
    String group = company.group("Sales", List.of(company.hire("early", "Sales"), late));
    entra.updateGroup(group, "description", "whatever");
    edit("'department EQUALS \"Sales\"'", 2, "'ALL'");
    cycle();
    assertEquals(people("early"), members("Sales"));

    entra.updateUser(late, "department", "Sales");
    cycle();

    assertEquals(people("early", "late"), members("Sales"));
  }

  private void edit(String text, int occurrence, String with) {
    try {
      java.nio.file.Path file = installation.directory.resolve("routes/scope.camel.yaml");
      String content = java.nio.file.Files.readString(file);
      int at = -1;
      for (int found = 0; found < occurrence; found++) {
        at = content.indexOf(text, at + 1);
      }
      java.nio.file.Files.writeString(
          file, content.substring(0, at) + with + content.substring(at + text.length()));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aReenabledUserIsAddedToGroupsFromWhichZscalerRemovedIt() {
    String ann = company.hire("ann", "Sales");
    company.group("Sales", List.of(ann, company.hire("bob", "Sales")));
    company.group("Staff", List.of(ann));
    cycle();
    entra.blockSignIn(ann);
    cycle();
    assertDisabled(Company.userName("ann"));
    installation.zscaler.removeMembers("Sales", Company.userName("ann"));
    installation.zscaler.removeMembers("Staff", Company.userName("ann"));

    entra.allowSignIn(ann);
    cycle();

    assertEquals(people("ann", "bob"), members("Sales"));
    assertEquals(people("ann"), members("Staff"));
  }

  private int writesOfGroups() {
    return installation.zscaler.count(
        request -> request.method().equals("PATCH") && request.path().startsWith("/Groups/"));
  }

  @Test
  void membershipsInTheEnablingAnswerAreNotSentAgain() {
    String ann = company.hire("ann", "Sales");
    company.group("Sales", List.of(ann, company.hire("bob", "Sales")));
    company.group("Staff", List.of(ann));
    cycle();
    entra.blockSignIn(ann);
    cycle();
    installation.zscaler.removeMembers("Staff", Company.userName("ann"));
    entra.allowSignIn(ann);
    installation.zscaler.forgetRequests();

    String plan = installation.execute("plan").out();
    assertThat(plan).contains("1 to join groups");
    cycle();

    assertEquals(1, writesOfGroups(), "only Staff has lost the member");
    assertEquals(people("ann", "bob"), members("Sales"));
    assertEquals(people("ann"), members("Staff"));
  }

  @Test
  void membershipsThatNoAnswerContainsAreSentAgain() {
    installation.zscaler.change(options -> options.groupsShown(false));
    String ann = company.hire("ann", "Sales");
    company.group("Sales", List.of(ann, company.hire("bob", "Sales")));
    cycle();
    entra.blockSignIn(ann);
    cycle();
    installation.zscaler.removeMembers("Sales", Company.userName("ann"));
    entra.allowSignIn(ann);

    cycle();

    assertEquals(people("ann", "bob"), members("Sales"));
  }

  @Test
  void aLaterAndARecreatedManagerAccountAreWritten() {
    installation.edit(
        "user-mapping.camel.yaml",
        "displayName: [displayName]",
        "displayName: [displayName]\n                  " + MANAGER + ": [manager]");
    String boss = unassigned("boss");
    String ann = company.hire("ann", "Sales");
    entra.setManager(ann, boss);
    cycle();
    assertEquals("", manager("ann"));

    entra.assign(boss);
    cycle();
    String first = company.account("boss").id();
    assertEquals(first, manager("ann"));

    installation.zscaler.removeUser(Company.userName("boss"));
    entra.updateUser(boss, "department", "Board");
    cycle();
    String second = company.account("boss").id();
    assertNotEquals(first, second);
    assertEquals(second, manager("ann"));
  }

  private String manager(String name) {
    JsonNode attributes = company.account(name).attributes();
    return attributes
        .path("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")
        .path("manager")
        .path("value")
        .asText();
  }

  @Test
  void aGroupDeletedInZscalerIsRecreatedWithAllMembers() {
    installation.set("zscaler.members-per-request", "2");
    List<String> people = company.hire(5);
    String sales = company.group("Sales", people.subList(0, 4));
    cycle();
    installation.zscaler.removeGroup("Sales");

    entra.addMember(sales, people.get(4));
    cycle();

    assertEquals(5, members("Sales").size());
    assertEquals(sales, installation.zscaler.group("Sales").externalId());
  }

  @Test
  void aGroupRecreatedInEntraHasOnlyItsNewMembers() {
    List<String> people = company.hire(3);
    String former = company.group("Sales", people.subList(0, 2));
    cycle();

    entra.deleteGroup(former);
    String sales = company.group("Sales", people.subList(1, 3));
    cycles(2);

    assertEquals(people("person2", "person3"), members("Sales"));
    assertEquals(sales, installation.zscaler.group("Sales").externalId());
  }

  @Test
  void aPurgedMemberIsRemovedFromItsGroups() {
    List<String> people = company.hire(3);
    String sales = company.group("Sales", people);
    cycle();

    entra.purgeUser(people.get(0));
    entra.deleteUser(people.get(1));
    entra.purgeUser(people.get(1));
    cycle();

    assertEquals(people("person3"), members("Sales"));
    assertAbsent(Company.userName("person1"), Company.userName("person2"));
    assertEquals(Set.of(people.get(2)), entra.memberIds(sales));
  }

  @Test
  void aUserWithTheNameOfAFormerOwnerGetsOnlyItsOwnGroups() {
    String former = company.hire("ann", "Sales");
    company.group("Sales", List.of(former, company.hire("bob", "Sales")));
    String second = company.group("Support", List.of());
    cycle();
    entra.purgeUser(former);
    String ann = company.hire("ann", "Support");
    entra.addMember(second, ann);
    cycles(2);
    assertEquals(people("bob"), members("Sales"));
    assertEquals(people("ann"), members("Support"));
    assertEquals(ann, company.account("ann").externalId());

    // The former owner still exists, under another name.
    entra.updateUser(ann, "userPrincipalName", Company.userName("anna"));
    String third = company.hire("ann", "Sales");
    cycles(2);
    assertEquals(ann, company.account("anna").externalId());
    assertEquals(third, company.account("ann").externalId());
    assertEquals(people("anna"), members("Support"));
  }

  @Test
  void aRestoredUserIsBackInItsGroups() {
    List<String> people = company.hire(2);
    company.group("Sales", people);
    cycle();
    entra.deleteUser(people.get(0));
    cycle();
    assertEquals(people("person2"), members("Sales"));
    assertDisabled(Company.userName("person1"));

    entra.restoreUser(people.get(0));
    cycle();

    assertActive(Company.userName("person1"));
    assertEquals(people("person1", "person2"), members("Sales"));
  }

  @Test
  void aGroupAssignedAgainGetsItsCurrentMembers() {
    List<String> people = company.hire(3);
    String sales = company.group("Sales", people.subList(0, 2));
    cycle();
    entra.unassign(sales);
    cycle();
    assertEquals(Set.of(), members("Sales"));
    entra.addMember(sales, people.get(2));
    entra.removeMember(sales, people.get(0));
    cycle();
    assertEquals(Set.of(), members("Sales"));

    entra.assign(sales);
    cycle();

    assertEquals(people("person2", "person3"), members("Sales"));
  }

  @Test
  void membersOfAGroupMissingFromAFullReadKeepTheirAccess() {
    String sales = entra.addGroup("Sales");
    entra.addMember(sales, unassigned("ann"));
    entra.assign(sales);
    cycle();
    installation.tenant.expireDeltaTokens();
    installation
        .tenant
        .faults()
        .next(
            request ->
                request.kind() == RequestKind.GROUPS_DELTA
                    && request.rawQuery().contains("$select"),
            GraphFault.spoiled(GraphFault.Spoiling.NOTHING_LISTED));
    installation.zscaler.forgetRequests();

    cycle();

    assertEquals(List.of(), installation.zscaler.writes());
    assertEquals(people("ann"), members("Sales"));
    assertActive(Company.userName("ann"));
  }

  /** A refusal shows neither that the object can be restored nor that it is permanently deleted. */
  @ParameterizedTest
  @EnumSource(
      value = RequestKind.class,
      names = {"USER", "GROUP"})
  void anObjectMissingFromAFullReadAndRefusedByGraphIsNotChanged(RequestKind refused) {
    String sales = entra.addGroup("Sales");
    entra.addMember(sales, unassigned("ann"));
    entra.assign(sales);
    cycle();
    installation.tenant.expireDeltaTokens();
    RequestKind list =
        refused == RequestKind.USER ? RequestKind.USERS_DELTA : RequestKind.GROUPS_DELTA;
    installation
        .tenant
        .faults()
        .next(
            request -> request.kind() == list && request.rawQuery().contains("$select"),
            GraphFault.spoiled(GraphFault.Spoiling.NOTHING_LISTED));
    installation
        .tenant
        .faults()
        .always(
            request -> request.kind() == refused,
            GraphFault.refused(403, "Authorization_RequestDenied", "Insufficient privileges"));
    installation.zscaler.forgetRequests();

    Installation.Result cycle = installation.cycle();

    assertEquals(1, cycle.exitStatus(), cycle.out() + cycle.err());
    assertEquals(List.of(), installation.zscaler.writes());
    String status = installation.execute("status").out();
    assertThat(status).contains("Whether it is still in Entra is not known");
    assertEquals(people("ann"), members("Sales"));
    assertActive(Company.userName("ann"));
    installation.tenant.faults().clear();
    assertEquals(0, installation.execute("retry", "--all").exitStatus());
    cycle();
    assertEquals(List.of(), installation.zscaler.writes());
  }

  @Test
  void aRecreatedZpaAccountIsBackInItsGroups() {
    installation
        .replaceZscaler(ZscalerOptions.zpa().requestsPerSecond(0))
        .set("zscaler.product", "zpa");
    installation.edit(
        "user-mapping.camel.yaml",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department: [department]",
        "title: [jobTitle]");
    String ann = company.hire("ann", "Sales");
    company.group("Sales", List.of(ann));
    cycle();
    entra.blockSignIn(ann);
    cycle();
    assertNull(installation.zscaler.user(Company.userName("ann")));
    assertEquals(Set.of(), members("Sales"));

    entra.allowSignIn(ann);
    cycle();

    assertEquals(people("ann"), members("Sales"));
  }
}
