package org.entrazscaler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.entrazscaler.logging.LogOfTests;
import org.entrazscaler.program.LocalProgram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An exported schema becomes the files in routes/, which pass check and give the same values. */
class ImportSchemaCommandTest {

  private static final Path SCHEMAS = Path.of("src/test/resources/schema").toAbsolutePath();

  private static final String ADA =
      """
      {"userPrincipalName": "ada@example.com", "mailNickname": "ada", "givenName": "Ada",
       "surname": "Byron", "displayName": "Ada B.", "objectId": "1", "IsSoftDeleted": "False",
       "department": null, "jobTitle": "Countess", "telephoneNumber": "1", "mobile": "2"}
      """;

  @TempDir Path directory;

  private CommandLineTrial trial;

  @BeforeEach
  void begin() throws IOException {
    Files.createDirectory(directory.resolve("routes"));
    try (Stream<Path> routes = Files.list(Path.of("routes"))) {
      for (Path route : routes.filter(Files::isRegularFile).toList()) {
        Files.copy(route, directory.resolve("routes").resolve(route.getFileName()));
      }
    }
    Files.writeString(directory.resolve("application.properties"), "logging.level=off\n");
    Files.writeString(directory.resolve("ada.json"), ADA);
    Environment environment =
        new Environment(
            directory,
            Map.of(),
            new BufferedReader(Reader.nullReader()),
            new PrintWriter(Writer.nullWriter()),
            new PrintWriter(Writer.nullWriter()),
            Clock.systemUTC(),
            false,
            false);
    trial = new CommandLineTrial(directory, new LocalProgram(environment));
  }

  @AfterEach
  void restoreLog() {
    LogOfTests.restore();
  }

  private int importing(String schema, String... options) {
    return trial.call(
        Stream.concat(
                Stream.of("import-schema", SCHEMAS.resolve(schema).toString()), Stream.of(options))
            .toArray(String[]::new));
  }

  private int importingText(String schema) throws IOException {
    Files.writeString(directory.resolve("schema.json"), schema);
    return trial.call("import-schema", "schema.json");
  }

  private static String zia() throws IOException {
    return Files.readString(SCHEMAS.resolve("zia.json"));
  }

  private String route(String name) throws IOException {
    return Files.readString(directory.resolve("routes").resolve(name));
  }

  private Map<String, String> routes() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory.resolve("routes"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return contents;
  }

  private void assertValue(String target, String value) {
    assertThat(trial.out().lines())
        .as(() -> target + " " + value + " in:\n" + trial.out())
        .anyMatch(line -> line.startsWith(target + "  ") && line.endsWith("  " + value));
  }

  @Test
  void galleryApplicationPassesCheckAndGivesItsValues() throws IOException {
    assertEquals(0, importing("zia.json"), trial.out() + trial.err());
    assertEquals(0, trial.call("check", "--show", "ada.json"), trial.out() + trial.err());
    assertValue("userName", "\"ada@example.com\"");
    assertValue("externalId", "\"ada\"");
    assertThat(trial.out()).contains("Not([IsSoftDeleted])");
    assertThat(trial.out()).contains("\"Not \\\"assigned\\\"\" by default on creation");
    String filter =
        route("scope.camel.yaml")
            .lines()
            .filter(line -> line.contains("expression: '"))
            .map(line -> line.replaceAll("^.*expression: '|'$", "").replace("''", "'"))
            .findFirst()
            .orElseThrow();
    trial.call(
        "evaluate", filter, "--language", "scope", "--with", "{\"userType\":\"Contractor\"}");
    assertEquals("true\n", trial.out());
    trial.call("evaluate", filter, "--language", "scope", "--with", "{\"department\":\"Sales\"}");
    assertEquals("false\n", trial.out());
  }

  @Test
  void customApplicationPassesCheckAndGivesItsValues() {
    assertEquals(0, importing("custom.json"), trial.out() + trial.err());
    assertEquals(0, trial.call("check", "--show", "ada.json"), trial.out() + trial.err());
    assertValue("active", "\"True\"");
    assertValue("displayName", "\"Ada Byron\"");
    assertValue("title", "\"Countess\" (on creation only)");
    assertValue("emails[type eq \"work\"].value", "\"ada@example.com\"");
    assertValue("nickName", "\"ADA\"");
    assertValue("userType", "\"Employee \\\\ \\\"staff\\\"\"");
    assertValue("phoneNumbers[type eq \"mobile\"].value", "\"2\"");
  }

  @Test
  void previousFilesAreKeptAndNoBackupIsOverwritten() throws IOException {
    Map<String, String> before = routes();
    importing("zia.json");
    for (String name :
        new String[] {"user-mapping.camel.yaml", "group-mapping.camel.yaml", "scope.camel.yaml"}) {
      assertEquals(before.get(name), route(name + ".bak"));
      assertThat(trial.out()).contains("routes/" + name + ".bak");
    }
    String first = route("user-mapping.camel.yaml");
    importing("custom.json");
    assertEquals(before.get("user-mapping.camel.yaml"), route("user-mapping.camel.yaml.bak"));
    assertEquals(first, route("user-mapping.camel.yaml.bak2"));
  }

