package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.entrazscaler.simulation.http.Fault;
import org.entrazscaler.simulation.tenant.Directory;
import org.entrazscaler.simulation.tenant.GraphFault;
import org.entrazscaler.simulation.tenant.RequestKind;
import org.entrazscaler.simulation.tenant.Resync;
import org.entrazscaler.simulation.tenant.SimulatedTenant;
import org.entrazscaler.simulation.zscaler.ZscalerUser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The delta queries and the answers that Graph may give. */
class ReadingTest {

  @RegisterExtension private final Installation installation = new Installation();

  private Directory entra() {
    return installation.entra();
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

  private Set<String> members(String group) {
    return new TreeSet<>(installation.zscaler.group(group).memberUserNames());
  }

  /** Adds an assigned group with this number of members: {@code user1@example.com} and so on. */
  private String staff(int number) {
    String staff = entra().addGroup("Staff");
    for (int index = 1; index <= number; index++) {
      entra().addMember(staff, entra().addUser("User " + index, "user" + index + "@example.com"));
    }
    entra().assign(staff);
    return staff;
  }

  private String id(int number) {
    return entra().userIds().get(number - 1);
  }

  private int requests(RequestKind kind) {
    return installation.tenant.requests().count(kind);
  }

  @Test
  void pageSizesDuplicatesAndOrderDoNotChangeTheResult() {
    installation
        .tenant
        .delta()
        .objectsPerPage(2)
        .linksPerPage(3)
        .emptyPages(true)
        .duplicates(true)
        .shuffled(7L)
        .replayedChanges(5);
    installation.tenant.assignmentsPerPage(1);
    String gone = entra().addUser("Gone", "gone@example.com");
    entra().purgeUser(gone);
    String staff = staff(11);
    String extra = entra().addUser("Extra", "extra@example.com");
    entra().assign(extra);
    cycle();
    assertEquals(11, members("Staff").size());
    assertTrue(user("extra@example.com").active());
    assertEquals(12, installation.zscaler.users().stream().filter(this::isManaged).count());

    entra().removeMember(staff, id(3));
    entra().addMember(staff, extra);
    entra().updateUser(id(4), "department", "Sales");
    entra().deleteUser(id(5));
    entra().deleteUser(id(6));
    entra().restoreUser(entra().softDeletedIds().get(1));
    cycle();
    assertFalse(user("user3@example.com").active());
    assertEquals("Sales", user("user4@example.com").department());
    assertFalse(user("user5@example.com").active());
    assertTrue(user("user6@example.com").active());
    assertThat(members("Staff")).contains("extra@example.com");
    assertThat(members("Staff")).doesNotContain("user3@example.com");

    entra().updateUser(id(4), "department", null);
    installation.tenant.delta().delayedChanges(1);
    entra().updateUser(id(1), "displayName", "Late");
    cycle();
    installation.tenant.delta().delayedChanges(0);
    cycle();
    assertEquals("Late", user("user1@example.com").displayName());
    assertEquals(Set.of(), Set.copyOf(installation.zscaler.doubledWrites()));
  }

  private boolean isManaged(ZscalerUser user) {
    return user.externalId() != null;
  }

  @Test
  void aCycleWithoutChangesSendsNothingAndReadsLittle() {
    staff(3);
    cycle();
    installation.tenant.requests().clear();
    installation.zscaler.forgetRequests();
    cycle();
    assertEquals(0, installation.zscaler.requests().size());
    assertEquals(1, requests(RequestKind.ASSIGNMENTS));
    assertEquals(1, requests(RequestKind.USERS_DELTA));
    assertEquals(1, requests(RequestKind.GROUPS_DELTA));
    assertEquals(1, requests(RequestKind.TOKEN));
    assertEquals(4, installation.tenant.requests().count());
  }

  @Test
  void aNewUserNeedsNoRequestOfItsOwn() {
    String staff = staff(1);
    cycle();
    installation.tenant.requests().clear();
    entra().addMember(staff, entra().addUser("New", "new@example.com"));
    cycle();
    assertTrue(user("new@example.com").active());
    assertEquals(0, requests(RequestKind.USER));
  }

  @ParameterizedTest
  @EnumSource(
      value = Resync.class,
      names = {
        "GONE_WITH_LOCATION",
        "GONE",
        "SYNC_STATE_NOT_FOUND",
        "SYNC_STATE_NOT_FOUND_404",
        "BAD_REQUEST"
      })
  void anExpiredDeltaLinkStartsAFullRoundThatFindsDeletions(Resync resync) {
    installation.tenant.delta().resync(resync).deletedInFirstRound(false);
    String staff = staff(6);
    String group = entra().addGroup("Doomed");
    entra().assign(group);
    entra().deleteUser(id(6));
    cycle();
    entra().restoreUser(entra().softDeletedIds().get(0));
    cycle();
    String five = id(5);
    String six = id(6);
    entra().deleteUser(six);
    cycle();
    assertFalse(user("user6@example.com").active());

    entra().purgeUser(id(1));
    entra().deleteUser(id(1));
    entra().removeMember(staff, id(1));
    entra().purgeUser(six);
    entra().deleteGroup(group);
    entra().updateUser(five, "displayName", "Five");
    installation.tenant.expireDeltaTokens();
    installation.zscaler.forgetRequests();
    cycle();

    assertNull(installation.zscaler.user("user1@example.com"));
    assertFalse(user("user2@example.com").active());
    assertFalse(user("user3@example.com").active());
    assertTrue(user("user4@example.com").active());
    assertEquals("Five", user("user5@example.com").displayName());
    assertNull(installation.zscaler.user("user6@example.com"));
    assertNull(installation.zscaler.group("Doomed"));
    assertEquals(Set.of(), Set.copyOf(installation.zscaler.doubledWrites()));

    installation.zscaler.forgetRequests();
    cycle();
    assertEquals(0, installation.zscaler.requests().size());
  }

  @Test
  void anObjectMissingFromAFullRoundStaysIfItIsStillInEntra() {
    staff(3);
    String late = entra().addUser("Late", "late@example.com");
    entra().assign(late);
    cycle();
    installation.tenant.expireDeltaTokens();
    // The last page of the full round lacks a user who is still there.
    installation
        .tenant
        .faults()
        .next(
            request ->
                request.kind() == RequestKind.USERS_DELTA && request.rawQuery().contains("$select"),
            GraphFault.spoiled(GraphFault.Spoiling.NOTHING_LISTED));
    Installation.Result result = installation.cycle();
    assertThat(installation.zscaler.users().stream().filter(this::isManaged))
        .as(result.out())
        .allMatch(ZscalerUser::active);
    assertEquals(4, installation.zscaler.users().stream().filter(this::isManaged).count());
  }

  @Test
  void aDeltaLinkThatIsAlwaysRefusedEndsTheCycle() {
    staff(2);
    cycle();
    installation
        .tenant
        .faults()
        .always(RequestKind.USERS_DELTA, GraphFault.refused(410, "resyncRequired", "Again"));
    assertEquals(3, installation.cycle().exitStatus());
    installation.tenant.faults().clear();
    cycle();
    assertTrue(user("user2@example.com").active());
  }

  static Stream<Fault> temporaryFaults() {
    return Stream.of(
        GraphFault.throttled("0"),
        GraphFault.throttled("0.128"),
        GraphFault.throttledUntil(Instant.now().plusSeconds(1)),
        GraphFault.throttled(null),
        GraphFault.throttled("soon"),
        GraphFault.unavailable("0"),
        GraphFault.unavailable(null),
        GraphFault.gatewayTimeout(),
        GraphFault.serverError(),
        Fault.html(200),
        Fault.html(502),
        Fault.truncatedJson(),
        GraphFault.spoiled(GraphFault.Spoiling.EMPTY_BODY),
        GraphFault.spoiled(GraphFault.Spoiling.NO_VALUE),
        GraphFault.spoiled(GraphFault.Spoiling.VALUE_NO_LIST),
        GraphFault.spoiled(GraphFault.Spoiling.NO_OBJECT),
        GraphFault.spoiled(GraphFault.Spoiling.NO_IDS),
        GraphFault.spoiled(GraphFault.Spoiling.NO_LINKS),
        Fault.reset(),
        Fault.brokenAnswer(),
        GraphFault.emptyPage(),
        GraphFault.repeatedPage(),
        GraphFault.tokensRevoked());
  }

  /** One installation meets all of them: each cycle has one fault at each kind of request. */
  @Test
  void temporaryFaultsAreRepeatedAndNothingIsConcluded() {
    installation.tenant.delta().objectsPerPage(2);
    staff(3);
    cycle();
    int number = 0;
    for (Fault fault : temporaryFaults().toList()) {
      String name = "Turn " + ++number;
      entra().updateUser(id(1), "displayName", name);
      installation.tenant.faults().next(RequestKind.ASSIGNMENTS, fault);
      installation.tenant.faults().next(RequestKind.GROUPS_DELTA, fault);
      installation.tenant.faults().next(RequestKind.USERS_DELTA, fault);
      for (int tries = 0; tries < 4; tries++) {
        Installation.Result result = installation.cycle();
        if (result.exitStatus() == 0) {
          break;
        }
        assertEquals(3, result.exitStatus(), fault + result.out() + result.err());
        assertThat(tries).as(fault + result.out()).isLessThan(3);
      }
      assertEquals(name, user("user1@example.com").displayName(), fault.toString());
      assertThat(installation.zscaler.users().stream().filter(this::isManaged))
          .as(fault.toString())
          .allMatch(ZscalerUser::active);
      assertEquals(3, members("Staff").size(), fault.toString());
      installation.tenant.faults().clear();
    }
  }

  static Stream<Fault> permanentFaults() {
    return Stream.of(
        Fault.html(200),
        Fault.html(403),
        GraphFault.serverError(),
        Fault.truncatedJson(),
        GraphFault.refused(400, "Request_UnsupportedQuery", "No"),
        GraphFault.foreignLink("http://127.0.0.2:9/v1.0/users/delta?$deltatoken=x"));
  }

  @Test
  void permanentFaultsEndTheCycleAndTheNextOneCatchesUp() {
    staff(2);
    cycle();
    installation.tenant.delta().objectsPerPage(1);
    int number = 0;
    for (Fault fault : permanentFaults().toList()) {
      String name = "Turn " + ++number;
      entra().updateUser(id(1), "displayName", name);
      entra().updateUser(id(2), "displayName", name);
      for (RequestKind kind :
          Set.of(RequestKind.ASSIGNMENTS, RequestKind.USERS_DELTA, RequestKind.GROUPS_DELTA)) {
        installation.tenant.faults().always(request -> request.kind() == kind, fault);
        Installation.Result result = installation.cycle();
        if (!(fault instanceof GraphFault.ForeignLink) || kind == RequestKind.USERS_DELTA) {
          assertEquals(3, result.exitStatus(), kind + " " + fault + result.out() + result.err());
        }
        installation.tenant.faults().clear();
      }
      cycle();
      assertEquals(name, user("user1@example.com").displayName(), fault.toString());
      assertEquals(name, user("user2@example.com").displayName(), fault.toString());
      assertTrue(user("user1@example.com").active() && user("user2@example.com").active());
    }
  }

  @Test
  void aLinkToAnotherHostIsNeverFollowed() {
    try (SimulatedTenant otherTenant = SimulatedTenant.start()) {
      installation.tenant.delta().objectsPerPage(1);
      staff(3);
      String foreign = otherTenant.graphUrl() + "/users/delta?$skiptoken=abc";
      for (RequestKind kind :
          Set.of(RequestKind.ASSIGNMENTS, RequestKind.GROUPS_DELTA, RequestKind.USERS_DELTA)) {
        installation.tenant.faults().next(kind, GraphFault.foreignLink(foreign));
        Installation.Result result = installation.cycle();
        assertEquals(3, result.exitStatus(), kind + result.out() + result.err());
        assertThat(result.out()).contains("not followed");
      }
      assertEquals(0, otherTenant.requests().count());
      assertEquals(0, installation.zscaler.requests().size());
      cycle();
      assertEquals(3, members("Staff").size());
    }
  }

  @Test
  void anInterruptedRoundContinues() {
    installation.tenant.delta().objectsPerPage(2);
    staff(9);
    var fault =
        installation
            .tenant
            .faults()
            .always(
                request ->
                    request.kind() == RequestKind.USERS_DELTA
                        && request.rawQuery().contains("skiptoken")
                        && requests(RequestKind.USERS_DELTA) >= 3,
                GraphFault.refused(400, "Request_UnsupportedQuery", "No"));
    assertEquals(3, installation.cycle().exitStatus());
    assertEquals(0, installation.zscaler.requests().size());
    fault.stop();
    installation.tenant.requests().clear();
    cycle();
    assertEquals(9, members("Staff").size());
    assertEquals(
        0,
        installation.tenant.requests().of(RequestKind.USERS_DELTA).stream()
            .filter(request -> request.rawQuery().contains("$select"))
            .count(),
        "the round should not start again");
  }

  @Test
  void aRoundStartsAgainIfItsNextLinkIsRefused() {
    installation.tenant.delta().objectsPerPage(2);
    staff(5);
    var fault =
        installation
            .tenant
            .faults()
            .always(
                request ->
                    request.kind() == RequestKind.USERS_DELTA
                        && request.rawQuery().contains("skiptoken"),
                GraphFault.refused(400, "Request_UnsupportedQuery", "No"));
    assertEquals(3, installation.cycle().exitStatus());
    fault.stop();
    installation.tenant.expireDeltaTokens();
    cycle();
    assertEquals(5, members("Staff").size());
  }

  @Test
  void anUnknownEnterpriseApplicationIsReported() {
    staff(1);
    installation.set("entra.enterprise-app-id", "11111111-2222-3333-4444-555555555555");
    Installation.Result result = installation.cycle();
    assertEquals(3, result.exitStatus(), result.out());
    assertThat(result.out()).contains("entra.enterprise-app-id");
    assertEquals(0, installation.zscaler.requests().size());
    assertEquals(3, installation.execute("test-connection").exitStatus());
  }

  @Test
  void aMissingPermissionIsReported() {
    staff(1);
    for (String missing : Set.of("User.Read.All", "GroupMember.Read.All", "Application.Read.All")) {
      installation
          .tenant
          .signIn()
          .permissions(
              Stream.of("User.Read.All", "GroupMember.Read.All", "Application.Read.All")
                  .filter(name -> !name.equals(missing))
                  .toArray(String[]::new));
      Installation.Result result = installation.cycle();
      assertEquals(3, result.exitStatus(), result.out());
      assertThat(result.out()).contains(missing);
    }
    assertEquals(0, installation.zscaler.requests().size());
  }

  @Test
  void refusedAssignmentRequestsRemoveNoAccess() {
    staff(2);
    cycle();
    installation
        .tenant
        .faults()
        .always(
            RequestKind.ASSIGNMENTS, GraphFault.refused(404, "Request_ResourceNotFound", "Gone"));
    assertEquals(3, installation.cycle().exitStatus());
    assertTrue(user("user1@example.com").active());
    assertTrue(user("user2@example.com").active());
  }

  @Test
  void aUserThatCannotBeReadIsRetriedInTheNextCycle() {
    String staff = staff(1);
    String new1 = entra().addUser("New 1", "new1@example.com");
    String new2 = entra().addUser("New 2", "new2@example.com");
    cycle();
    entra().addMember(staff, new1);
    entra().addMember(staff, new2);
    installation
        .tenant
        .faults()
        .always(
            request -> request.kind() == RequestKind.USER && request.path().endsWith(new1),
            GraphFault.refused(404, "Request_ResourceNotFound", "Not there yet"));
    Installation.Result result = installation.cycle();
    assertTrue(user("new2@example.com").active(), result.out());
    assertNull(installation.zscaler.user("new1@example.com"));
    installation.tenant.faults().clear();
    cycle();
    assertTrue(user("new1@example.com").active());
    assertThat(members("Staff")).contains("new1@example.com");
  }
}
