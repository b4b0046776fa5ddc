package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerFault;
import org.entrazscaler.simulation.zscaler.ZscalerGroup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A refused part of a group change does not block the other parts, above all not the removal of
 * members.
 */
class PartlyRefusedGroupTest {

  private static final Predicate<RecordedRequest> GROUP_WRITE =
      request -> request.writes() && request.path().startsWith("/Groups");

  @RegisterExtension private final Installation installation = new Installation();

  private final Company company = new Company(installation);
  private List<String> people;
  private String sales;

  @BeforeEach
  void install() {
    people = company.hire(6);
    people.forEach(installation.entra()::assign);
    sales = company.group("Sales", people.subList(0, 3));
  }

  private String cycle(int exitStatus) {
    Installation.Result result = installation.cycle();
    assertEquals(exitStatus, result.exitStatus(), result.out() + result.err());
    return result.out() + result.err();
  }

  private void cycleAfterHours(long hours, int exitStatus) {
    installation.clock.advance(Duration.ofHours(hours));
    cycle(exitStatus);
  }

  private ZscalerGroup targetGroup() {
    return installation.zscaler.groups().stream()
        .filter(group -> sales.equals(group.externalId()))
        .findFirst()
        .orElseThrow();
  }

  private Set<String> members() {
    return Set.copyOf(targetGroup().memberUserNames());
  }

  private static Set<String> people(int... numbers) {
    Set<String> names = new HashSet<>();
    for (int number : numbers) {
      names.add(Company.userName("person" + number));
    }
    return names;
  }

  private String account(int number) {
    return company.account("person" + number).id();
  }

  private void refuse(String text, int status) {
    installation
        .zscaler
        .faults()
        .always(
            GROUP_WRITE.and(request -> request.body().contains(text)), ZscalerFault.status(status));
  }

  private JsonNode parkedCauses() {
    return installation.status().path("parkedCauses");
  }

  private String status() {
    return installation.execute("status").out();
  }

  private List<RecordedRequest> groupWrites() {
    return installation.zscaler.writes().stream().filter(GROUP_WRITE).toList();
  }

