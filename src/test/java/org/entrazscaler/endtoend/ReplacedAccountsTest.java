package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.mail.Multipart;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.entrazscaler.simulation.zscaler.ZscalerOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** On ZPA a new {@code userName} replaces the account. The safeguards count this as a removal. */
class ReplacedAccountsTest {

  @RegisterExtension
  private final Installation installation =
      new Installation(ZscalerOptions.zpa().requestsPerSecond(0));

  private final Company company = new Company(installation);
  private List<String> people;
  private final List<String> ids = new ArrayList<>();

  @BeforeEach
  void install() {
    installation.set("zscaler.product", "zpa");
    installation.set("provisioning.accidental-deletion-threshold", "2");
    people = company.hire(4);
    company.group("Sales", people);
    expect(0, "run", "--once");
    for (int number = 1; number <= 4; number++) {
      ids.add(company.account("person" + number).id());
    }
    installation.zscaler.forgetRequests();
  }

  private Installation.Result expect(int status, String... command) {
    Installation.Result result = installation.execute(command);
    assertEquals(status, result.exitStatus(), result.out() + result.err());
    return result;
  }

  private void rename(int from, int to, String domain) {
    for (int number = from; number <= to; number++) {
      installation
          .entra()
          .updateUser(people.get(number - 1), "userPrincipalName", "person" + number + domain);
    }
  }

  @Test
  void aboveTheLimitNamesAreHeldAndOtherChangesAreWritten() throws Exception {
    rename(1, 3, "@example.org");
    installation.entra().updateUser(people.get(0), "displayName", "New Name 1");
    installation.entra().updateUser(people.get(3), "displayName", "New Name 4");

    String plan = expect(4, "plan").out();
    assertThat(plan).contains("3 users");
    assertThat(plan).contains("replaced");
    assertThat(plan).contains("New Name 1");
    Installation.Result held = expect(4, "run", "--once");

    assertThat(held.out()).contains("approve 2");
    assertEquals(ids.get(0), company.account("person1").id());
    assertEquals("New Name 1", company.account("person1").displayName());
    assertEquals("New Name 4", company.account("person4").displayName());
    JsonNode status = installation.status().path("held");
    assertEquals(3, status.path("users").asInt(), status.toString());
    assertThat(status.path("first").toString())
        .as(status.toString())
        .contains("replace user person1");
    Multipart mail = (Multipart) installation.mail.getReceivedMessages()[0].getContent();
    String text = (String) mail.getBodyPart(0).getContent();
    assertThat(text).contains("disabled, deleted or replaced");
    assertThat(text).contains("replace user person");

    // The hold stays active, and no write is repeated.
    installation.zscaler.forgetRequests();
    expect(4, "run", "--once");
    assertEquals(0, installation.zscaler.writes().size());

    expect(0, "approve", "2");
    for (int number = 1; number <= 3; number++) {
      assertNull(installation.zscaler.user("person" + number + "@example.com"));
      assertNotNull(installation.zscaler.user("person" + number + "@example.org"));
    }
    assertEquals(
        Set.of(
            "person1@example.org",
            "person2@example.org",
            "person3@example.org",
            "person4@example.com"),
        Set.copyOf(installation.zscaler.group("Sales").memberUserNames()));
    assertTrue(installation.status().path("held").isNull());
    expect(0, "reconcile");
  }

  @Test
  void withinTheLimitTheAccountsAreReplaced() {
    rename(1, 2, "@example.org");
    expect(0, "run", "--once");
    assertNotEquals(ids.get(0), installation.zscaler.user("person1@example.org").id());
    assertEquals(4, installation.zscaler.group("Sales").memberUserNames().size());
  }

  @Test
  void aChangeOfLetterCaseOnlyReplacesNothingAndIsNotHeld() {
    rename(1, 4, "@EXAMPLE.com");
    expect(0, "run", "--once");
    assertEquals(0, installation.zscaler.writes().size());
    assertTrue(installation.status().path("held").isNull());
  }

  @Test
  void leaversAndReplacedAccountsAreCountedTogether() {
    rename(1, 2, "@example.org");
    installation.entra().deleteUser(people.get(3));
    expect(4, "run", "--once");
    assertEquals(3, installation.status().path("held").path("users").asInt());
    rename(1, 2, "@example.com");
    expect(4, "run", "--once");
    assertEquals(1, installation.status().path("held").path("users").asInt());
    assertEquals(ids.get(0), company.account("person1").id());
    assertEquals(ids.get(3), company.account("person4").id());
  }

  @Test
  void replacementsOfASavedPlanAreHeld() {
    rename(1, 3, "@example.org");
    expect(4, "plan", "--save", "the.plan");
    expect(4, "apply", "the.plan");
    assertEquals(ids.get(0), company.account("person1").id());
  }

  @Test
  void replacementsByUndoAreCounted() {
    installation.set("provisioning.accidental-deletion-threshold", "0");
    rename(1, 3, "@example.org");
    expect(0, "run", "--once");
    installation.set("provisioning.accidental-deletion-threshold", "2");
    String before = installation.zscaler.user("person1@example.org").id();
    expect(4, "undo", "last", "--apply");
    assertEquals(before, installation.zscaler.user("person1@example.org").id());
  }

  @Test
  void adoptedAccountsThatBecomeInactiveAreCounted() {
    installation.edit(
        "user-mapping.camel.yaml",
        "active: Switch([IsSoftDeleted], , \"False\", \"True\", \"True\", \"False\")",
        "active: Switch([department], \"True\", \"Closed\", \"False\")");
    for (String name : List.of("zoe", "yan", "xav")) {
      installation.zscaler.putUser(Company.userName(name));
      company.hire(name, "Closed");
    }
    expect(4, "run", "--once");
    for (String name : List.of("zoe", "yan", "xav")) {
      assertNotNull(installation.zscaler.user(Company.userName(name)), name);
    }
    assertEquals(3, installation.status().path("held").path("users").asInt());
  }
}
