package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.entrazscaler.simulation.http.Fault;
import org.entrazscaler.simulation.http.PlannedFault;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FailuresTest {

  private static final Predicate<RecordedRequest> POST_USER = RecordedRequest.of("POST", "/Users");
  private static final Predicate<RecordedRequest> PATCH_GROUP =
      RecordedRequest.of("PATCH", "/Groups");

  @RegisterExtension private final Installation installation = new Installation();

  private final Company company = new Company(installation);

  private String cycle(int exitStatus) {
    Installation.Result result = installation.cycle();
    assertEquals(exitStatus, result.exitStatus(), result.out() + result.err());
    return result.out() + result.err();
  }

  private static Predicate<RecordedRequest> about(String text) {
    return request -> request.body().contains(text);
  }

  private int parked() {
    return installation.status().path("parked").asInt();
  }

  @Test
  void refusedObjectsAreParkedAndTheOthersAreWritten() {
    company.hire(5);
    installation
        .zscaler
        .faults()
        .always(POST_USER.and(about("person3@")), ZscalerFault.status(400));

    cycle(1);

    assertEquals(1, installation.zscaler.count(about("person3@")));
    assertNotNull(installation.zscaler.user("person5@example.com"));
    assertEquals(1, parked());
    String status = installation.execute("status").out();
    assertThat(status).contains("person3");
    String logs = installation.execute("logs", "--json", "--result", "failure").out();
    assertThat(logs).contains("Simulated failure");

    installation.zscaler.forgetRequests();
    cycle(1);
    assertEquals(List.of(), company.requests());
  }

  @Test
  void aParkedObjectIsRetriedWhenItChanges() {
    List<String> people = company.hire(2);
    installation.zscaler.faults().next(POST_USER.and(about("person2@")), ZscalerFault.status(400));
    cycle(1);

    installation.entra().updateUser(people.get(1), "department", "Sales");
    cycle(0);

    assertEquals("Sales", company.account("person2").department());
    assertEquals(0, parked());
  }

  @Test
  void aParkedObjectIsRetriedByTheCommandRetry() {
    company.hire(2);
    installation.zscaler.faults().next(POST_USER.and(about("person2@")), ZscalerFault.status(400));
    cycle(1);
    assertNull(installation.zscaler.user("person2@example.com"));

    assertEquals(0, installation.execute("retry", "person2@example.com").exitStatus());
    cycle(0);

    assertEquals("Research", company.account("person2").department());
    assertEquals(0, parked());
  }

  @Test
  void aRefusedMembershipChangeDoesNotBlockOtherGroups() {
    List<String> people = company.hire(4);
    String sales = company.group("Sales", people.subList(0, 1));
    String staff = company.group("Staff", people.subList(0, 1));
    cycle(0);
    String refused = installation.zscaler.group("Sales").id();
    installation.entra().addMember(sales, people.get(3));
    installation.entra().addMember(staff, people.get(3));
    installation.zscaler.forgetRequests();
    installation
        .zscaler
        .faults()
        .always(RecordedRequest.of("PATCH", "/Groups/" + refused), ZscalerFault.status(400));

    cycle(1);

    assertEquals(2, installation.zscaler.count(PATCH_GROUP));
    assertEquals(2, installation.zscaler.group("Staff").memberIds().size());
    assertEquals(1, parked());
    assertEquals(1, installation.status().at("/lastCycle/counts/failed").asInt());

    installation.zscaler.faults().clear();
    installation.execute("retry", "--all");
    cycle(0);
    assertEquals(2, installation.zscaler.group("Sales").memberIds().size());
  }

  @Test
  void requestsToABusyZscalerAreRepeated() {
    company.hire(3);
    installation.zscaler.faults().next(3, RecordedRequest.any(), ZscalerFault.status(503));

    cycle(0);

    assertEquals("Research", company.account("person3").department());
    assertEquals(List.of(), installation.zscaler.doubledWrites());
  }

  @Test
  void aTemporaryFailureOfOneObjectIsRetriedInTheNextCycle() {
    company.hire(4);
    PlannedFault fault =
        installation.zscaler.faults().always(about("person2@"), ZscalerFault.status(503));
    cycle(1);
    assertNotNull(installation.zscaler.user("person4@example.com"));
    assertEquals(1, parked());

    fault.stop();
    cycle(0);

    assertEquals("Research", company.account("person2").department());
    assertEquals(0, parked());
  }

  @Test
  void aRequestThatAlwaysBreaksTheConnectionDoesNotBlockOthers() {
    company.hire(4);
    installation.zscaler.faults().always(about("person1@"), Fault.reset());

    cycle(1);

    assertNotNull(installation.zscaler.user("person4@example.com"));
    assertEquals(1, parked());
  }

  @Test
  void aLookupThatFailsForNowIsRepeatedInTheNextCycle() {
    company.hire("always", "Research");
    cycle(0);
    company.hire("ada", "Research");
    company.hire("bob", "Research");
    installation
        .zscaler
        .faults()
        .always(
            request -> request.query() != null && request.query().contains("ada%40"),
            ZscalerFault.status(503));
    cycle(1);
    assertNotNull(installation.zscaler.user("bob@example.com"));

    installation.zscaler.faults().clear();
    cycle(0);

    assertEquals("Research", company.account("ada").department());
  }

  @Test
  void aRefusedLookupDoesNotBlockOthers() {
    company.hire("always", "Research");
    cycle(0);
    company.hire("ada", "Research");
    company.hire("bob", "Research");
    installation
        .zscaler
        .faults()
        .always(
            request -> request.query() != null && request.query().contains("ada%40"),
            ZscalerFault.status(400));

    cycle(1);

    assertNotNull(installation.zscaler.user("bob@example.com"));
    assertEquals(1, parked());
  }

  @Test
  void aValueThatCannotBeEvaluatedDoesNotBlockOthers() {
    installation.edit(
        "user-mapping.camel.yaml",
        "displayName: [displayName]",
        "displayName: Left([displayName], [jobTitle])");
    String ada = company.hire("ada", "Research");
    String bob = company.hire("bob", "Research");
    installation.entra().updateUser(ada, "jobTitle", "Engineer");
    installation.entra().updateUser(bob, "jobTitle", "3");

    String output = cycle(1);

    assertEquals("bob", company.account("bob").displayName());
    assertEquals(1, parked());
    assertThat(output).doesNotContain("\tat ");
  }

  @Test
  void anOutageParksNothing() {
    List<String> people = company.hire(6);
    cycle(0);
    people.forEach(person -> installation.entra().updateUser(person, "department", "Sales"));
    PlannedFault outage =
        installation.zscaler.faults().always(RecordedRequest.any(), ZscalerFault.status(503));

    cycle(3);
    assertEquals(0, parked());

    outage.stop();
    cycle(0);
    assertEquals("Sales", company.account("person6").department());
  }

  @Test
  void anHtmlAnswerOfAProxyParksNothing() {
    List<String> people = company.hire(6);
    cycle(0);
    people.forEach(person -> installation.entra().updateUser(person, "department", "Sales"));
    company.hire("zoe", "Sales");
    PlannedFault proxy =
        installation.zscaler.faults().always(RecordedRequest.any(), Fault.html(200));

    cycle(3);
    assertEquals(0, parked());

    proxy.stop();
    cycle(0);
    assertEquals("Sales", company.account("person6").department());
    assertEquals("Sales", company.account("zoe").department());
  }

  @Test
  void anUnreachableZscalerParksNothing() {
    company.hire(2);
    cycle(0);
    company.hire("ada", "Research");
    installation.zscaler.faults().always(RecordedRequest.any(), Fault.reset());

    String output = cycle(3);

    assertEquals(0, parked());
    assertThat(output).contains("out of reach");
    installation.zscaler.faults().clear();
    cycle(0);
    assertEquals("Research", company.account("ada").department());
  }

  @Test
  void aRefusedTokenStopsTheRequestsAndParksNothing() throws Exception {
    List<String> people = company.hire(6);
    cycle(0);
    people.forEach(person -> installation.entra().updateUser(person, "department", "Sales"));
    installation.zscaler.forgetRequests();
    String token = installation.zscaler.rotateToken();

    String output = cycle(3);

    assertThat(output).contains("zscaler.secret-token");
    assertThat(output).doesNotContain(token);
    assertEquals(0, parked());
    // Each request that was already under way is sent once more.
    int sent = company.requests().size();
    assertTrue(sent >= 2 && sent <= 6, sent + " requests");
    assertEquals(1, installation.mail.getReceivedMessages().length);
    cycle(4);
    assertEquals(1, installation.mail.getReceivedMessages().length);

    installation.set("zscaler.secret-token", token);
    cycle(0);
    assertEquals("Sales", company.account("person6").department());
    // The second mail says that the failure is over.
    assertEquals(2, installation.mail.getReceivedMessages().length);
  }

  @Test
  void brieflyBlockedAccessIsNotARefusedToken() {
    company.hire(4);
    installation.zscaler.faults().next(POST_USER, ZscalerFault.blocked());

    cycle(0);

    assertEquals("Research", company.account("person4").department());
  }

  @Test
  void anAdministratorWhoCannotBeDeletedIsParkedWithTheReason() {
    company.hire("bob", "Research");
    String ada = company.hire("ada", "Research");
    cycle(0);
    installation.zscaler.faults().always(RecordedRequest.of("DELETE", "/Users"), adminConflict());
    installation.entra().deleteUser(ada);
    installation.entra().purgeUser(ada);

    cycle(1);

    assertEquals(1, parked());
    String status = installation.execute("status").out();
    assertThat(status).contains("administrator");
    assertEquals(1, installation.zscaler.count(RecordedRequest.of("DELETE", "/Users")));

    installation.zscaler.faults().clear();
    installation.execute("retry", "--all");
    cycle(0);
    assertNull(installation.zscaler.user("ada@example.com"));
  }

  private static Fault adminConflict() {
    return new ZscalerFault.Refusal(
        409,
        "application/scim+json",
        "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:Error\"],\"status\":\"409\","
            + "\"detail\":\"Admin user cannot be deleted\"}");
  }

  @Test
  void aMissingAccountIsRecreatedWithItsMemberships() {
    String ada = company.hire("ada", "Research");
    company.group("Sales", List.of(ada));
    cycle(0);
    installation.zscaler.removeUser("ada@example.com");

    installation.entra().updateUser(ada, "department", "Sales");
    cycle(0);

    assertEquals("Sales", company.account("ada").department());
    assertEquals(List.of("Sales"), company.account("ada").groupNames());
  }

  @Test
  void anAccountRecreatedByHandIsAdopted() {
    String ada = company.hire("ada", "Research");
    cycle(0);
    installation.zscaler.removeUser("ada@example.com");
    installation.zscaler.putUser("ada@example.com");

    installation.entra().updateUser(ada, "department", "Sales");
    cycle(0);

    assertEquals("Sales", company.account("ada").department());
    assertEquals(ada, company.account("ada").externalId());
    assertEquals(1, installation.status().at("/lastCycle/counts/adopt").asInt());
  }

  @Test
  void aMissingGroupIsRecreatedWithItsMembers() {
    List<String> people = company.hire(3);
    String group = company.group("Sales", people.subList(0, 2));
    cycle(0);
    installation.zscaler.removeGroup("Sales");

    installation.entra().addMember(group, people.get(2));
    cycle(0);

    assertEquals(3, installation.zscaler.group("Sales").memberIds().size());
  }

  @Test
  void anAlreadyMissingAccountCountsAsDeleted() {
    company.hire("bob", "Research");
    String ada = company.hire("ada", "Research");
    cycle(0);
    installation.zscaler.removeUser("ada@example.com");
    installation.entra().deleteUser(ada);
    installation.entra().purgeUser(ada);

    cycle(0);

    assertEquals(0, parked());
    assertEquals(1, installation.status().at("/lastCycle/counts/delete").asInt());
  }

  @Test
  void aMemberWithoutAnAccountDoesNotBlockOthers() {
    for (int status : new int[] {400, 404}) {
      installation.zscaler.change(options -> options.unknownMemberStatus(status));
      String group = company.group("Group" + status, List.of());
      String lost = company.hire("lost" + status, "Research");
      String other = company.hire("other" + status, "Research");
      cycle(0);
      installation.zscaler.removeUser("lost" + status + "@example.com");
      installation.entra().addMember(group, lost);
      installation.entra().addMember(group, other);

      installation.cycle();
      // A change of the user shows that the account no longer exists.
      installation.entra().updateUser(lost, "department", "Sales");
      installation.cycle();
      installation.execute("retry", "--all");
      cycle(0);

      assertEquals(2, installation.zscaler.group("Group" + status).memberIds().size());
    }
  }

  @Test
  void parkedRequestsContainNoCredentials() {
    company.hire("ada", "Research");
    installation.zscaler.faults().always(POST_USER, ZscalerFault.status(400));
    cycle(1);

    String all =
        installation.execute("status", "--json").out()
            + installation.execute("status").out()
            + installation.execute("logs", "--json").out();
    for (String secret :
        List.of(installation.zscaler.secretToken(), installation.tenant.clientSecret())) {
      assertThat(all).doesNotContain(secret);
    }
  }

  @Test
  void namesThatAreTooLongAreParkedWithTheirReason() {
    installation
        .entra()
        .addUser("x".repeat(300), "ada@example.com", Map.of("department", "Research"));
    installation.entra().assign(installation.entra().userIds().get(0));
    company.hire("bob", "Research");

    cycle(1);

    assertNotNull(installation.zscaler.user("bob@example.com"));
    assertEquals(1, parked());
  }
}
