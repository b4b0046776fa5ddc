package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerFault;
import org.junit.jupiter.api.Test;

/**
 * The provisioning log: one entry for each action, with Entra's fields and without values of
 * permanently deleted users.
 */
class LogTest extends ProvisionedCompany {

  private static final ObjectMapper JSON = new ObjectMapper();

  private List<JsonNode> log(String... options) {
    List<String> command = new ArrayList<>(List.of("logs", "--json"));
    command.addAll(List.of(options));
    Installation.Result result = installation.execute(command.toArray(new String[0]));
    assertEquals(0, result.exitStatus(), result.out() + result.err());
    return result.out().lines().map(LogTest::json).toList();
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(line, e);
    }
  }

  private static List<String> modified(JsonNode entry) {
    return StreamSupport.stream(entry.path("modifiedProperties").spliterator(), false)
        .map(
            property ->
                property.path("displayName").asText()
                    + " "
                    + property.path("oldValue").asText("-")
                    + " "
                    + property.path("newValue").asText("-"))
        .toList();
  }

  private static List<String> actions(List<JsonNode> entries) {
    return entries.stream().map(entry -> entry.path("provisioningAction").asText()).toList();
  }

  @Test
  void anEntryHasTheFieldsOfEntrasProvisioningLog() {
    Company company = new Company(installation);
    String ada = company.hire("ada", "Sales");
    String team = company.group("Team", List.of(ada));
    cycle();
    entra.updateUser(ada, "department", "Finance");
    cycle();

    JsonNode create = log("--object", "ADA EXAMPLE", "--cycle", "1").get(0);
    JsonNode update = log("--object", "ada@example.com", "--cycle", "2").get(0);
    String account = company.account("ada").id();
    assertEquals("create", create.path("provisioningAction").asText());
    assertEquals("update", update.path("provisioningAction").asText());
    assertEquals(List.of(Company.DEPARTMENT + " Sales Finance"), modified(update));
    assertThat(modified(create)).as(create.toString()).contains("userName - ada@example.com");
    assertThat(modified(create)).as(create.toString()).contains("active - true");
    for (JsonNode entry : List.of(create, update)) {
      assertEquals("success", entry.at("/provisioningStatusInfo/status").asText());
      assertTrue(entry.at("/provisioningStatusInfo/errorInformation").isNull());
      for (String field : List.of("id", "activityDateTime", "changeId", "tenantId", "jobId")) {
        assertThat(entry.path(field).asText()).as(field).isNotEmpty();
      }
      assertTrue(entry.path("durationInMilliseconds").isIntegralNumber());
      assertEquals(ada, entry.at("/sourceIdentity/id").asText());
      assertEquals("User", entry.at("/sourceIdentity/identityType").asText());
      assertEquals("ada Example", entry.at("/sourceIdentity/details/displayName").asText());
      assertEquals(
          "ada@example.com", entry.at("/sourceIdentity/details/userPrincipalName").asText());
      assertEquals(account, entry.at("/targetIdentity/id").asText());
      assertEquals("ada@example.com", entry.at("/targetIdentity/displayName").asText());
      assertEquals("Microsoft Entra ID", entry.at("/sourceSystem/displayName").asText());
      assertEquals("Zscaler (zia)", entry.at("/targetSystem/displayName").asText());
      assertEquals(
          installation.tenant.enterpriseAppId(), entry.at("/servicePrincipal/id").asText());
      assertEquals("system", entry.at("/initiatedBy/initiatorType").asText());
      assertEquals(
          List.of("import", "scoping", "matching", "export"),
          StreamSupport.stream(entry.path("provisioningSteps").spliterator(), false)
              .map(step -> step.path("provisioningStepType").asText())
              .toList());
    }
    JsonNode group = log("--object", team).get(0);
    assertThat(modified(group)).as(group.toString()).contains("members - " + account);
    assertThat(group.toString()).contains("\"name\":\"ada@example.com\"");
  }

  @Test
  void aFailureEntryHasReasonAndAdvice() {
    new Company(installation).hire("ada", "Sales");
    installation
        .zscaler
        .faults()
        .always(
            RecordedRequest.of("POST", "/Users"),
            new ZscalerFault.Refusal(
                400, "application/scim+json", "{\"status\":\"400\",\"detail\":\"No such place\"}"));
    assertEquals(1, installation.cycle().exitStatus());

    JsonNode entry = log("--result", "failure").get(0);

    JsonNode error = entry.at("/provisioningStatusInfo/errorInformation");
    assertThat(error.path("errorCode").asText()).as(entry.toString()).isNotEmpty();
    assertThat(error.path("reason").asText()).as(entry.toString()).contains("No such place");
    assertEquals("HTTP status 400", error.path("additionalDetails").asText());
    assertEquals("nonServiceFailure", error.path("errorCategory").asText());
    assertThat(error.path("recommendedAction").asText()).as(entry.toString()).isNotEmpty();
    String csv = installation.execute("logs", "--csv").out();
    assertThat(csv).contains("nonServiceFailure", "EntryExportAdd");
  }

  @Test
  void aDeletionIsLoggedWithAllOldValues() {
    installation.set("provisioning.deprovision-groups", "delete");
    Company company = new Company(installation);
    String ada = company.hire("ada", "Sales");
    String team = company.group("Team", List.of(ada));
    cycle();
    String account = company.account("ada").id();
    entra.unassign(team);
    cycle();

    JsonNode deleted = log("--object", "Team", "--cycle", "2").get(0);

    assertEquals("delete", deleted.path("provisioningAction").asText());
    assertThat(modified(deleted)).as(deleted.toString()).contains("displayName Team -");
    assertThat(modified(deleted)).as(deleted.toString()).contains("members " + account + " -");
  }

  @Test
  void heldRemovalsAreLoggedOnceForEachObject() {
    installation.set("provisioning.accidental-deletion-threshold", "1");
    Company company = new Company(installation);
    List<String> people = company.hire(3);
    String team = company.group("Team", people);
    cycle();
    people.subList(0, 2).forEach(entra::blockSignIn);
    entra.removeMember(team, people.get(2));
    assertEquals(4, installation.cycle().exitStatus());
    assertEquals(4, installation.cycle().exitStatus());

    List<JsonNode> held = log("--result", "skipped");

    assertEquals(List.of("stageddelete", "stageddelete", "stageddelete"), actions(held));
    assertEquals(List.of("active true false"), modified(held.get(0)));
    assertThat(installation.execute("logs").out()).contains("Held by a safeguard since cycle 2");
  }

  @Test
  void unknownCyclesAndObjectsAreReported() {
    new Company(installation).hire("ada", "Sales");
    cycle();
    for (String[] unknown : new String[][] {{"--cycle", "4711"}, {"--object", "nobody"}}) {
      Installation.Result text = installation.execute("logs", unknown[0], unknown[1]);
      assertEquals(1, text.exitStatus(), text.out());
      assertThat(text.out()).contains(unknown[1]);
      assertEquals("", installation.execute("logs", "--json", unknown[0], unknown[1]).out());
    }
    cycle();
    assertEquals(List.of(), log("--cycle", "2"), "a cycle without changes is no error");
  }

  @Test
  void noValueOfAPermanentlyDeletedUserRemains() throws Exception {
    installation.set("provisioning.accidental-deletion-threshold", "1");
    Company company = new Company(installation);
    String ada = company.hire("Zebedee", "Quartermastery");
    String bob = company.hire("bob", "Sales");
    company.group("Team", List.of(ada, bob));
    cycle();
    entra.updateUser(ada, "department", "Quartermastery West");
    entra.updateUser(bob, "department", "Finance");
    cycle();
    entra.blockSignIn(bob);
    entra.deleteUser(ada);
    assertEquals(4, installation.cycle().exitStatus());
    assertEquals(0, installation.execute("approve", "3").exitStatus());
    assertThat(stateAsText())
        .as("the values stay while the user can be restored")
        .contains("zebedee");
    entra.purgeUser(ada);
    cycle();

    assertAbsent("Zebedee@example.com");
    String state = stateAsText();
    for (String value : List.of("zebedee", "quartermastery")) {
      assertThat(state).as(() -> excerpt(state, value)).doesNotContain(value);
    }
    List<JsonNode> entries = log("--object", ada);
    assertEquals(
        List.of("create", "update", "stageddelete", "disable", "delete"), actions(entries));
    assertEquals(ada, entries.get(0).at("/sourceIdentity/displayName").asText());
    assertThat(installation.execute("logs").out().toLowerCase(Locale.ROOT))
        .doesNotContain("zebedee");
    assertThat(state).as("the values of other users stay").contains("bob@example.com");
  }

  private static String excerpt(String state, String value) {
    int at = state.indexOf(value);
    return state.substring(Math.max(0, at - 500), Math.min(state.length(), at + 500));
  }

  /** The whole content of the state as text. */
  private String stateAsText() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:h2:file:" + installation.directory.resolve("data/state"), "sa", "");
        Statement statement = connection.createStatement();
        ResultSet script = statement.executeQuery("script nosettings")) {
      StringBuilder text = new StringBuilder();
      while (script.next()) {
        text.append(script.getString(1)).append('\n');
      }
      return text.toString().toLowerCase(Locale.ROOT).lines().collect(Collectors.joining("\n"));
    }
  }
}
