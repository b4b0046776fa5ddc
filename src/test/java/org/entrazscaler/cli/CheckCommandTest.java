package org.entrazscaler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.entrazscaler.logging.LogOfTests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Errors that are found without a network, and the mapped values of one user. */
class CheckCommandTest {

  private static final String USERS =
      """
      userName: [userPrincipalName] | match 1
      externalId: [objectId] | match 2
      active: Switch([IsSoftDeleted], , "False", "True", "True", "False")
      displayName: Join(" ", [givenName], [surname])
      title: [jobTitle] | default "Employee" | apply create
      nickName: IgnoreFlowIfNullOrEmpty([nick])
      urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department: [department] | clear
      """;

  private static final String GROUPS =
      """
      displayName: [displayName] | match 1
      externalId: [objectId]
      members: [members]
      """;

  @TempDir Path directory;

  private final RecordingProgram program = new RecordingProgram();
  private CommandLineTrial trial;

  @BeforeEach
  void begin() throws IOException {
    trial = new CommandLineTrial(directory, program);
    Files.createDirectory(directory.resolve("routes"));
    Files.writeString(directory.resolve("application.properties"), "logging.level=off\n");
    route("map-user", "mapping", USERS);
    route("map-group", "mapping", GROUPS);
    route("scope-user", "scope", "ALL\n");
    route("scope-group", "scope", "ALL\n");
  }

  @AfterEach
  void restoreLog() {
    LogOfTests.restore();
  }

  private void route(String id, String language, String block) throws IOException {
    Files.writeString(
        directory.resolve("routes").resolve(id + ".camel.yaml"),
        """
        - route:
            id: %s
            from:
              uri: direct
              parameters:
                name: %s
              steps:
                - transform:
                    expression:
                      language:
                        language: %s
                        expression: |
        %s\
        """
            .formatted(id, id, language, block.indent(18)));
  }

  private String user(String json) throws IOException {
    Files.writeString(directory.resolve("user.json"), json);
    return "user.json";
  }

  @Test
  void withoutErrorsTheMissingSettingsAreNamed() {
    assertEquals(0, trial.call("check"), trial.out());
    assertThat(trial.out()).contains("needed to connect: entra.tenant-id, entra.client-id");
    assertThat(trial.out()).contains("Everything is valid");
    assertEquals("", trial.err());
  }

  @Test
  void settingWithAnErrorIsNotMissing() throws IOException {
    Files.writeString(
        directory.resolve("mine.properties"),
        "entra.tenant-id=contoso tenant\n"
            + "entra.client-secret-file=nowhere.txt\n"
            + "zscaler.tenant-url=x\n");
    assertEquals(2, trial.call("check", "--config", "mine.properties"));
    for (String key :
        List.of("entra.tenant-id", "entra.client-secret-file", "zscaler.tenant-url")) {
      assertThat(trial.out()).contains(": " + key + " is \"");
    }
    assertThat(trial.out())
        .contains(
            "needed to connect: entra.client-id, entra.enterprise-app-id, zscaler.secret-token");
  }

  @Test
  void misspeltSettingIsStillMissing() throws IOException {
    Files.writeString(directory.resolve("mine.properties"), "entra.tenantid=contoso.com\n");
    assertEquals(2, trial.call("check", "--config", "mine.properties"));
    assertThat(trial.out()).contains("needed to connect: entra.tenant-id,");
  }

  @Test
  void errorsOfSettingsAndFilesAreReportedTogether() throws IOException {
    Files.writeString(directory.resolve("mine.properties"), "zscaler.bulk=on\n");
    route("map-user", "mapping", USERS + "title: Joyn([a])\n");
    route("scope-user", "scope", "department IS \"Sales\"\n");
    assertEquals(2, trial.call("check", "--config", "mine.properties"));
    assertThat(trial.out()).contains("mine.properties:1: zscaler.bulk is \"on\"");
    assertThat(trial.out().lines())
        .as(trial.out())
        .anyMatch(l -> l.matches(".*map-user\\.camel\\.yaml:\\d+:\\d+: .*"));
    assertThat(trial.out().lines())
        .as(trial.out())
        .anyMatch(l -> l.matches(".*scope-user\\.camel\\.yaml:\\d+:\\d+: .*"));
    assertThat(trial.out().lines()).as(trial.out()).anyMatch(l -> l.matches("[3-9] errors.*"));
  }

