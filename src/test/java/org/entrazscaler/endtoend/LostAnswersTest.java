package org.entrazscaler.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.entrazscaler.simulation.http.Fault;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Zscaler carries out a write, and its answer does not arrive. */
class LostAnswersTest {

  private static final Predicate<RecordedRequest> POST_USER = RecordedRequest.of("POST", "/Users");
  private static final Predicate<RecordedRequest> POST_GROUP =
      RecordedRequest.of("POST", "/Groups");
  private static final Predicate<RecordedRequest> PATCH_USER =
      RecordedRequest.of("PATCH", "/Users");
  private static final Predicate<RecordedRequest> PATCH_GROUP =
      RecordedRequest.of("PATCH", "/Groups");
  private static final Predicate<RecordedRequest> DELETE = RecordedRequest.of("DELETE", "/Users");

  @RegisterExtension private final Installation installation = new Installation();

  private final Company company = new Company(installation);

  static List<Fault> losses() {
    return List.of(Fault.lostAnswer(), Fault.brokenAnswer(), Fault.truncatedJson());
  }

  private void cycle() {
    Installation.Result result = installation.cycle();
    assertEquals(0, result.exitStatus(), result.out() + result.err());
  }

  private void assertNoDoubledWrites() {
    assertEquals(List.of(), installation.zscaler.doubledWrites());
    Set<String> repeated = new HashSet<>();
    for (RecordedRequest write : installation.zscaler.writes()) {
      if (write.applied()) {
        assertTrue(
            repeated.add(write.method() + write.path() + write.body()),
            () -> write + " was carried out twice");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void aCreationIsLookedUpBeforeItIsRepeated(Fault loss) {
    company.hire(4);
    installation.zscaler.faults().after(1, 2, POST_USER, loss);

    cycle();

    assertEquals(4, installation.zscaler.count(POST_USER));
    assertNoDoubledWrites();
    assertEquals(4, installation.status().at("/lastCycle/counts/create").asInt());
    installation.zscaler.forgetRequests();
    cycle();
    assertEquals(List.of(), company.requests());
  }

  @Test
  void anAnswerMayTakeMoreThanThreeSeconds() {
    company.hire(2);
    installation.zscaler.faults().next(POST_USER, Fault.slow(Duration.ofMillis(3500)));

    cycle();

    assertEquals(2, installation.zscaler.count(POST_USER));
  }

  @Test
  void aCreationThatWasNotCarriedOutIsRepeated() {
    company.hire(4);
    installation.zscaler.faults().next(2, POST_USER, Fault.reset());

    cycle();

    assertEquals(6, installation.zscaler.count(POST_USER));
    assertNoDoubledWrites();
    assertEquals("Research", company.account("person4").department());
  }

  @ParameterizedTest
  @MethodSource("losses")
  void aGroupCreationIsLookedUpAndCompleted(Fault loss) {
    installation.set("zscaler.members-per-request", "2");
    company.group("Sales", company.hire(5));
    installation.zscaler.faults().next(POST_GROUP, loss);

    cycle();

    assertEquals(1, installation.zscaler.count(POST_GROUP));
    assertEquals(5, installation.zscaler.group("Sales").memberIds().size());
    assertNoDoubledWrites();
    installation.zscaler.forgetRequests();
    cycle();
    assertEquals(List.of(), company.requests());
  }

  @Test
  void aUserUpdateIsLookedUpBeforeItIsRepeated() {
    String ada = company.hire("ada", "Research");
    cycle();
    installation.entra().updateUser(ada, "department", "Sales");
    installation.zscaler.faults().next(PATCH_USER, Fault.lostAnswer());

    cycle();

    assertEquals(1, installation.zscaler.count(PATCH_USER));
    assertEquals("Sales", company.account("ada").department());
    assertNoDoubledWrites();
  }

  @Test
  void aPartlyAppliedUpdateIsCompleted() {
    String ada = company.hire("ada", "Research");
    cycle();
    installation.entra().updateUser(ada, "department", "Sales");
    installation.entra().updateUser(ada, "surname", "Lovelace");
    installation.zscaler.faults().next(PATCH_USER, Fault.reset());
    installation.zscaler.editUser(
        "ada@example.com", user -> user.withObject("name").put("familyName", "Lovelace"));

    cycle();

    assertEquals("Sales", company.account("ada").department());
    assertEquals(2, company.bodies("PATCH /Users/{id}").get(0).get("Operations").size());
    assertEquals(1, company.bodies("PATCH /Users/{id}").get(1).get("Operations").size());
  }

  @Test
  void membershipChangesAreLookedUpBeforeTheyAreRepeated() {
    installation.set("zscaler.members-per-request", "2");
    List<String> people = company.hire(5);
    String group = company.group("Sales", people.subList(0, 2));
    cycle();

    people.subList(2, 5).forEach(person -> installation.entra().addMember(group, person));
    installation.zscaler.faults().next(2, PATCH_GROUP, Fault.lostAnswer());
    cycle();
    assertEquals(5, installation.zscaler.group("Sales").memberIds().size());
    assertEquals(2, installation.zscaler.count(PATCH_GROUP));

    people.subList(0, 3).forEach(person -> installation.entra().removeMember(group, person));
    installation.zscaler.faults().next(2, PATCH_GROUP, Fault.lostAnswer());
    cycle();
    assertEquals(2, installation.zscaler.group("Sales").memberIds().size());
    assertEquals(4, installation.zscaler.count(PATCH_GROUP));
    assertNoDoubledWrites();
  }

  @Test
  void aDeletionIsLookedUpBeforeItIsRepeated() {
    company.hire("bob", "Research");
    String ada = company.hire("ada", "Research");
    cycle();
    installation.entra().deleteUser(ada);
    installation.entra().purgeUser(ada);
    installation.zscaler.faults().next(DELETE, Fault.lostAnswer());

    cycle();

    assertNull(installation.zscaler.user("ada@example.com"));
    assertEquals(1, installation.zscaler.count(DELETE));
    assertEquals(1, installation.status().at("/lastCycle/counts/delete").asInt());
  }

  /**
   * Runs a cycle in which Zscaler carries out the first such write and is unreachable after that.
   */
  private void cycleWithOutageAfter(Predicate<RecordedRequest> write) {
    installation.zscaler.faults().always(new AfterFirst(write), Fault.reset());
    installation.zscaler.faults().next(write, Fault.lostAnswer());
    Installation.Result result = installation.cycle();
    assertEquals(3, result.exitStatus(), result.out() + result.err());
    installation.zscaler.faults().clear();
  }

  /** Matches every request after the first match. */
  private static final class AfterFirst implements Predicate<RecordedRequest> {

    private final Predicate<RecordedRequest> first;
    private long number = Long.MAX_VALUE;

    AfterFirst(Predicate<RecordedRequest> first) {
      this.first = first;
    }

    @Override
    public synchronized boolean test(RecordedRequest request) {
      if (number == Long.MAX_VALUE && first.test(request)) {
        number = request.number();
        return false;
      }
      return request.number() > number;
    }
  }

  @Test
  void theNextCycleLooksUpALostUserCreation() {
    company.group("Sales", company.hire(3));
    cycleWithOutageAfter(POST_USER);

    cycle();

    assertEquals(
        3, installation.zscaler.users().stream().filter(u -> u.externalId() != null).count());
    assertEquals(3, installation.zscaler.group("Sales").memberIds().size());
    assertNoDoubledWrites();
  }

  @Test
  void theNextCycleLooksUpALostGroupCreation() {
    installation.set("zscaler.members-per-request", "2");
    company.group("Sales", company.hire(5));
    cycleWithOutageAfter(POST_GROUP);

    cycle();

    assertEquals(5, installation.zscaler.group("Sales").memberIds().size());
    assertEquals(
        1,
        installation.zscaler.writes().stream()
            .filter(POST_GROUP)
            .filter(RecordedRequest::applied)
            .count());
    assertNoDoubledWrites();
  }

  @Test
  void theNextCycleLooksUpALostUpdate() {
    String ada = company.hire("ada", "Research");
    cycle();
    installation.entra().updateUser(ada, "department", "Sales");
    cycleWithOutageAfter(PATCH_USER);

    cycle();

    assertEquals("Sales", company.account("ada").department());
    assertNoDoubledWrites();
  }

  @Test
  void aLostUpdateIsRevertedIfEntraRevertsIt() {
    String ada = company.hire("ada", "Research");
    cycle();
    installation.entra().updateUser(ada, "department", "Sales");
    cycleWithOutageAfter(PATCH_USER);
    assertEquals("Sales", company.account("ada").department());

    installation.entra().updateUser(ada, "department", "Research");
    cycle();

    assertEquals("Research", company.account("ada").department());
    assertNoDoubledWrites();
  }

  @Test
  void aLostCreationIsDisabledIfTheUserIsUnassigned() {
    String ada = company.hire("ada", "Research");
    cycleWithOutageAfter(POST_USER);
    assertTrue(company.account("ada").active());

    company.hire("stays", "Research");
    installation.entra().unassign(ada);
    cycle();

    assertFalse(company.account("ada").active());
  }

  @Test
  void aLostCreationIsDeletedIfTheUserIsPurged() {
    company.hire("bob", "Research");
    String ada = company.hire("ada", "Research");
    cycleWithOutageAfter(POST_USER);

    installation.entra().deleteUser(ada);
    installation.entra().purgeUser(ada);
    cycle();

    assertNull(installation.zscaler.user("ada@example.com"));
  }

  @Test
  void anAccountIsRecreatedAfterALostDeletionIfTheUserReturns() {
    installation.set("provisioning.deprovision", "delete");
    String ada = company.hire("ada", "Research");
    cycle();
    company.hire("stays", "Research");
    installation.entra().unassign(ada);
    cycleWithOutageAfter(DELETE);
    assertNull(installation.zscaler.user("ada@example.com"));

    installation.entra().assign(ada);
    cycle();

    assertNotNull(installation.zscaler.user("ada@example.com"));
  }

  @Test
  void lostMemberAdditionsAreRevertedIfTheUserLeavesTheGroup() {
    List<String> people = company.hire(3);
    String group = company.group("Sales", people.subList(0, 1));
    cycle();
    installation.entra().addMember(group, people.get(1));
    installation.entra().addMember(group, people.get(2));
    cycleWithOutageAfter(PATCH_GROUP);
    assertEquals(3, installation.zscaler.group("Sales").memberIds().size());

    installation.entra().removeMember(group, people.get(2));
    cycle();

    assertEquals(
        Set.of("person1@example.com", "person2@example.com"),
        Set.copyOf(installation.zscaler.group("Sales").memberUserNames()));
  }
}
