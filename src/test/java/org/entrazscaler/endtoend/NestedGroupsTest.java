package org.entrazscaler.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** Groups in groups: {@code provisioning.nested-groups}. */
class NestedGroupsTest extends ProvisionedCompany {

  private String company;
  private String sales;
  private String field;
  private String ann;
  private String bob;
  private String cid;

  /**
   * Company is assigned and contains Cid and Sales; Sales contains Ann and Field; Field contains
   * Bob.
   */
  private void company(boolean expand) {
    if (expand) {
      installation.set("provisioning.nested-groups", "expand");
    }
    // Small pages: a group is listed before the groups in it, and its members are on several pages.
    installation.tenant.delta().objectsPerPage(1).linksPerPage(1);
    company = group("Company");
    ann = person("ann");
    bob = person("bob");
    cid = person("cid");
    sales = group("Sales", ann);
    field = group("Field", bob);
    entra.addMember(company, cid);
    entra.addMember(company, sales);
    entra.addMember(company, entra.addDevice("laptop"));
    entra.addMember(sales, field);
    entra.assign(company);
    entra.assign(person("always"));
    cycle();
  }

  private String person(String name) {
    return entra.addUser(name, name + "@example.com");
  }

  private static Set<String> people(String... names) {
    return java.util.Arrays.stream(names)
        .map(name -> name + "@example.com")
        .collect(java.util.stream.Collectors.toUnmodifiableSet());
  }

  private int writes() {
    return installation.zscaler.writes().size();
  }

  @Test
  void ignoredNestedGroupsAddNoMembers() {
    company(false);
    assertEquals(people("cid"), members("Company"));
    assertAbsent("ann@example.com", "bob@example.com");
    int written = writes();

    entra.addMember(sales, person("dan"));
    cycle();

    assertEquals(written, writes());
  }

  @Test
  void expandedNestedGroupsOnlyAddTheirMembers() {
    company(true);
    assertEquals(people("ann", "bob", "cid"), members("Company"));
    assertNull(installation.zscaler.group("Sales"));
    assertNull(installation.zscaler.group("Field"));

    String dan = person("dan");
    entra.addMember(field, dan);
    entra.removeMember(sales, ann);
    cycle();
    assertEquals(people("bob", "cid", "dan"), members("Company"));
    assertDisabled("ann@example.com");
    assertActive("dan@example.com");

    entra.assign(sales);
    cycle();
    assertEquals(people("bob", "dan"), members("Sales"));

    entra.removeMember(sales, field);
    cycle();
    assertEquals(people("cid"), members("Company"));
    assertEquals(Set.of(), members("Sales"));
    assertDisabled("bob@example.com", "dan@example.com");

    entra.addMember(company, field);
    cycle();
    assertEquals(people("bob", "cid", "dan"), members("Company"));
    assertActive("bob@example.com", "dan@example.com");
    int written = writes();
    cycle();
    assertEquals(written, writes());
    assertEquals(java.util.List.of(), installation.zscaler.doubledWrites());
  }

  @Test
  void aCircleOfGroupsIsExpanded() {
    company(true);
    entra.addMember(field, company);
    entra.assign(field);
    cycle();
    assertEquals(people("ann", "bob", "cid"), members("Company"));
    assertEquals(people("ann", "bob", "cid"), members("Field"));

    entra.removeMember(field, company);
    cycle();
    assertEquals(people("bob"), members("Field"));
    assertEquals(people("ann", "bob", "cid"), members("Company"));
  }

  @Test
  void deletingANestedGroupRemovesItsMembersAndRestoringAddsThem() {
    company(true);
    String team = entra.addMicrosoft365Group("Team", false);
    String eve = person("eve");
    entra.addMember(team, eve);
    entra.addMember(company, team);
    cycle();
    assertEquals(people("ann", "bob", "cid", "eve"), members("Company"));

    entra.deleteGroup(team);
    cycle();
    assertEquals(people("ann", "bob", "cid"), members("Company"));
    assertDisabled("eve@example.com");

    entra.restoreGroup(team);
    cycle();
    assertEquals(people("ann", "bob", "cid", "eve"), members("Company"));
    assertActive("eve@example.com");

    entra.deleteGroup(sales);
    cycle();
    assertEquals(people("cid", "eve"), members("Company"));
  }

  @Test
  void aFullReadGivesTheCurrentMembers() {
    company(true);
    entra.removeMember(sales, field);
    entra.addMember(field, person("dan"));
    entra.addMember(company, field);
    entra.deleteGroup(sales);
    installation.tenant.expireDeltaTokens();
    cycle();
    assertEquals(people("bob", "cid", "dan"), members("Company"));
    assertDisabled("ann@example.com");

    int written = writes();
    installation.tenant.expireDeltaTokens();
    cycle();
    assertEquals(written, writes());
  }

  @Test
  void changingTheSettingRunsAnInitialCycleAndUpdatesMembers() {
    company(false);
    installation.set("provisioning.nested-groups", "expand");
    cycle();
    assertEquals("initial", installation.status().at("/lastCycle/kind").asText());
    assertEquals(people("ann", "bob", "cid"), members("Company"));
    assertActive("ann@example.com", "bob@example.com");

    installation.set("provisioning.nested-groups", "ignore");
    cycle();
    assertEquals(people("cid"), members("Company"));
    assertDisabled("ann@example.com", "bob@example.com");
    assertFalse(user("bob@example.com").active());
  }

  @Test
  void aSafeguardHoldsTheRemovalsOfAChangedSetting() {
    company(true);
    installation.set("provisioning.accidental-deletion-threshold", "1");
    installation.set("provisioning.nested-groups", "ignore");

    assertEquals(4, installation.cycle().exitStatus());

    assertEquals(people("ann", "bob", "cid"), members("Company"));
    assertActive("ann@example.com", "bob@example.com");
  }
}