  @Test
  void missingFolderIsAnError() throws IOException {
    for (String id : List.of("map-user", "map-group", "scope-user", "scope-group")) {
      Files.delete(directory.resolve("routes").resolve(id + ".camel.yaml"));
    }
    Files.delete(directory.resolve("routes"));
    assertEquals(2, trial.call("check"));
  }

  @Test
  void showPrintsEachRowWithItsValueForAUserInAFile() throws IOException {
    String file =
        user(
            "{\"userPrincipalName\":\"ada@example.com\",\"objectId\":\"1\","
                + "\"givenName\":\"Ada\",\"surname\":\"Byron\"}");
    assertEquals(0, trial.call("check", "--show", file), trial.out() + trial.err());
    List<String> rows = trial.out().lines().dropWhile(l -> !l.startsWith("Target")).toList();
    assertRow(rows, "userName", "[userPrincipalName]", "\"ada@example.com\"");
    assertRow(rows, "active", "Switch(", "\"True\"");
    assertRow(rows, "displayName", "Join(", "\"Ada Byron\"");
    assertRow(rows, "title", "[jobTitle]", "\"Employee\" by default on creation");
    assertRow(rows, "nickName", "IgnoreFlowIfNullOrEmpty(", "left out (IgnoreFlowIfNullOrEmpty)");
    assertRow(rows, "urn:", "[department]", "removed");
    assertEquals(USERS.lines().count() + 1, rows.size());
    assertEquals(List.of(), program.calls());
  }

  @Test
  void blockedUserInAFileIsSoftDeletedUnlessTheFileSaysOtherwise() throws IOException {
    trial.call("check", "--show", user("{\"accountEnabled\":false}"));
    assertRow(trial.out().lines().toList(), "active", "Switch(", "\"False\"");
    trial.call("check", "--show", user("{\"accountEnabled\":false,\"IsSoftDeleted\":\"False\"}"));
    assertRow(trial.out().lines().toList(), "active", "Switch(", "\"True\"");
  }

  @Test
  void rowWithoutAValueDoesNotHideTheOthers() throws IOException {
    route("map-user", "mapping", USERS.replace("[jobTitle]", "Mid([jobTitle], [level], 2)"));
    String file = user("{\"userPrincipalName\":\"a@b.c\",\"jobTitle\":\"x\",\"level\":\"high\"}");
    assertEquals(1, trial.call("check", "--show", file));
    assertRow(trial.out().lines().toList(), "title", "Mid(", "failed: ");
    assertRow(trial.out().lines().toList(), "userName", "[userPrincipalName]", "\"a@b.c\"");
  }

  @Test
  void showUsesAUserInTheSourceCopy() {
    program.answer(1, "There is no user ada@example.com");
    assertEquals(1, trial.call("check", "--show", "ada@example.com"));
    assertEquals(List.of("showMapping(ada@example.com,)"), program.calls());
    assertThat(trial.out()).endsWith("There is no user ada@example.com\n");
  }

  @Test
  void fileThatIsMissingOrHasNoAttributesIsRefused() throws IOException {
    assertEquals(2, trial.call("check", "--show", "missing.json"));
    assertThat(trial.err()).startsWith("missing.json ");
    assertEquals(2, trial.call("check", "--show", user("[1]")));
    assertThat(trial.err()).startsWith("user.json is not a JSON object");
    Files.write(
        directory.resolve("user.json"), "{\"a\":\"ä\"}".getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(2, trial.call("check", "--show", "user.json"));
    assertEquals(List.of(), program.calls());
  }

  @Test
  void mappingWithAnErrorIsNotShown() throws IOException {
    route("map-user", "mapping", USERS + "title: Joyn([a])\n");
    assertEquals(2, trial.call("check", "--show", user("{}")));
    assertThat(trial.out()).doesNotContain("Target");
  }

  private static void assertRow(List<String> rows, String target, String source, String value) {
    assertThat(rows)
        .as(() -> target + " " + source + " " + value + " in:\n" + String.join("\n", rows))
        .anyMatch(
            row -> row.startsWith(target) && row.contains("  " + source) && row.contains(value));
  }
}
