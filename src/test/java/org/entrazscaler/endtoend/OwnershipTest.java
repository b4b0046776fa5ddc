package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entrazscaler.endtoend.Company.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which accounts in Zscaler are managed, and what is never guessed. */
class OwnershipTest extends ProvisionedCompany {

  private Company company() {
    return new Company(installation);
  }

  private String account(String text, Object... values) {
    return installation.zscaler.putUser((ObjectNode) json(text.formatted(values))).id();
  }

  private String statusAfterFailures() {
    Installation.Result result = installation.cycle();
    assertEquals(1, result.exitStatus(), result.out() + result.err());
    return installation.execute("status").out();
  }

  /** Few users are looked up one by one; for many users all pages are read. */
  @ParameterizedTest
  @ValueSource(ints = {1, 12})
  void accountsThatMatchByDifferentAttributesAreNotAdopted(int people) {
    List<String> users = company().hire(people);
    String byName = account("{'userName':'person1@example.com','nickName':'kept'}");
    String byId = account("{'userName':'other@example.com','externalId':'%s'}", users.get(0));

    String status = statusAfterFailures();

    assertThat(status)
        .contains("person1@example.com (id " + byName + ")", "other@example.com (id " + byId + ")");
    assertEquals("kept", user("person1@example.com").attributes().path("nickName").asText());
    assertEquals(users.get(0), user("other@example.com").externalId());
    assertEquals(people - 1, installation.zscaler.writes().size());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 12})
  void anAccountWithTheExternalIdOfAnotherUserIsNotAdopted(int people) {
    company().hire(people);
    String other = entra.addUser("Other", "other@example.com");
    account("{'userName':'person1@example.com','externalId':'%s','active':false}", other);

    String status = statusAfterFailures();

    assertThat(status).contains("EntryConflict", other);
    assertEquals(other, user("person1@example.com").externalId());
    assertEquals(people - 1, installation.zscaler.writes().size());
  }

  private void loseState() throws IOException {
    try (Stream<Path> files = Files.list(installation.directory.resolve("data"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    installation.zscaler.forgetRequests();
  }

  @Test
  void leaversAreDisabledAfterALostState() throws IOException {
    List<String> people = company().hire(5);
    cycle();
    entra.unassign(people.get(0));
    entra.deleteUser(people.get(1));
    entra.blockSignIn(people.get(2));
    int accounts = installation.zscaler.userCount();
    loseState();

    cycle();

    assertDisabled("person1@example.com", "person2@example.com", "person3@example.com");
    assertActive("person4@example.com", "person5@example.com");
    assertEquals(accounts, installation.zscaler.userCount());
    // One request for the list instead of a lookup for each user.
    assertEquals(
        1,
        installation.zscaler.count(
            request -> request.method().equals("GET") && !request.path().equals("/Schemas")));
    assertEquals(0, installation.execute("reconcile").exitStatus());
  }

  @Test
  void theRecycleBinIsReadOnceForActiveAccountsOfUnknownUsers() {
    company().hire(1);
    String gone = entra.addUser("Gone", "gone@example.com");
    entra.deleteUser(gone);
    entra.purgeUser(gone);
    account("{'userName':'gone@example.com','externalId':'%s'}", gone);
    account("{'userName':'off@example.com','externalId':'%s','active':false}", gone);
    account("{'userName':'theirs@example.com','externalId':'4711'}");

    cycle();
    cycle();

    assertActive("gone@example.com", "theirs@example.com");
    assertEquals(
        1,
        installation.tenant.requests().all().stream()
            .filter(request -> request.path().contains("deletedItems"))
            .count());
    Installation.Result report = installation.execute("reconcile");
    assertEquals(0, report.exitStatus(), report.out());
    assertTrue(
        report.out().contains("gone@example.com")
            && report
                .out()
                .contains("its externalId " + gone + " is not the id of a user in Entra"),
        report.out());
  }

  @Test
  void reconcileFindsAndDisablesAnUnlinkedAccountOfALeaver() {
    company().hire(1);
    cycle();
    String leaver = entra.addUser("Leaver", "leaver@example.com");
    account("{'userName':'leaver@example.com','displayName':'Leaver','externalId':'%s'}", leaver);

    cycle();
    assertActive("leaver@example.com");
    Installation.Result report = installation.execute("reconcile");
    assertEquals(1, report.exitStatus(), report.out());
    assertThat(report.out()).contains("managed by its externalId");
    assertActive("leaver@example.com");

    Installation.Result repair = installation.execute("reconcile", "--fix");
    assertEquals(0, repair.exitStatus(), repair.out() + repair.err());
    assertDisabled("leaver@example.com");
  }

  @Test
  void theSafeguardShareCountsAccountsManagedByExternalId() throws IOException {
    List<String> people = company().hire(60);
    cycle();
    people.subList(0, 12).forEach(entra::unassign);
    loseState();

    cycle();

    assertDisabled("person1@example.com", "person12@example.com");
  }

  @Test
  void twoActiveAccountsOfOneLeaverAreReportedAndNotChanged() {
    company().hire(1);
    String leaver = entra.addUser("Leaver", "leaver@example.com");
    account("{'userName':'one@example.com','externalId':'%s'}", leaver);
    account("{'userName':'two@example.com','externalId':'%s'}", leaver);

    String status = statusAfterFailures();

    assertThat(status).contains("DuplicateTargetEntries");
    assertActive("one@example.com", "two@example.com");
  }

  @Test
  void leaversWithoutLinksAreMatchedUnlessNeverTouched() {
    installation.set("zscaler.never-touch", "DEFAULT ADMIN,person2@*");
    company().hire("always", "Research");
    List<String> people = company().hire(1);
    String kept = entra.addUser("Two", "person2@example.com");
    account("{'userName':'person2@example.com','displayName':'Two','externalId':'%s'}", kept);
    cycle();
    entra.unassign(people.get(0));
    installation.execute("restart", "--links");

    cycle();

    assertDisabled("person1@example.com");
    assertActive("person2@example.com");
    String report = installation.execute("reconcile", "--fix").out();
    assertThat(report).doesNotContain("person2");
    assertActive("person2@example.com");
  }
}