  // --- refused attributes ----------------------------------------------------------

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 409})
  void aRefusedNameDoesNotBlockMembershipChanges(int refusal) {
    cycle(0);
    refuse("Refused name", refusal);
    installation.entra().rename(sales, "Refused name");
    installation.entra().removeMember(sales, people.get(0));
    installation.entra().addMember(sales, people.get(3));
    installation.zscaler.forgetRequests();

    cycle(1);

    assertEquals(people(2, 3, 4), members());
    assertEquals("Sales", targetGroup().displayName());
    assertThat(groupWrites().get(0).body()).as("members are removed first").contains(account(1));
    assertThat(groupWrites().get(0).body())
        .as("members are added by another request")
        .doesNotContain(account(4));
    assertEquals(1, installation.status().path("parked").asInt());
    assertThat(status()).contains("displayName");
    JsonNode counts = installation.status().at("/lastCycle/counts");
    assertEquals(1, counts.path("failed").asInt());
    assertEquals(1, counts.path("membersAdded").asInt());
    assertEquals(1, counts.path("membersRemoved").asInt());
    assertEquals(0, counts.path("update").asInt());

    // Membership changes do not wait for the parked name, and completed writes are not repeated.
    installation.entra().removeMember(sales, people.get(1));
    installation.zscaler.forgetRequests();
    cycle(1);
    assertEquals(people(3, 4), members());
    cycleAfterHours(6, 1);
    assertEquals(List.of(), installation.zscaler.doubledWrites());

    installation.zscaler.faults().clear();
    installation.execute("retry", "--all");
    cycle(0);
    assertEquals("Refused name", targetGroup().displayName());
    assertEquals(people(3, 4), members());
    assertEquals(0, installation.status().path("parked").asInt());
  }

  @Test
  void aNameInUseDoesNotBlockMemberRemovals() {
    cycle(0);
    installation.zscaler.putGroup("Taken", null);
    installation.entra().rename(sales, "Taken");
    installation.entra().removeMember(sales, people.get(0));

    cycle(1);

    assertEquals(people(2, 3), members());
    assertEquals("EntryConflict", parkedCauses().path(0).path("code").asText());
    assertEquals(1, installation.mail.getReceivedMessages().length);
  }

  @Test
  void oneRefusedAttributeDoesNotBlockTheOthers() {
    installation.edit(
        "group-mapping.camel.yaml",
        "externalId: [objectId]",
        "externalId: IIF(IsPresent([description]), [description], [objectId])");
    installation.entra().updateGroup(sales, "description", "ext-1");
    cycle(0);
    String id = installation.zscaler.group("Sales").id();
    refuse("Refused name", 400);
    installation.entra().rename(sales, "Refused name");
    installation.entra().updateGroup(sales, "description", "ext-2");

    cycle(1);

    ZscalerGroup group = installation.zscaler.group("Sales");
    assertEquals(id, group.id());
    assertEquals("ext-2", group.externalId());
    assertThat(status()).contains("displayName");
    assertThat(status()).doesNotContain("externalId");

    installation.zscaler.forgetRequests();
    cycleAfterHours(6, 1);
    assertEquals(1, groupWrites().size(), "only the refused attribute is retried");
  }

  @Test
  void aGroupIsAdoptedThoughItsAttributesAreRefused() {
    installation.zscaler.putGroup("Sales", null);
    refuse("externalId", 400);

    cycle(1);

    assertEquals(
        people(1, 2, 3), Set.copyOf(installation.zscaler.group("Sales").memberUserNames()));
    assertEquals(1, installation.status().at("/lastCycle/counts/adopt").asInt());
    assertThat(status()).contains("externalId");
  }

  @Test
  void provisionOnDemandReportsWrittenAndRefusedParts() {
    cycle(0);
    refuse("Refused name", 400);
    installation.entra().rename(sales, "Refused name");
    installation.entra().removeMember(sales, people.get(0));

    Installation.Result result = installation.execute("provision", sales);

    assertEquals(1, result.exitStatus(), result.out());
    assertThat(result.out()).contains("member left: person1@");
    assertThat(result.out()).contains("displayName: Zscaler refuses");
    assertThat(result.out()).doesNotContain("    displayName: Sales -> Refused name");
    assertEquals(people(2, 3), members());
  }

  @Test
  void applyRemovesMembersThoughTheRenameIsRefused() {
    cycle(0);
    installation.entra().rename(sales, "Refused name");
    installation.entra().removeMember(sales, people.get(0));
    String file = installation.directory.resolve("plan.json").toString();
    Installation.Result plan = installation.execute("plan", "--save", file);
    assertEquals(0, plan.exitStatus(), plan.out() + plan.err());
    refuse("Refused name", 400);

    Installation.Result result = installation.execute("apply", file);

    assertEquals(1, result.exitStatus(), result.out() + result.err());
    assertEquals(people(2, 3), members());
  }

  @Test
  void aRenameAndAMemberRemovalAreOneStepOfThePlan() {
    cycle(0);
    installation.entra().rename(sales, "Other");
    installation.entra().removeMember(sales, people.get(0));

    JsonNode steps = installation.execute("plan", "--json").json().path("steps");

    assertEquals(1, steps.size(), steps.toString());
    assertEquals(1, steps.path(0).path("attributes").size(), steps.toString());
    assertEquals(1, steps.path(0).path("leaving").size(), steps.toString());
  }

  @Test
  void reconciliationReportsRepairedAndRefusedParts() {
    cycle(0);
    installation.zscaler.editGroup("Sales", group -> group.put("displayName", "By hand"));
    installation.zscaler.removeMembers("By hand", Company.userName("person1"));
    refuse("\"Sales\"", 400);

    Installation.Result result = installation.execute("reconcile", "--fix");

    assertEquals(1, result.exitStatus(), result.out());
    assertEquals(people(1, 2, 3), members());
    assertEquals("By hand", targetGroup().displayName());
    for (String line : result.out().lines().toList()) {
      if (line.contains("person1")) {
        assertThat(line).endsWith(" - repaired");
      } else if (line.contains("By hand")) {
        assertThat(line).contains(" - not repaired");
      }
    }
  }

  // --- refused deletions -----------------------------------------------------------

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 409})
  void aGroupIsEmptiedIfItsDeletionIsRefused(int refusal) {
    cycle(0);
    installation
        .zscaler
        .faults()
        .always(RecordedRequest.of("DELETE", "/Groups"), ZscalerFault.status(refusal));
    installation.entra().deleteGroup(sales);

    cycle(1);

    assertEquals(Set.of(), members());
    assertThat(status()).contains("deletion");
    installation.zscaler.forgetRequests();
    cycleAfterHours(6, 1);
    assertEquals(1, groupWrites().size(), "only the deletion is retried");
    installation.zscaler.faults().clear();
    installation.execute("retry", "--all");
    cycle(0);
    assertNull(installation.zscaler.group("Sales"));
  }

  @Test
  void applyEmptiesAGroupIfItsDeletionIsRefused() {
    installation.set("provisioning.deprovision-groups", "delete");
    cycle(0);
    installation.entra().unassign(sales);
    String file = installation.directory.resolve("plan.json").toString();
    installation.execute("plan", "--save", file);
    installation
        .zscaler
        .faults()
        .always(RecordedRequest.of("DELETE", "/Groups"), ZscalerFault.status(409));

    Installation.Result result = installation.execute("apply", file);

    assertEquals(1, result.exitStatus(), result.out() + result.err());
    assertEquals(Set.of(), members());
  }

  // --- refused members --------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 409})
  void oneRefusedAdditionDoesNotBlockTheOthers(int refusal) {
    installation.entra().removeMember(sales, people.get(1));
    installation.entra().removeMember(sales, people.get(2));
    cycle(0);
    people.subList(1, 6).forEach(person -> installation.entra().addMember(sales, person));
    installation.entra().removeMember(sales, people.get(0));
    refuse(account(4), refusal);
    installation.set("zscaler.members-per-request", "3");

    cycle(1);

    assertEquals(people(2, 3, 5, 6), members());
    assertEquals(1, installation.status().path("parked").asInt());
    assertThat(status()).contains("person4@example.com (joining)");
    assertThat(status()).doesNotContain("person5");

    installation.zscaler.faults().clear();
    cycleAfterHours(6, 0);
    assertEquals(people(2, 3, 4, 5, 6), members());
  }

  @Test
  void oneRefusedMemberRemovalDoesNotBlockTheOthers() {
    cycle(0);
    people.subList(0, 3).forEach(person -> installation.entra().removeMember(sales, person));
    installation.entra().addMember(sales, people.get(4));
    refuse(account(2), 400);

    cycle(1);

    assertEquals(people(2, 5), members());
    assertThat(status()).contains("person2@example.com (leaving)");
    installation.zscaler.faults().clear();
    cycleAfterHours(6, 0);
    assertEquals(people(5), members());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404})
  void aMissingAccountOfAMemberIsRecreatedInTheSameCycle(int unknown) {
    installation.zscaler.change(options -> options.unknownMemberStatus(unknown));
    cycle(0);
    String before = account(4);
    installation.zscaler.removeUser(Company.userName("person4"));
    people.subList(3, 6).forEach(person -> installation.entra().addMember(sales, person));

    cycle(0);

    assertEquals(people(1, 2, 3, 4, 5, 6), members());
    assertNotEquals(before, account(4));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 409})
  void aGroupIsCreatedWithoutItsRefusedMember(int refusal) {
    cycle(0);
    String support = company.group("Support", people);
    refuse(account(3), refusal);

    cycle(1);

    ZscalerGroup created = installation.zscaler.group("Support");
    assertNotNull(created);
    assertEquals(support, created.externalId());
    assertEquals(people(1, 2, 4, 5, 6), Set.copyOf(created.memberUserNames()));
    assertThat(status()).contains("person3@example.com (joining)");
  }

  @Test
  void notEveryMemberIsTriedIfAllAreRefused() {
    cycle(0);
    String crowd = company.group("Crowd", List.of());
    cycle(0);
    for (int number = 0; number < 100; number++) {
      installation.entra().addMember(crowd, company.hire("crowd" + number, "Research"));
    }
    String id = installation.zscaler.group("Crowd").id();
    Predicate<RecordedRequest> change = RecordedRequest.of("PATCH", "/Groups/" + id);
    installation.zscaler.faults().always(change, ZscalerFault.status(400));
    installation.set("zscaler.members-per-request", "50");

    cycle(1);
    cycle(1);

    assertThat(installation.zscaler.count(change)).as("requests").isLessThan(50);
    installation.zscaler.faults().clear();
    installation.execute("retry", "--all");
    cycle(0);
    assertEquals(100, installation.zscaler.group("Crowd").memberIds().size());
  }

  // --- new accounts ----------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(ints = {400, 404})
  void additionsWaitForAReplicaThatDoesNotKnowNewAccounts(int unknown) {
    installation.zscaler.change(
        options -> options.unknownMemberStatus(unknown).additionsUntilKnown(4));

    cycle(0);

    assertEquals(people(1, 2, 3), members());
    assertEquals(0, installation.status().path("parked").asInt());
  }

  @Test
  void aNewMemberThatStaysRefusedIsParkedAndTheOthersAreAdded() {
    cycle(0);
    installation.entra().addMember(sales, company.hire("newcomer", "Research"));
    String odd = company.hire("odd", "Research");
    installation.entra().addMember(sales, odd);
    installation
        .zscaler
        .faults()
        .always(
            GROUP_WRITE.and(
                request -> {
                  var account = installation.zscaler.user(Company.userName("odd"));
                  return account != null && request.body().contains(account.id());
                }),
            ZscalerFault.status(400));

    cycle(1);

    assertThat(members()).contains(Company.userName("newcomer"));
    assertThat(members()).doesNotContain(Company.userName("odd"));
    assertThat(status()).contains("odd@example.com (joining)");
  }
}
