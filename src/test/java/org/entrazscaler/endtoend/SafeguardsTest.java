package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMailUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.entrazscaler.simulation.tenant.GraphFault;
import org.entrazscaler.simulation.tenant.RequestKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Removals are counted before the first one is carried out, and held above the limits. */
class SafeguardsTest {

  @RegisterExtension private final Installation installation = new Installation();

  private String role;
  private final List<String> users = new ArrayList<>();

  @BeforeEach
  void start() {
    role = installation.entra().addRole("User");
  }

  private String addAssignedUser() {
    int number = users.size() + 1;
    String id = installation.entra().addUser("User " + number, "user" + number + "@example.com");
    installation.entra().assign(id, role);
    users.add(id);
    return id;
  }

  private String addAssignedGroup(String name, List<String> members) {
    String group = installation.entra().addGroup(name);
    members.forEach(member -> installation.entra().addMember(group, member));
    installation.entra().assign(group, role);
    return group;
  }

  private void addUsers(int size) {
    for (int i = 0; i < size; i++) {
      addAssignedUser();
    }
  }

  private boolean active(int number) {
    return installation.zscaler.user("user" + number + "@example.com").active();
  }

  private Set<String> members(String group) {
    return Set.copyOf(installation.zscaler.group(group).memberUserNames());
  }

  private Installation.Result expect(int status, String... command) {
    Installation.Result result = installation.execute(command);
    assertEquals(status, result.exitStatus(), result.out() + result.err());
    return result;
  }

  private Installation.Result cycle(int status) {
    return expect(status, "run", "--once");
  }

  private void assertHeld(int heldUsers, int heldGroups, int heldMembers) {
    JsonNode held = installation.status().path("held");
    assertEquals(heldUsers, held.path("users").asInt(-1), held.toString());
    assertEquals(heldGroups, held.path("groups").asInt(-1), held.toString());
    assertEquals(heldMembers, held.path("members").asInt(-1), held.toString());
  }

  private void assertNothingHeld() {
    assertTrue(installation.status().path("held").isNull());
  }

  @Test
  void aboveTheThresholdRemovalsAreHeldAndOtherChangesAreWritten() throws Exception {
    installation.set("provisioning.accidental-deletion-threshold", "2");
    addUsers(6);
    String team = addAssignedGroup("Team", users);
    cycle(0);
    installation.zscaler.forgetRequests();
    users.subList(0, 3).forEach(installation.entra()::deleteUser);
    installation.entra().removeMember(team, users.get(4));
    installation.entra().updateUser(users.get(3), "displayName", "Somebody Else");
    installation.entra().addMember(team, addAssignedUser());

    Installation.Result held = cycle(4);

    assertThat(held.out()).contains("approve 2");
    for (int number = 1; number <= 3; number++) {
      assertTrue(active(number), "user" + number);
    }
    assertEquals(7, members("Team").size(), "no member was removed, and the new one was added");
    assertEquals(
        "Somebody Else",
        installation.zscaler.user("user4@example.com").attributes().path("displayName").asText());
    assertHeld(3, 0, 4);
    JsonNode status = installation.status();
    assertEquals("2", status.path("held").path("cycle").asText());
    assertEquals(2, status.path("held").path("limits").path("threshold").asInt());
    assertThat(status.path("held").path("since").asText()).isNotEmpty();
    assertEquals("held", status.path("lastCycle").path("result").asText());
    assertEquals(1, installation.mail.getReceivedMessages().length);
    String mail = GreenMailUtil.getBody(installation.mail.getReceivedMessages()[0]);
    assertThat(mail).contains("3 users", "approve 2");

    installation.zscaler.forgetRequests();
    expect(0, "restart");
    cycle(4);
    expect(4, "restart", "--links");
    installation.entra().blockSignIn(users.get(5));
    cycle(4);
    assertTrue(active(6), "new removals are also held while a hold is active");
    assertEquals(List.of(), installation.zscaler.writes());
    assertHeld(4, 0, 4);
    assertEquals(1, installation.mail.getReceivedMessages().length, "only one mail");

    Installation.Result changed = expect(4, "approve", "2");
    assertThat(changed.out()).contains("4 users");
    assertEquals(List.of(), installation.zscaler.writes());
    expect(1, "approve", "3");
    expect(0, "approve", "2");
    assertNothingHeld();
    assertFalse(active(1) || active(2) || active(3) || active(6));
    assertEquals(
        Set.of("user4@example.com", "user6@example.com", "user7@example.com"), members("Team"));
    cycle(0);
    expect(1, "approve", "2");
  }

  @Test
  void removalsWithinTheLimitsAreCarriedOutInEachCycle() {
    installation.set("provisioning.accidental-deletion-threshold", "2");
    addUsers(5);
    cycle(0);
    installation.entra().deleteUser(users.get(0));
    installation.entra().blockSignIn(users.get(1));
    cycle(0);
    assertFalse(active(1) || active(2));
    installation.entra().deleteUser(users.get(2));
    installation.entra().purgeUser(users.get(2));
    installation.entra().unassign(users.get(3));
    cycle(0);
    assertNull(installation.zscaler.user("user3@example.com"), "purged");
    assertFalse(active(4));
    assertNothingHeld();
  }

