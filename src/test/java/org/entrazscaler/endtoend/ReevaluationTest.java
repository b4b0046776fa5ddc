package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.simulation.tenant.Directory;
import org.entrazscaler.simulation.tenant.RequestKind;
import org.entrazscaler.simulation.zscaler.SimulatedZscaler;
import org.entrazscaler.simulation.zscaler.ZscalerOptions;
import org.entrazscaler.simulation.zscaler.ZscalerUser;
import org.entrazscaler.source.StoredObject;
import org.entrazscaler.store.State;
import org.entrazscaler.store.StateAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which properties are read from Entra and stored, and which changes start an initial cycle. */
class ReevaluationTest {

  @RegisterExtension private final Installation installation = new Installation();

  private Directory entra() {
    return installation.entra();
  }

  private void cycle() {
    Installation.Result result = installation.cycle();
    assertEquals(0, result.exitStatus(), result.out() + result.err());
  }

  private Set<String> selected(RequestKind kind) {
    List<String> selects =
        installation.tenant.requests().of(kind).stream()
            .map(request -> request.query("$select"))
            .filter(select -> select != null)
            .toList();
    assertEquals(1, selects.size(), kind + " should start one full round");
    return Arrays.stream(selects.get(0).split(",")).collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void onlyPropertiesOfMappingsAndFiltersAreSelected() {
    cycle();
    assertEquals(
        Set.of(
            "id",
            "accountEnabled",
            "userPrincipalName",
            "surname",
            "givenName",
            "displayName",
            "department"),
        selected(RequestKind.USERS_DELTA));
    assertEquals(
        Set.of("id", "displayName", "securityEnabled", "members"),
        selected(RequestKind.GROUPS_DELTA));

    installation.tenant.requests().clear();
    installation.edit("user-mapping.camel.yaml", "displayName: [displayName]", "title: [mobile]");
    installation.edit("scope.camel.yaml", "'ALL'", "'mail IS NOT NULL'");
    cycle();
    assertEquals(
        Set.of(
            "id",
            "accountEnabled",
            "userPrincipalName",
            "surname",
            "givenName",
            "mobilePhone",
            "mail",
            "department"),
        selected(RequestKind.USERS_DELTA));
    assertEquals(
        Set.of("id", "displayName", "securityEnabled", "members", "mail"),
        selected(RequestKind.GROUPS_DELTA));
  }

  @Test
  void aNewlyMappedAttributeIsWrittenForAllUsers() {
    for (int number = 1; number <= 3; number++) {
      entra()
          .assign(
              entra()
                  .addUser(
                      "User " + number,
                      "user" + number + "@example.com",
                      Map.of("jobTitle", "Engineer " + number)));
    }
    cycle();
    installation.edit(
        "user-mapping.camel.yaml",
        "displayName: [displayName]",
        "displayName: [displayName]\n                  title: [jobTitle]");
    Installation.Result result = installation.cycle();
    assertEquals(0, result.exitStatus(), result.out() + result.err());
    assertThat(result.out()).contains("initial");
    for (int number = 1; number <= 3; number++) {
      ObjectNode attributes =
          installation.zscaler.user("user" + number + "@example.com").attributes();
      assertEquals("Engineer " + number, attributes.path("title").asText());
    }

    installation.tenant.requests().clear();
    installation.zscaler.forgetRequests();
    cycle();
    assertEquals(0, installation.zscaler.requests().size());
    assertEquals(
        0,
        installation.tenant.requests().all().stream()
            .filter(request -> request.query("$select") != null)
            .count(),
        "nothing should be read again without a change");
  }

  @Test
  void commentsAndBlanksInAMappingAreNoChange() {
    entra().assign(entra().addUser("Ada", "ada@example.com"));
    cycle();
    installation.edit(
        "user-mapping.camel.yaml",
        "                  displayName: [displayName]",
        "                  # people see this\n                  displayName:   [displayName]");
    installation.tenant.requests().clear();
    cycle();
    assertEquals(
        0,
        installation.tenant.requests().all().stream()
            .filter(request -> request.query("$select") != null)
            .count());
  }

  @Test
  void aChangedDefaultAccessStartsAnInitialCycle() {
    entra().assign(entra().addUser("Ada", "ada@example.com"));
    cycle();
    installation.zscaler.removeUser("ada@example.com");
    installation.set("entra.default-access", "include");
    Installation.Result result = installation.cycle();
    assertThat(result.out()).contains("initial");
  }

  @Test
  void anotherTenantUrlIsAnotherTargetInWhichAllObjectsAreMatchedAgain() {
    String staff = entra().addGroup("Staff");
    entra().assign(staff);
    entra().addMember(staff, entra().addUser("Ada", "ada@example.com"));
    entra().addMember(staff, entra().addUser("Grace", "grace@example.com"));
    cycle();
    try (SimulatedZscaler other =
        SimulatedZscaler.start(
            ZscalerOptions.zia()
                .requestsPerSecond(0)
                .secretToken(installation.zscaler.secretToken()))) {
      String existing = other.putUser("ada@example.com").id();
      installation.set("zscaler.tenant-url", other.tenantUrl());
      installation.zscaler.forgetRequests();
      Installation.Result result = installation.cycle();
      assertEquals(0, result.exitStatus(), result.out() + result.err());
      assertThat(result.out()).contains("initial");

      ZscalerUser ada = other.user("ada@example.com");
      ZscalerUser grace = other.user("grace@example.com");
      assertEquals(existing, ada.id(), "an existing account should be matched");
      assertTrue(ada.active());
      assertTrue(grace.active());
      assertEquals(Set.of(ada.id(), grace.id()), Set.copyOf(other.group("Staff").memberIds()));
      assertEquals(List.of(), installation.zscaler.requests());

      other.forgetRequests();
      cycle();
      assertEquals(List.of(), other.writes());
    }
  }

  @Test
  void onlyFilterPropertiesAreStoredForUsersOutOfScope() throws IOException {
    String staff = entra().addGroup("Staff");
    entra().assign(staff);
    entra().assign(entra().addUser("Ada Inside", "ada.inside@example.com"));
    String outsider =
        entra()
            .addUser(
                "Olga Outsider",
                "olga.outsider@example.com",
                Map.of(
                    "surname",
                    "Outsidersurname",
                    "department",
                    "Secretdepartment",
                    "country",
                    "FR"));
    String others = entra().addGroup("Secretgroup");
    entra().addMember(others, outsider);
    installation.edit("scope.camel.yaml", "'ALL'", "'displayName NOT EQUALS \"X\"'");
    installation.edit(
        "scope.camel.yaml", "'displayName NOT EQUALS \"X\"'", "'country IS NOT NULL'");
    installation.edit("scope.camel.yaml", "'country IS NOT NULL'", "'displayName IS NOT NULL'");
    filterUsers("country EQUALS \"FR\" OR country IS NULL");
    cycle();
    assertTrue(installation.zscaler.user("ada.inside@example.com").active());

    try (State state = open()) {
      StoredObject stored = state.source().find(ObjectKey.user(outsider)).orElseThrow();
      assertEquals(Set.of("accountEnabled", "country"), fields(stored.properties()));
      StoredObject group = state.source().find(ObjectKey.group(others)).orElseThrow();
      assertEquals(Set.of("displayName", "securityEnabled"), fields(group.properties()));
    }
    assertFalse(
        stateContains("olga.outsider"), "the state contains the name of a user out of scope");
    assertFalse(stateContains("Outsidersurname"));
    assertFalse(stateContains("Secretdepartment"));

    installation.tenant.requests().clear();
    entra().addMember(staff, outsider);
    cycle();
    assertEquals(
        "Secretdepartment", installation.zscaler.user("olga.outsider@example.com").department());
    assertEquals(1, installation.tenant.requests().count(RequestKind.USER));

    entra().removeMember(staff, outsider);
    cycle();
    assertFalse(installation.zscaler.user("olga.outsider@example.com").active());
    try (State state = open()) {
      StoredObject stored = state.source().find(ObjectKey.user(outsider)).orElseThrow();
      assertEquals(Set.of("accountEnabled", "country"), fields(stored.properties()));
    }

    entra().updateUser(outsider, "department", "Other");
    entra().addMember(staff, outsider);
    cycle();
    assertTrue(installation.zscaler.user("olga.outsider@example.com").active());
    assertEquals("Other", installation.zscaler.user("olga.outsider@example.com").department());

    entra().updateUser(outsider, "country", "DE");
    cycle();
    assertFalse(installation.zscaler.user("olga.outsider@example.com").active());
    assertNull(installation.zscaler.group("Secretgroup"));
  }

  private void filterUsers(String users) {
    Path file = installation.directory.resolve("routes/scope.camel.yaml");
    try {
      String text = Files.readString(file);
      Files.writeString(
          file,
          text.replaceFirst(
              "expression: '[^']*'",
              java.util.regex.Matcher.quoteReplacement("expression: '" + users + "'")));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Set<String> fields(ObjectNode node) {
    Set<String> names = new TreeSet<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private State open() {
    return State.open(
        new StateAddress("jdbc:h2:file:./data/state", null, null, null),
        installation.directory,
        Clock.systemUTC());
  }

  private boolean stateContains(String text) throws IOException {
    try (Stream<Path> files = Files.walk(installation.directory.resolve("data"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        if (content.contains(text)) {
          return true;
        }
      }
    }
    return false;
  }
}
