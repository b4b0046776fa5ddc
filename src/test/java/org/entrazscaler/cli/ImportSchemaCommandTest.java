package org.entrazscaler.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    assertTrue(
        trial
            .out()
            .lines()
            .anyMatch(line -> line.startsWith(target + "  ") && line.endsWith("  " + value)),
        () -> target + " " + value + " in:\n" + trial.out());
  }

  @Test
  void galleryApplicationPassesCheckAndGivesItsValues() throws IOException {
    assertEquals(0, importing("zia.json"), trial.out() + trial.err());
    assertEquals(0, trial.call("check", "--show", "ada.json"), trial.out() + trial.err());
    assertValue("userName", "\"ada@example.com\"");
    assertValue("externalId", "\"ada\"");
    assertTrue(trial.out().contains("Not([IsSoftDeleted])"), trial.out());
    assertTrue(trial.out().contains("\"Not \\\"assigned\\\"\" by default on creation"));
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
      assertTrue(trial.out().contains("routes/" + name + ".bak"), trial.out());
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
    assertTrue(trial.out().contains("is unchanged"), trial.out());
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
    assertTrue(trial.out().contains("id: map-user"), trial.out());
    assertTrue(trial.out().contains("id: scope-group"), trial.out());
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
    assertTrue(trial.out().contains("users, name.givenName: "), trial.out());
    assertTrue(trial.out().contains("Frobnicate"), trial.out());
    assertTrue(trial.out().contains("ValueAddOnly"), trial.out());
    assertTrue(trial.out().contains("IsMemberOf"), trial.out());
    assertTrue(trial.out().contains("stays in force:\n      ALL"), trial.out());
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
    assertTrue(trial.out().contains("\n  provisioning.user-actions=create,update\n"), trial.out());
    Files.writeString(
        directory.resolve("application.properties"),
        "logging.level=off\nprovisioning.user-actions=create,update\n");
    importingText(schema);
    assertFalse(trial.out().contains("user-actions"), trial.out());
  }

  @Test
  void otherFilesAreRefusedAndNothingIsWritten() throws IOException {
    Map<String, String> before = routes();
    assertEquals(2, trial.call("import-schema", "missing.json"));
    assertTrue(trial.err().startsWith("missing.json "), trial.err());
    assertEquals(2, importingText("{"));
    assertEquals(2, importingText("{\"synchronizationRules\":[]}"));
    assertTrue(trial.err().contains("$.synchronizationRules"), trial.err());
    assertEquals(2, importingText(zia().replace("\"userName\"", "\"title\"")));
    assertTrue(trial.err().contains("Nothing was written"), trial.err());
    assertEquals(2, trial.call("import-schema"));
    assertEquals(before, routes());
  }

  @Test
  void filesThatWouldNotPassCheckAreNotWritten() throws IOException {
    Path own = directory.resolve("routes/own.camel.yaml");
    Files.move(directory.resolve("routes/user-mapping.camel.yaml"), own);
    Map<String, String> before = routes();
    assertEquals(2, importing("zia.json"));
    assertTrue(trial.err().contains("map-user"), trial.err());
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
    assertTrue(trial.err().contains("are unchanged"), trial.err());
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
