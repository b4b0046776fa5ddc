package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.entrazscaler.simulation.http.Fault;
import org.entrazscaler.simulation.tenant.Directory;
import org.entrazscaler.simulation.tenant.GraphFault;
import org.entrazscaler.simulation.tenant.RecordedRequest;
import org.entrazscaler.simulation.tenant.RequestKind;
import org.entrazscaler.simulation.tenant.Resync;
import org.entrazscaler.simulation.tenant.SimulatedTenant;
import org.entrazscaler.simulation.zscaler.ZscalerUser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Graph refuses stored links in different forms, or returns lists that do not end. Later cycles
 * continue without a person, and nothing is concluded from what was not read.
 */
class StoredLinkTest {

  /** More requests than any of these rounds needs. */
  private static final int MOST_REQUESTS = 150;

  @RegisterExtension private final Installation installation = new Installation();

  private Directory entra() {
    return installation.entra();
  }

  private void cycle() {
    Installation.Result result = installation.cycle();
    assertEquals(0, result.exitStatus(), result.out() + result.err());
  }

  private String staff(int number) {
    String staff = entra().addGroup("Staff");
    for (int index = 1; index <= number; index++) {
      entra().addMember(staff, entra().addUser("User " + index, "user" + index + "@example.com"));
    }
    entra().assign(staff);
    return staff;
  }

  private ZscalerUser user(String userName) {
    ZscalerUser user = installation.zscaler.user(userName);
    assertNotNull(user, userName + " is not in Zscaler");
    return user;
  }

  private Set<String> members() {
    return new TreeSet<>(installation.zscaler.group("Staff").memberUserNames());
  }

  private String id(int number) {
    return entra().userIds().get(number - 1);
  }

  /** Only the first request of a full round has {@code $select}. */
  private static Predicate<RecordedRequest> startOfFullRound(RequestKind kind) {
    return request -> request.kind() == kind && request.rawQuery().contains("$select");
  }

  private static Predicate<RecordedRequest> withStoredLink(RequestKind kind) {
    return request -> request.kind() == kind && !request.rawQuery().contains("$select");
  }

  private long count(Predicate<RecordedRequest> which) {
    return installation.tenant.requests().all().stream().filter(which).count();
  }

  /** One refusal of each form. {@code GraphErrorTest} covers all of them. */
  static Stream<Fault> refusals() {
    return Stream.of(
        GraphFault.deltaTokenExpired(Resync.BAD_REQUEST),
        GraphFault.deltaTokenExpired(Resync.UNKNOWN_ERROR),
        GraphFault.deltaTokenExpired(Resync.UNPROCESSABLE),
        Fault.html(400));
  }

  /** One installation meets all refusals. */
  @Test
  void aRefusedDeltaLinkStartsOneFullRound() {
    installation.tenant.delta().objectsPerPage(2);
    String staff = staff(4);
    cycle();
    int number = 0;
    for (Fault fault : refusals().toList()) {
      String name = "Turn " + ++number;
      entra().updateUser(id(1), "displayName", name);
      boolean joins = number % 2 == 0;
      if (joins) {
        entra().addMember(staff, id(2));
      } else {
        entra().removeMember(staff, id(2));
      }
      installation.tenant.requests().clear();
      installation.tenant.faults().next(withStoredLink(RequestKind.USERS_DELTA), fault);
      installation.tenant.faults().next(withStoredLink(RequestKind.GROUPS_DELTA), fault);
      cycle();
      assertEquals(1, count(startOfFullRound(RequestKind.USERS_DELTA)), fault.toString());
      assertEquals(1, count(startOfFullRound(RequestKind.GROUPS_DELTA)), fault.toString());
      assertEquals(name, user("user1@example.com").displayName(), fault.toString());
      assertEquals(joins, members().contains("user2@example.com"), fault.toString());
      assertEquals(joins, user("user2@example.com").active(), fault.toString());
    }
    assertEquals(Set.of(), Set.copyOf(installation.zscaler.doubledWrites()));
  }

  @Test
  void aRefusedNextLinkOfAnInterruptedRoundStartsOneFullRound() {
    installation.tenant.delta().objectsPerPage(2);
    staff(5);
    installation.tenant.faults().after(1, 1, RequestKind.USERS_DELTA, Fault.html(403));
    assertEquals(3, installation.cycle().exitStatus());
    installation
        .tenant
        .faults()
        .next(
            withStoredLink(RequestKind.USERS_DELTA),
            GraphFault.deltaTokenExpired(Resync.EXPIRED_PAGE_TOKEN_OTHERWISE));
    installation.tenant.requests().clear();
    installation.clock.advance(Duration.ofHours(25));
    cycle();
    assertEquals(1, count(startOfFullRound(RequestKind.USERS_DELTA)));
    assertEquals(5, members().size());
  }