  @Test
  void refusedRemovalsAreHeldAgainUnlessTheirCauseIsGone() {
    installation.set("provisioning.accidental-deletion-threshold", "1");
    addUsers(4);
    cycle(0);
    installation.zscaler.forgetRequests();
    List<String> leavers = users.subList(0, 2);
    leavers.forEach(installation.entra()::deleteUser);
    cycle(4);
    expect(1, "refuse", "7");
    expect(0, "refuse", "2");
    assertNothingHeld();
    cycle(4);
    assertEquals("3", installation.status().path("held").path("cycle").asText());
    assertEquals("initial", installation.status().path("lastCycle").path("kind").asText());
    leavers.forEach(installation.entra()::restoreUser);
    expect(0, "refuse", "3");
    cycle(0);
    assertNothingHeld();
    assertEquals(List.of(), installation.zscaler.writes());
  }

  @Test
  void aHoldEndsWhenItsRemovalsAreNoLongerNeeded() {
    installation.set("provisioning.accidental-deletion-threshold", "1");
    addUsers(4);
    cycle(0);
    users.subList(0, 2).forEach(installation.entra()::blockSignIn);
    cycle(4);
    installation.entra().allowSignIn(users.get(0));
    cycle(4);
    assertTrue(active(2), "the rest stays held although it is now within the limit");
    expect(4, "approve", "2");
    installation.entra().allowSignIn(users.get(1));
    cycle(0);
    assertNothingHeld();
  }

  @Test
  void emptyAssignmentsAreHeldEvenWithoutLimits() {
    installation
        .set("provisioning.accidental-deletion-threshold", "0")
        .set("provisioning.accidental-deletion-share", "0");
    addUsers(2);
    String team = addAssignedGroup("Team", users);
    cycle(0);
    installation.entra().unassign(team);
    users.forEach(installation.entra()::unassign);
    Installation.Result held = cycle(4);
    assertThat(held.out()).contains("came back empty");
    assertHeld(2, 1, 0);
    expect(0, "refuse", "2");
    cycle(4);
    assertTrue(active(1) && active(2));
    assertEquals(2, members("Team").size());
    expect(0, "approve", "3");
    assertFalse(active(1) || active(2));
    assertEquals(Set.of(), members("Team"));
    cycle(0);
    assertNothingHeld();
  }

  @Test
  void theRemovalOfALargeShareOfOneGroupIsHeld() {
    addUsers(50);
    String team = addAssignedGroup("Team", users);
    addAssignedGroup("Others", users.subList(0, 3));
    cycle(0);
    users.subList(0, 11).forEach(member -> installation.entra().removeMember(team, member));
    installation.entra().blockSignIn(users.get(20));
    Installation.Result held = cycle(4);
    assertThat(held.out()).contains("11 of 50 members of the group Team");
    assertEquals(50, members("Team").size());
    assertTrue(active(21));
    assertHeld(1, 0, 11);
    expect(0, "approve", "2");
    assertEquals(39, members("Team").size());
    assertFalse(active(21));
  }

  @Test
  void leaversAreCountedInTheirGroupsBeforeTheFirstIsDisabled() {
    installation.set("provisioning.accidental-deletion-share", "10");
    addUsers(61);
    addAssignedGroup("Team", users.subList(0, 50));
    cycle(0);
    installation.zscaler.forgetRequests();
    users.subList(0, 6).forEach(installation.entra()::deleteUser);
    cycle(4);
    assertEquals(List.of(), installation.zscaler.writes());
    assertHeld(6, 0, 6);
  }

  @Test
  void groupRemovalsAreCountedBeforeAUserIsDisabled() {
    installation.set("provisioning.accidental-deletion-threshold", "2");
    addUsers(3);
    String left = addAssignedGroup("Left", users);
    String gone = addAssignedGroup("Gone", users);
    cycle(0);
    installation.zscaler.forgetRequests();
    installation.entra().unassign(left);
    installation.entra().deleteGroup(gone);
    installation.entra().deleteUser(users.get(2));
    cycle(4);
    assertEquals(List.of(), installation.zscaler.writes());
    assertHeld(1, 2, 0);
    expect(0, "approve", "2");
    assertFalse(active(3));
    assertEquals(Set.of(), members("Left"));
  }

  @Test
  void theHoldStaysIfAnApprovalCannotBeCarriedOut() {
    installation.set("provisioning.accidental-deletion-threshold", "1");
    addUsers(3);
    cycle(0);
    users.subList(0, 2).forEach(installation.entra()::deleteUser);
    cycle(4);
    installation.set("provisioning.status", "off");
    assertThat(expect(4, "approve", "2").out()).contains("approve them again");
    installation.set("provisioning.status", "on");
    var refused =
        installation
            .tenant
            .faults()
            .always(
                RequestKind.USERS_DELTA,
                GraphFault.refused(403, "Authorization_RequestDenied", "No."));
    expect(4, "approve", "2");
    refused.stop();
    assertTrue(active(1) && active(2));
    assertHeld(2, 0, 0);
    expect(0, "approve", "2");
    assertFalse(active(1) || active(2));
  }

  @Test
  void noRemovalIsCarriedOutAfterAPartialListOfZscaler() {
    addUsers(3);
    cycle(0);
    installation.zscaler.hideUserFromLists("user1@example.com");
    installation.entra().deleteUser(users.get(1));
    addUsers(12);
    cycle(4);
    assertNotNull(installation.zscaler.user("user15@example.com"));
    assertTrue(active(2));
    cycle(0);
    assertFalse(active(2));
  }
}
