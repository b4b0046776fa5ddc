package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerGroup;
import org.entrazscaler.simulation.zscaler.ZscalerOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entra frees the name of a deleted object at once, even while the object can be restored. */
class FreedNameTest extends ProvisionedCompany {

  private Company company() {
    return new Company(installation);
  }

  private String microsoft365(String name, String... members) {
    String group = entra.addMicrosoft365Group(name, true);
    for (String member : members) {
      entra.addMember(group, member);
    }
    entra.assign(group);
    return group;
  }

  private ZscalerGroup target(String name) {
    ZscalerGroup group = installation.zscaler.group(name);
    assertNotNull(group, name + " is not in Zscaler");
    return group;
  }

  private String out(int exitStatus, String... command) {
    Installation.Result result = installation.execute(command);
    assertEquals(exitStatus, result.exitStatus(), result.out() + result.err());
    return result.out();
  }

  /** The step of one object in a plan. */
  private JsonNode step(String id) {
    JsonNode plan = installation.execute("plan", "--json").json();
    for (JsonNode step : plan.get("steps")) {
      if (step.get("id").asText().equals(id)) {
        return step;
      }
    }
    throw new AssertionError("No step of " + id + " in " + plan);
  }

  @ParameterizedTest
  @ValueSource(strings = {"at once", "later", "kept", "delete"})
  void aGroupAdoptsTheObjectOfADeletedGroupWithItsName(String when) {
    if (when.equals("kept") || when.equals("delete")) {
      installation.set("provisioning.deprovision-groups", when.equals("kept") ? "keep" : "delete");
    }
    Company company = company();
    String ann = company.hire("ann", "Sales");
    String bob = company.hire("bob", "Sales");
    String former = microsoft365("Sales", ann);
    cycle();
    String id = target("Sales").id();
    entra.deleteGroup(former);
    if (when.equals("later")) {
      cycle();
    }
    String newOwner = microsoft365("Sales", bob);
    JsonNode step = step(newOwner);
    cycle();
    assertEquals(newOwner, target("Sales").externalId());
    assertEquals(Set.of("bob@example.com"), members("Sales"));
    if (when.equals("delete")) {
      assertEquals("create", step.get("action").asText());
      return;
    }
    assertEquals(id, target("Sales").id());
    assertTrue(step.get("adopted").asBoolean(), step.toString());
    assertEquals(id, step.get("target").asText());
    assertThat(step.get("reason").asText()).as(step.toString()).contains(former);
    String log = out(0, "logs", "--json", "--object", newOwner);
    assertThat(out(0, "logs", "--object", former))
        .as("the log of the former owner names the new owner")
        .contains(newOwner);
    assertThat(log).contains(former, id);

    entra.purgeGroup(former);
    cycle();
    assertEquals(id, target("Sales").id());
    assertEquals(Set.of("bob@example.com"), members("Sales"));
    String purged = out(0, "logs", "--object", former);
    assertThat(purged).contains(newOwner, id);
  }

  @Test
  void aRestoredGroupGetsItsOwnObjectAfterARename() {
    Company company = company();
    String ann = company.hire("ann", "Sales");
    String bob = company.hire("bob", "Sales");
    String former = microsoft365("Sales", ann);
    cycle();
    String id = target("Sales").id();
    entra.deleteGroup(former);
    String newOwner = microsoft365("Sales", bob);
    cycle();
    entra.restoreGroup(former);
    entra.assign(former);
    Installation.Result parked = installation.cycle();
    assertEquals(1, parked.exitStatus(), parked.out());
    assertEquals(newOwner, target("Sales").externalId());
    assertEquals(Set.of("bob@example.com"), members("Sales"));
    String status = installation.execute("status").out();
    assertThat(status).contains("EntryConflict", "Rename one of the two");
    assertThat(out(0, "logs", "--object", former))
        .as("the log names the new owner")
        .contains(newOwner);

    entra.rename(former, "Sales before");
    JsonNode step = step(former);
    assertEquals("create", step.get("action").asText());
    assertThat(step.get("reason").asText()).as(step.toString()).contains(id);
    cycle();
    assertEquals(former, target("Sales before").externalId());
    assertNotEquals(id, target("Sales before").id());
    assertEquals(Set.of("ann@example.com"), members("Sales before"));
    assertEquals(id, target("Sales").id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"at once", "later"})
  void aUserAdoptsTheAccountOfADeletedUserWithoutItsGroups(String when) {
    Company company = company();
    String former = company.hire("ann", "Sales");
    String other = company.hire("bob", "Sales");
    company.group("Secret", List.of(former, other));
    company.group("Shared", List.of(former, other));
    cycle();
    String id = user("ann@example.com").id();
    rename(former);
    entra.deleteUser(former);
    if (when.equals("later")) {
      cycle();
    }
    String newOwner = company.hire("ann", "Research");
    entra.addMember(group("Unassigned"), newOwner);
    entra.addMember(groupOf(other, "Shared"), newOwner);
    JsonNode step = step(newOwner);
    assertThat(step.get("reason").asText()).as(step.toString()).contains(former);
    int before = installation.zscaler.requests().size();
    cycle();
    assertEquals(id, user("ann@example.com").id());
    assertEquals(newOwner, user("ann@example.com").externalId());
    assertActive("ann@example.com");
    assertEquals(Set.of("bob@example.com"), members("Secret"));
    assertEquals(Set.of("ann@example.com", "bob@example.com"), members("Shared"));
    assertGroupsLeftBeforeEnabled(id, before, when.equals("later"));
    String log = out(0, "logs", "--json", "--object", newOwner);
    assertThat(out(0, "logs", "--object", former))
        .as("the log of the former owner names the new owner")
        .contains(newOwner);
    assertThat(log).contains(former, id);

    entra.purgeUser(former);
    cycle();
    assertActive("ann@example.com");
    assertEquals(id, user("ann@example.com").id());
    String purged = out(0, "logs", "--object", former);
    assertThat(purged).contains(newOwner, id);
  }

