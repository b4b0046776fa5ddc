package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files in {@code routes/} that change while {@code run} is active, and mistakes in them. */
class ReloadTest {

  private static final String USER_MAPPING = "user-mapping.camel.yaml";
  private static final String LAST_ROW =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department: [department]";

  @RegisterExtension private final Installation installation = new Installation();

  @BeforeEach
  void start() throws Exception {
    installation
        .set("camel.management.port", String.valueOf(ServiceTest.freePort()))
        .set("provisioning.schedule", "* * * * * ?");
    for (int number = 1; number <= 3; number++) {
      installation
          .entra()
          .assign(
              installation
                  .entra()
                  .addUser(
                      "User " + number,
                      "user" + number + "@example.com",
                      Map.of("jobTitle", "Engineer")));
    }
  }

  @Test
  void aChangedMappingIsAppliedToAllUsersAndAnErrorChangesNothing() throws Exception {
    try (ServiceThread service = ServiceThread.start(installation)) {
      awaitUsers(3);
      installation.edit(
          USER_MAPPING, LAST_ROW, LAST_ROW + "\n                  title: Lowerr([jobTitle])");
      await()
          .atMost(ProgramProcess.PATIENCE)
          .until(() -> installation.status().path("refusedReload").asText().contains("Lowerr"));
      String refused = installation.status().path("refusedReload").asText();
      int line = lineOf("title:");
      assertThat(refused).contains(USER_MAPPING + ":" + line + ":26");
      assertThat(service.err()).contains(USER_MAPPING + ":" + line + ":26");
      assertThat(installation.execute("status").out())
          .as("the text of status says that the reload was rejected")
          .contains("was rejected");
      installation.entra().assign(installation.entra().addUser("Joiner", "joiner@example.com"));
      awaitUsers(4);
      assertNull(title("user1"));

      installation.edit(USER_MAPPING, "Lowerr(", "ToLower(");
      await().atMost(ProgramProcess.PATIENCE).until(() -> title("user3") != null);
      await().atMost(ProgramProcess.PATIENCE).until(() -> title("user1") != null);
      assertEquals("engineer", title("user2"));
      assertTrue(installation.status().path("refusedReload").isNull());
      assertThat(service.err()).contains("everything is evaluated again");
      assertTrue(service.isRunning());
    }
    assertEquals(java.util.List.of(), installation.zscaler.doubledWrites());
  }

  private void awaitUsers(int number) {
    await()
        .atMost(ProgramProcess.PATIENCE)
        .until(() -> installation.zscaler.userCount() == number + 1);
  }

  private String title(String name) {
    return Objects.requireNonNull(installation.zscaler.user(name + "@example.com"))
        .attributes()
        .path("title")
        .asText(null);
  }

  private int lineOf(String text) throws Exception {
    String content =
        Files.readString(installation.directory.resolve("routes").resolve(USER_MAPPING));
    return content.substring(0, content.indexOf(text)).split("\n", -1).length;
  }

  /** The file, the correct text, the wrong text, and what the message contains. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "user-mapping.camel.yaml | displayName: [displayName] | displayName: Lowerr([displayName])"
            + " | Lowerr",
        "user-mapping.camel.yaml | displayName: [displayName] | displayName: [dispName] | dispName",
        "user-mapping.camel.yaml | displayName: [displayName] | displayName: Append([displayName] |"
            + " ",
        "scope.camel.yaml | expression: 'ALL' | expression: 'department EQUALZ \"x\"' | EQUALZ",
        "scope.camel.yaml | expression: 'ALL' | expression: 'departmnt EQUALS \"x\"' | departmnt",
        "plan.camel.yaml | ref: planning | ref: planningNot | planningNot",
        "call-zscaler.camel.yaml | {{zscaler.tenant-url}} | {{zscaler.tenant-uri}} |"
            + " zscaler.tenant-uri",
        "cycle.camel.yaml | steps: | steps | ",
        "cycle.camel.yaml | uri: quartz | uri: quarz | quarz"
      })
  void anErrorInAFileIsReportedAtTheStartWithItsPosition(
      String file, String correct, String wrong, String expected) throws Exception {
    Path path = installation.directory.resolve("routes").resolve(file);
    String content = Files.readString(path);
    int at = content.indexOf(correct);
    assertThat(at).as(correct).isGreaterThanOrEqualTo(0);
    Files.writeString(
        path, content.substring(0, at) + wrong + content.substring(at + correct.length()));

    for (String[] command : new String[][] {{"run"}, {"run", "--once"}, {"check"}}) {
      Installation.Result result = installation.execute(command);
      String output = result.out() + result.err();
      assertEquals(2, result.exitStatus(), String.join(" ", command) + output);
      assertThat(output)
          .as(String.join(" ", command) + output)
          .matches("(?s).*" + file.replace(".", "\\.") + ":\\d+:\\d+.*");
      if (expected != null) {
        assertThat(output).contains(expected);
      }
      assertThat(output).doesNotContain("\tat ");
    }
    assertEquals(0, installation.tenant.requests().count());
    assertTrue(installation.status().path("lastCycle").isNull());
  }
}