  @Test
  void sameSchemaAgainChangesNothing() throws IOException {
    importing("zia.json");
    Map<String, String> once = routes();
    assertEquals(0, importing("zia.json"));
    assertEquals(once, routes());
    assertThat(trial.out()).contains("is unchanged");
  }

  @Test
  void filePermissionsStay() throws IOException {
    Path mapping = directory.resolve("routes/user-mapping.camel.yaml");
    Files.setPosixFilePermissions(mapping, PosixFilePermissions.fromString("rw-r-----"));
    importing("zia.json");
    assertEquals(
        "rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(mapping)));
  }

  @Test
  void printShowsTheFilesAndWritesNothing() throws IOException {
    Map<String, String> before = routes();
    assertEquals(0, importing("zia.json", "--print"));
    assertEquals(before, routes());
    assertThat(trial.out()).contains("id: map-user");
    assertThat(trial.out()).contains("id: scope-group");
  }

  @Test
  void partsWithoutAnEquivalentAreNamed() throws IOException {
    String schema =
        zia()
            .replaceFirst(
                "\\[givenName]\",(\\s*)\"name\": \"givenName\",(\\s*)\"type\": \"Attribute\"",
                "Frobnicate([x])\",$1\"name\": \"Frobnicate\",$2\"type\": \"Function\"")
            .replaceFirst("\"flowType\": \"Always\"", "\"flowType\": \"ValueAddOnly\"")
            .replaceFirst("\"operatorName\": \"EQUALS\"", "\"operatorName\": \"IsMemberOf\"");
    assertEquals(1, importingText(schema), trial.out() + trial.err());
    assertThat(trial.out()).contains("users, name.givenName: ");
    assertThat(trial.out()).contains("Frobnicate");
    assertThat(trial.out()).contains("ValueAddOnly");
    assertThat(trial.out()).contains("IsMemberOf");
    assertThat(trial.out()).contains("stays in force:\n      ALL");
    assertEquals(0, trial.call("check"), trial.out());
  }

  @Test
  void filterStaysIfThatOfTheSchemaHasNoEquivalent() throws IOException {
    Path scope = directory.resolve("routes/scope.camel.yaml");
    Files.writeString(
        scope, Files.readString(scope).replaceFirst("'ALL'", "'surname EQUALS \"O''Hara\"'"));
    String before = Files.readString(scope);
    String schema = zia().replaceFirst("\"operatorName\": \"EQUALS\"", "\"operatorName\": \"X\"");
    assertEquals(1, importingText(schema));
    assertEquals(before, Files.readString(scope));
  }

  @Test
  void settingsThatDifferFromEntraAreNamed() throws IOException {
    String schema =
        zia()
            .replaceFirst(
                "\"flowTypes\": \"Add, Update, Delete\"", "\"flowTypes\": \"Add, Update\"")
            .replaceFirst("(?s)(GROUP_OUTBOUND_GROUP.*?)\"enabled\": true", "$1\"enabled\": false");
    assertEquals(1, importingText(schema), trial.err());
    assertThat(trial.out()).contains("\n  provisioning.user-actions=create,update\n");
    Files.writeString(
        directory.resolve("application.properties"),
        "logging.level=off\nprovisioning.user-actions=create,update\n");
    importingText(schema);
    assertThat(trial.out()).doesNotContain("user-actions");
  }

  @Test
  void otherFilesAreRefusedAndNothingIsWritten() throws IOException {
    Map<String, String> before = routes();
    assertEquals(2, trial.call("import-schema", "missing.json"));
    assertThat(trial.err()).startsWith("missing.json ");
    assertEquals(2, importingText("{"));
    assertEquals(2, importingText("{\"synchronizationRules\":[]}"));
    assertThat(trial.err()).contains("$.synchronizationRules");
    assertEquals(2, importingText(zia().replace("\"userName\"", "\"title\"")));
    assertThat(trial.err()).contains("Nothing was written");
    assertEquals(2, trial.call("import-schema"));
    assertEquals(before, routes());
  }

  @Test
  void filesThatWouldNotPassCheckAreNotWritten() throws IOException {
    Path own = directory.resolve("routes/own.camel.yaml");
    Files.move(directory.resolve("routes/user-mapping.camel.yaml"), own);
    Map<String, String> before = routes();
    assertEquals(2, importing("zia.json"));
    assertThat(trial.err()).contains("map-user");
    assertEquals(before, routes());
  }

  @Test
  void noFileChangesIfOneCannotBeWritten() throws IOException {
    // The prepared file cannot be written, because there is a folder with its name.
    Path obstacle = directory.resolve("routes/scope.camel.yaml.new");
    Files.createDirectory(obstacle);
    Files.writeString(obstacle.resolve("x"), "");
    Map<String, String> before = routes();
    assertEquals(2, importing("zia.json"));
    assertThat(trial.err()).contains("are unchanged");
    assertEquals(before, routes());
  }

  @Test
  void missingFolderIsAnError() throws IOException {
    for (String name : routes().keySet()) {
      Files.delete(directory.resolve("routes").resolve(name));
    }
    Files.delete(directory.resolve("routes"));
    assertEquals(2, importing("zia.json"));
  }
}