  /** Entra changes the userPrincipalName of a deleted user; the simulation does not. */
  private void rename(String user) {
    entra.updateUser(user, "userPrincipalName", "deleted." + user + "@example.com");
  }

  private String groupOf(String member, String name) {
    return entra.groupIdsOf(member).stream()
        .filter(group -> entra.object(group).path("displayName").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private void assertGroupsLeftBeforeEnabled(String account, int from, boolean leftAlready) {
    boolean enabled = false;
    boolean left = leftAlready;
    for (RecordedRequest request : installation.zscaler.requests()) {
      if (request.number() <= from || !request.method().equals("PATCH")) {
        continue;
      }
      if (request.path().equals("/Users/" + account) && request.body().contains("true")) {
        assertTrue(left, "enabled while it still has the groups of the former owner: " + request);
        enabled = true;
      }
      left |= request.path().startsWith("/Groups/") && request.body().contains(account);
    }
    assertTrue(enabled, "the account was not enabled");
  }

  @Test
  void theAdoptedAccountAlsoLeavesAKeptGroup() {
    installation.set("provisioning.deprovision-groups", "keep");
    Company company = company();
    String former = company.hire("ann", "Sales");
    company.hire("bob", "Sales");
    String kept = company.group("Kept", List.of(former));
    cycle();
    entra.unassign(kept);
    cycle();
    assertEquals(Set.of("ann@example.com"), members("Kept"));
    rename(former);
    entra.deleteUser(former);
    cycle();
    String newOwner = company.hire("ann", "Research");
    cycle();
    assertEquals(newOwner, user("ann@example.com").externalId());
    assertEquals(Set.of(), members("Kept"));
  }

  @Test
  void aRestoredUserGetsItsOwnAccount() {
    Company company = company();
    String former = company.hire("ann", "Sales");
    company.group("Sales", List.of(former));
    cycle();
    String id = user("ann@example.com").id();
    rename(former);
    entra.deleteUser(former);
    String newOwner = company.hire("ann", "Research");
    cycle();
    entra.restoreUser(former);
    entra.assign(former);
    JsonNode step = step(former);
    assertEquals("create", step.get("action").asText());
    assertThat(step.get("reason").asText()).as(step.toString()).contains(newOwner);
    cycle();
    assertEquals(id, user("ann@example.com").id());
    assertEquals(newOwner, user("ann@example.com").externalId());
    String own = "deleted." + former + "@example.com";
    assertActive(own);
    assertEquals(Set.of(own), members("Sales"));
  }

  @Test
  void aNewUserGetsItsOwnAccountIfDisablingDeletes() {
    installation
        .replaceZscaler(ZscalerOptions.zpa().requestsPerSecond(0))
        .set("zscaler.product", "zpa");
    Company company = company();
    String former = company.hire("ann", "Sales");
    company.group("Sales", List.of(former));
    company.hire("bob", "Sales");
    cycle();
    String id = user("ann@example.com").id();
    rename(former);
    entra.deleteUser(former);
    String newOwner = company.hire("ann", "Research");
    cycle();
    assertEquals(newOwner, user("ann@example.com").externalId());
    assertNotEquals(id, user("ann@example.com").id());
    assertEquals(Set.of(), members("Sales"));
  }

  @Test
  void anAccountWithHeldRemovalsIsNotAdopted() {
    installation.set("provisioning.accidental-deletion-threshold", "1");
    installation.set("provisioning.accidental-deletion-share", "0");
    Company company = company();
    String former = company.hire("ann", "Sales");
    String other = company.hire("bob", "Sales");
    company.group("Secret", List.of(former, other));
    String leaver = company.hire("leaver", "Sales");
    cycle();
    rename(former);
    entra.deleteUser(former);
    entra.deleteUser(leaver);
    company.hire("ann", "Research");
    Installation.Result held = installation.cycle();
    assertEquals(4, held.exitStatus(), held.out() + held.err());
    assertEquals(
        former, user("ann@example.com").externalId(), "not adopted while the removals are held");
    assertEquals(0, installation.execute("approve", heldCycle(installation)).exitStatus());
    assertNotEquals(former, user("ann@example.com").externalId());
    assertActive("ann@example.com");
    assertThat(members("Secret")).doesNotContain("ann@example.com");
  }

  private static String heldCycle(Installation installation) {
    return installation.status().at("/held/cycle").asText();
  }
}
