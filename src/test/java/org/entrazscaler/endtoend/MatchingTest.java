package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entrazscaler.endtoend.Company.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Objects that already exist in Zscaler are adopted or left alone. */
class MatchingTest {

  @RegisterExtension private final Installation installation = new Installation();

  private final Company company = new Company(installation);

  @BeforeEach
  void install() {
    company.hire("always", "Research");
  }

  private String cycle(int exitStatus) {
    Installation.Result result = installation.cycle();
    assertEquals(exitStatus, result.exitStatus(), result.out() + result.err());
    return result.out() + result.err();
  }

  private int lastCycleCount(String what) {
    return installation.status().at("/lastCycle/counts/" + what).asInt();
  }

  private static ObjectNode account(String text) {
    return (ObjectNode) json(text);
  }

  @Test
  void adoptionByUserNameSendsOnlyDifferences() {
    String ada = company.hire("ada", "Research");
    String id =
        installation
            .zscaler
            .putUser(
                account(
                    "{'userName':'ADA@example.com','displayName':'ada Example','name':{'givenName':"
                        + "'ada','familyName':'Old'},'nickName':'kept'}"))
            .id();

    cycle(0);

    assertEquals(id, company.account("ada").id());
    assertEquals(ada, company.account("ada").externalId());
    assertEquals("kept", company.account("ada").attributes().path("nickName").asText());
    assertEquals(1, lastCycleCount("adopt"));
    List<String> paths =
        company.operations("Users").stream().map(o -> o.path("path").asText()).toList();
    assertThat(paths).contains("name.familyName");
    assertThat(paths).doesNotContain("displayName", "active");
  }

  @Test
  void anAccountCreatedByEntraIsAdoptedByItsExternalId() {
    String ada = company.hire("ada", "Research");
    String id =
        installation
            .zscaler
            .putUser(account("{'userName':'before@example.com','externalId':'" + ada + "'}"))
            .id();

    cycle(0);

    assertEquals(id, company.account("ada").id());
    assertNull(installation.zscaler.user("before@example.com"));
  }

  @Test
  void nothingIsSentForAnAccountWithoutDifferences() {
    String ada = company.hire("ada", "Research");
    installation.zscaler.putUser(
        account(
            "{'userName':'ada@example.com','externalId':'"
                + ada
                + "','displayName':'ada Example','name':{'givenName':'ada','familyName':'Example'},"
                + "'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User':"
                + "{'department':'Research'}}"));

    cycle(0);

    assertEquals(1, lastCycleCount("adopt"));
    assertEquals(0, company.operations("Users").size());
  }

  @Test
  void severalAccountsWithTheSameMatchingValueAreNotAdopted() {
    String ada = company.hire("ada", "Research");
    for (String name : List.of("one", "two")) {
      installation.zscaler.putUser(
          account("{'userName':'" + name + "@example.com','externalId':'" + ada + "'}"));
    }

    cycle(1);

    assertNull(installation.zscaler.user("ada@example.com"));
    assertEquals(0, company.operations("Users").size());
    String status = installation.execute("status").out();
    assertThat(status).contains("DuplicateTargetEntries");
  }

  @Test
  void anAccountOfAnotherEntraUserIsNotAdopted() {
    String ada = company.hire("ada", "Research");
    cycle(0);
    installation.entra().updateUser(ada, "userPrincipalName", "lovelace@example.com");
    installation.set("provisioning.user-actions", "create");
    cycle(0);
    String other = installation.entra().addUser("Other", "ada@example.com");
    installation.entra().assign(other);

    cycle(1);

    assertEquals(ada, company.account("ada").externalId());
    assertThat(installation.execute("status").out()).contains("EntryConflict");
  }

  @Test
  void administratorsAndSystemEntriesAreNeverTouched() {
    installation.set("zscaler.never-touch", "DEFAULT ADMIN,Service Admin,root*,Ops *");
    installation.zscaler.putUser("root1@example.com");
    installation.zscaler.putUser("member@example.com");
    installation.zscaler.putGroup("Ops Berlin", null, "member@example.com");
    String before = installation.zscaler.users().toString() + installation.zscaler.groups();
    installation.entra().addUser("Administrator", "admin@example.com", Map.of("department", "X"));
    installation.entra().assign(installation.entra().userIds().get(1));
    company.hire("root1", "Research");
    company.group("Ops Berlin", List.of());
    company.group("Service Admin", List.of());

    cycle(0);

    for (RecordedRequest write : installation.zscaler.writes()) {
      assertThat(write.body()).as(write.toString()).contains("always");
    }
    assertEquals(1, installation.zscaler.writes().size());
    String after =
        installation.zscaler.users().stream()
                .filter(user -> !user.userName().startsWith("always"))
                .toList()
                .toString()
            + installation.zscaler.groups();
    assertEquals(before, after);
    String logs = installation.execute("logs", "--result", "skipped").out();
    assertThat(logs).contains("zscaler.never-touch");
  }

  @Test
  void noAccountIsCreatedWithAProtectedName() {
    installation.set("zscaler.never-touch", "root*");
    company.hire("root7", "Research");

    cycle(0);

    assertNull(installation.zscaler.user("root7@example.com"));
  }

  @Test
  void anUnregisteredDomainIsParkedWithoutARequest() {
    installation.set("zscaler.domains", "example.com");
    installation.entra().addUser("Ada", "ada@elsewhere.example");
    installation.entra().assign(installation.entra().userIds().get(1));

    cycle(1);

    assertEquals(1, installation.zscaler.writes().size());
    String status = installation.execute("status").out();
    assertThat(status).contains("InvalidDomain", "zscaler.domains");
  }

  @Test
  void aDomainThatZscalerRefusesIsParkedWithTheAdvice() {
    installation.zscaler.change(options -> options.domains("example.com"));
    installation.entra().addUser("Ada", "ada@elsewhere.example");
    installation.entra().assign(installation.entra().userIds().get(1));

    cycle(1);

    assertEquals("Research", company.account("always").department());
    String status = installation.execute("status").out();
    assertThat(status).contains("InvalidDomain", "Zscaler Support");
  }
}