  @Test
  void otherRefusalsStartNoFullRound() {
    staff(2);
    cycle();
    for (Fault fault :
        Set.of(
            GraphFault.refused(403, "Authorization_RequestDenied", "No"),
            GraphFault.refused(404, "Request_ResourceNotFound", "No"))) {
      installation.tenant.requests().clear();
      installation.tenant.faults().always(RequestKind.USERS_DELTA, fault);
      assertNotEquals(0, installation.cycle().exitStatus(), fault.toString());
      installation.tenant.faults().clear();
      entra().updateUser(id(1), "displayName", fault.toString());
      installation.clock.advance(Duration.ofHours(25));
      cycle();
      assertEquals(0, count(startOfFullRound(RequestKind.USERS_DELTA)), fault.toString());
      assertEquals(fault.toString(), user("user1@example.com").displayName());
    }
  }

  @Test
  void theStoredLinkStaysIfTheFullRoundIsRefusedToo() {
    staff(2);
    cycle();
    installation
        .tenant
        .faults()
        .always(RequestKind.USERS_DELTA, GraphFault.refused(400, "Badrequest", "No"));
    installation.tenant.requests().clear();
    assertEquals(3, installation.cycle().exitStatus());
    assertEquals(3, installation.cycle().exitStatus());
    assertEquals(
        2, count(startOfFullRound(RequestKind.USERS_DELTA)), "one full round in each cycle");
    installation.tenant.faults().clear();
    installation.tenant.requests().clear();
    entra().updateUser(id(2), "displayName", "Second");
    cycle();
    assertEquals(0, count(startOfFullRound(RequestKind.USERS_DELTA)));
    assertEquals("Second", user("user2@example.com").displayName());
  }

  @Test
  void storedLinksOfAnotherTenantStartAFullRound() {
    staff(2);
    cycle();
    try (SimulatedTenant other = SimulatedTenant.start()) {
      other.directory().assign(other.directory().addUser("Ada", "ada@example.com"));
      installation.set("entra.tenant-id", other.tenantId());
      installation.set("entra.client-id", other.clientId());
      installation.set("entra.client-secret", other.clientSecret());
      installation.set("entra.authority", other.authority());
      installation.set("entra.graph-url", other.graphUrl());
      installation.set("entra.enterprise-app-id", other.enterpriseAppId());
      installation.tenant.requests().clear();
      installation.cycle();
      assertEquals(0, installation.tenant.requests().count());
      assertTrue(user("ada@example.com").active());
    }
  }

  @Test
  void provisionOnDemandWorksWithARefusedLink() {
    staff(2);
    cycle();
    installation
        .tenant
        .faults()
        .next(withStoredLink(RequestKind.USERS_DELTA), GraphFault.refused(400, "Badrequest", "No"));
    entra().updateUser(id(1), "displayName", "Newly");
    Installation.Result result = installation.execute("provision", "user1@example.com");
    assertEquals(0, result.exitStatus(), result.out() + result.err());
    assertEquals("Newly", user("user1@example.com").displayName());
    cycle();
  }

  @Test
  void reconcileAndPlanReadEverythingAfterARefusedLink() {
    staff(2);
    cycle();
    for (String command : Set.of("reconcile", "plan")) {
      installation
          .tenant
          .faults()
          .next(
              withStoredLink(RequestKind.USERS_DELTA),
              GraphFault.refused(422, "unprocessableEntity", "No"));
      Installation.Result result = installation.execute(command);
      assertEquals(0, result.exitStatus(), result.out() + result.err());
      installation.tenant.faults().clear();
    }
    cycle();
  }

