package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entrazscaler.endtoend.Company.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerFault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GroupsTest {

  private static final Predicate<RecordedRequest> PATCH_GROUP =
      RecordedRequest.of("PATCH", "/Groups");

  @RegisterExtension private final Installation installation = new Installation();

  private final Company company = new Company(installation);

  @BeforeEach
  void install() {
    company.group("Always", List.of(company.hire("always", "Research")));
  }

  private void cycle() {
    Installation.Result result = installation.cycle();
    assertEquals(0, result.exitStatus(), result.out() + result.err());
    for (JsonNode operation : company.operations("Groups")) {
      boolean all =
          operation.path("op").asText().equalsIgnoreCase("remove")
              && operation.path("path").asText().equals("members");
      assertTrue(
          !all && !operation.path("op").asText().equals("replace")
              || operation.path("path").asText().equals("displayName"),
          operation.toString());
    }
  }

  private Set<String> members(String group) {
    return Set.copyOf(installation.zscaler.group(group).memberUserNames());
  }

  private static Set<String> people(int... numbers) {
    return java.util.Arrays.stream(numbers)
        .mapToObj(number -> "person" + number + "@example.com")
        .collect(java.util.stream.Collectors.toUnmodifiableSet());
  }

  @Test
  void aGroupIsCreatedWithItsFirstMembersAndTheRestFollowInChunks() {
    installation.set("zscaler.members-per-request", "3");
    String group = company.group("Sales", company.hire(8));

    cycle();

    JsonNode created =
        company.bodies("POST /Groups").stream()
            .filter(body -> body.path("displayName").asText().equals("Sales"))
            .findFirst()
            .orElseThrow();
    assertEquals(group, created.path("externalId").asText());
    assertEquals(3, created.path("members").size());
    assertEquals(
        List.of(3, 2),
        company.operations("Groups").stream()
            .map(operation -> operation.at("/value/members").size())
            .toList());
    assertEquals(people(1, 2, 3, 4, 5, 6, 7, 8), members("Sales"));
  }

  @Test
  void onlyMembershipChangesAreSent() {
    List<String> people = company.hire(4);
    String group = company.group("Sales", people.subList(0, 3));
    cycle();
    String joins = company.account("person4").id();
    String leaves = company.account("person1").id();
    installation.zscaler.forgetRequests();

    installation.entra().addMember(group, people.get(3));
    installation.entra().removeMember(group, people.get(0));
    // The user who leaves the group is still assigned.
    cycle();

    assertEquals(people(2, 3, 4), members("Sales"));
    assertEquals(
        Set.of(
            json(
                "{'op':'remove','path':'members[value eq \\'"
                    + leaves
                    + "\\']'}".replace("\\'", "\\\"")),
            json("{'op':'add','value':{'members':[{'value':'" + joins + "'}]}}")),
        Set.copyOf(company.operations("Groups")));
  }

  @Test
  void everyChunkHasItsOwnRepeats() {
    installation.set("zscaler.members-per-request", "1");
    company.group("Sales", company.hire(8));
    for (int chunk = 0; chunk < 7; chunk++) {
      installation.zscaler.faults().after(chunk, 1, PATCH_GROUP, ZscalerFault.status(503));
    }

    cycle();

    assertEquals(people(1, 2, 3, 4, 5, 6, 7, 8), members("Sales"));
  }

  @Test
  void aMemberIsAddedWhenItGetsAnAccount() {
    List<String> people = company.hire(2);
    String late = installation.entra().addUser("Late", "late@example.com");
    installation.entra().blockSignIn(late);
    String group = company.group("Sales", people);
    installation.entra().addMember(group, late);
    cycle();
    assertEquals(people(1, 2), members("Sales"));

    installation.entra().allowSignIn(late);
    cycle();

    assertThat(members("Sales")).contains("late@example.com");
  }

  @Test
  void aRenamedGroupKeepsItsObject() {
    String group = company.group("Sales", company.hire(1));
    cycle();
    String id = installation.zscaler.group("Sales").id();
    installation.zscaler.forgetRequests();

    installation.entra().rename(group, "Sales & Co");
    cycle();

    assertEquals(id, installation.zscaler.group("Sales & Co").id());
    assertEquals(
        List.of(json("{'op':'replace','path':'displayName','value':'Sales & Co'}")),
        company.operations("Groups"));
    assertEquals(people(1), members("Sales & Co"));
  }

  @Test
  void anAdoptedGroupKeepsForeignMembers() {
    installation.zscaler.putUser("foreign@example.com");
    installation.zscaler.putUser("person1@example.com");
    installation.zscaler.putGroup("Sales", null, "foreign@example.com", "person1@example.com");
    List<String> people = company.hire(3);
    String group = company.group("Sales", people.subList(0, 2));
    cycle();
    assertEquals(
        Set.of("foreign@example.com", "person1@example.com", "person2@example.com"),
        members("Sales"));
    assertEquals(group, installation.zscaler.group("Sales").externalId());
    assertEquals(
        1,
        company.operations("Groups").stream()
            .filter(o -> o.at("/value/members").size() > 0)
            .count());

    installation.entra().removeMember(group, people.get(0));
    cycle();
    assertEquals(Set.of("foreign@example.com", "person2@example.com"), members("Sales"));

    installation.entra().unassign(group);
    people.forEach(person -> installation.entra().assign(person));
    cycle();
    assertEquals(Set.of("foreign@example.com"), members("Sales"));
  }

  @Test
  void aGroupThatLeavesTheScopeIsEmptiedAndRefilledWhenItReturns() {
    List<String> people = company.hire(3);
    String group = company.group("Sales", people);
    cycle();
    String id = installation.zscaler.group("Sales").id();

    installation.entra().unassign(group);
    cycle();
    assertEquals(Set.of(), members("Sales"));
    assertEquals(id, installation.zscaler.group("Sales").id());
    assertEquals(1, installation.status().at("/lastCycle/counts/empty").asInt());

    installation.entra().assign(group);
    cycle();
    assertEquals(people(1, 2, 3), members("Sales"));
    assertEquals(id, installation.zscaler.group("Sales").id());
  }

  @Test
  void anUnassignedGroupIsDeletedBySettingAndADeletedGroupAlways() {
    installation.set("provisioning.deprovision-groups", "delete");
    String sales = company.group("Sales", company.hire(2));
    cycle();
    installation.entra().unassign(sales);
    cycle();
    assertNull(installation.zscaler.group("Sales"));

    installation.set("provisioning.deprovision-groups", "keep");
    String staff = company.group("Staff", List.of());
    cycle();
    installation.entra().deleteGroup(staff);
    cycle();
    assertNull(installation.zscaler.group("Staff"));
  }

  @Test
  void oneUserCanBeInSeveralGroups() {
    List<String> people = company.hire(1);
    for (int number = 0; number < 6; number++) {
      company.group("Group " + number, people);
    }

    cycle();

    assertEquals(6, company.account("person1").groupNames().size());
  }

  @Test
  void aGroupWithoutMembersIsCreated() {
    company.group("Empty", List.of());

    cycle();

    assertEquals(Set.of(), members("Empty"));
  }
}