  /** {@code PageTrailTest} covers the other kinds of endless lists. */
  @Test
  void anEndlessListEndsTheCycleWithAReason() {
    installation.tenant.delta().objectsPerPage(1);
    installation.tenant.assignmentsPerPage(1);
    String staff = staff(4);
    entra().assign(id(1));
    entra().assign(id(2));
    cycle();
    int number = 0;
    for (Map.Entry<RequestKind, Fault> endlessList :
        Map.of(
                RequestKind.ASSIGNMENTS,
                GraphFault.leadsBack(0),
                RequestKind.USERS_DELTA,
                GraphFault.leadsBack(1),
                RequestKind.GROUPS_DELTA,
                GraphFault.repeatedPage())
            .entrySet()) {
      RequestKind kind = endlessList.getKey();
      Fault fault = endlessList.getValue();
      String name = "Turn " + ++number;
      entra().updateUser(id(3), "displayName", name);
      entra().updateUser(id(4), "displayName", name);
      entra().removeMember(staff, id(4));
      installation.tenant.requests().clear();
      installation.zscaler.forgetRequests();
      installation.tenant.faults().always(request -> request.kind() == kind, fault);
      Installation.Result result = installation.cycle();
      String details = kind + " " + fault + result.out() + result.err();
      assertEquals(3, result.exitStatus(), details);
      String path =
          installation.tenant.requests().of(kind).get(0).path().replaceFirst("/v1.0/", "/");
      assertThat(result.out()).as(details).contains(path);
      assertThat(result.out()).as(details).contains("does not end");
      assertThat(result.out() + result.err()).as(details).doesNotContain("token=");
      assertThat(installation.tenant.requests().count(kind))
          .as(details)
          .isLessThanOrEqualTo(MOST_REQUESTS);
      assertEquals(0, installation.zscaler.writes().size(), details);

      installation.tenant.faults().clear();
      cycle();
      assertEquals(name, user("user3@example.com").displayName(), details);
      assertFalse(user("user4@example.com").active(), details);
      entra().addMember(staff, id(4));
      cycle();
    }
  }

  @Test
  void theFirstRoundContinuesAfterACircleOfPages() {
    installation.tenant.delta().objectsPerPage(2);
    staff(9);
    installation.tenant.faults().after(2, 1, RequestKind.USERS_DELTA, GraphFault.leadsBack(2));
    assertEquals(3, installation.cycle().exitStatus());
    assertEquals(0, installation.zscaler.writes().size());
    cycle();
    assertEquals(9, members().size());
  }

  @Test
  void testConnectionReportsAnEndlessList() {
    installation.tenant.assignmentsPerPage(1);
    staff(2);
    entra().assign(id(1));
    installation.tenant.faults().always(RequestKind.ASSIGNMENTS, GraphFault.leadsBack(0));
    Installation.Result result = installation.execute("test-connection");
    assertEquals(3, result.exitStatus(), result.out());
    assertThat(result.out()).contains("/appRoleAssignedTo does not end");
  }

  @Test
  void provisionOnDemandReportsAnEndlessMemberList() {
    String staff = staff(2);
    installation.tenant.faults().always(RequestKind.GROUP_MEMBERS, GraphFault.leadsBack(0));
    Installation.Result result = installation.execute("provision", staff);
    assertEquals(3, result.exitStatus(), result.out() + result.err());
    assertThat(result.out()).contains("/members does not end");
    assertThat(installation.tenant.requests().count(RequestKind.GROUP_MEMBERS))
        .isLessThanOrEqualTo(MOST_REQUESTS);
    assertEquals(0, installation.zscaler.writes().size());
  }

  /** A page of Graph may be empty and still have a next page. */
  @Test
  void provisionOnDemandSearchesEveryPageForAName() {
    entra().assign(entra().addUser("Anne Example", "anne@example.com"));
    installation.tenant.faults().next(RequestKind.USERS, GraphFault.emptyPage());
    Installation.Result found = installation.execute("provision", "Anne Example");
    assertEquals(0, found.exitStatus(), found.out() + found.err());
    assertTrue(user("anne@example.com").active());

    installation.tenant.faults().always(RequestKind.USERS, GraphFault.leadsBack(0));
    Installation.Result endless = installation.execute("provision", "Nobody");
    assertEquals(3, endless.exitStatus(), endless.out() + endless.err());
    assertThat(endless.out()).contains("/users does not end");
    installation.tenant.faults().clear();
    installation
        .tenant
        .faults()
        .next(
            RequestKind.USERS,
            GraphFault.foreignLink("http://127.0.0.2:9/v1.0/users?$skiptoken=x"));
    Installation.Result foreign = installation.execute("provision", "Nobody");
    assertEquals(3, foreign.exitStatus(), foreign.out() + foreign.err());
    assertThat(foreign.out()).contains("not followed");
  }
}
