package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.entrazscaler.simulation.tenant.Directory;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerFault;
import org.entrazscaler.simulation.zscaler.ZscalerUser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Malformed entries in Zscaler's lists do not affect other objects. */
class MalformedEntriesTest {

  private static final List<String> MALFORMED_USERS =
      List.of(
          "null",
          "\"text\"",
          "7",
          "{}",
          "{\"userName\":\"noid@example.com\",\"active\":true}",
          "{\"id\":\"\",\"userName\":\"blank@example.com\"}",
          "{\"id\":\"odd-1\"}",
          "{\"id\":\"odd-2\",\"userName\":null,\"active\":true}",
          "{\"id\":\"odd-3\",\"userName\":\"odd3@example.com\",\"active\":\"\"}",
          "{\"id\":\"odd-4\",\"userName\":\"odd4@example.com\",\"active\":null}",
          "{\"id\":\"odd-5\",\"userName\":\"odd5@example.com\",\"active\":[]}",
          "{\"id\":\"odd-6\",\"userName\":\"odd6@example.com\",\"groups\":[{\"display\":\"g\"}]}",
          "{\"id\":\"odd-7\",\"userName\":\"odd7@example.com\",\"groups\":\"none\"}",
          "{\"id\":8,\"userName\":\"odd8@example.com\",\"emails\":\"odd8@example.com\",\"name\":\"x\"}",
          "{\"id\":\"odd-9\",\"userName\":\"odd9@example.com\",\"meta\":null,\"active\":true}",
          "{\"id\":\"odd-9\",\"userName\":\"odd9@example.com\",\"meta\":null,\"active\":true}");

  private static final List<String> MALFORMED_GROUPS =
      List.of(
          "null",
          "{\"displayName\":\"No id\"}",
          "{\"id\":\"odd-g1\"}",
          "{\"id\":\"odd-g2\",\"displayName\":\"Odd members\",\"members\":[{\"display\":\"x\"}]}",
          "{\"id\":9,\"displayName\":\"Odd number\",\"members\":[null]}");

  @RegisterExtension private final Installation installation = new Installation();

  private Directory entra() {
    return installation.entra();
  }

  private String staff(int number) {
    String staff = entra().addGroup("Staff");
    for (int index = 1; index <= number; index++) {
      entra().addMember(staff, entra().addUser("User " + index, "user" + index + "@example.com"));
    }
    entra().assign(staff);
    return staff;
  }

  private Installation.Result cycle() {
    Installation.Result result = installation.cycle();
    assertEquals(0, result.exitStatus(), result.out() + result.err());
    return result;
  }

  private ZscalerUser user(String userName) {
    ZscalerUser user = installation.zscaler.user(userName);
    assertNotNull(user, userName + " is not in Zscaler");
    return user;
  }

  private Set<String> members() {
    return new TreeSet<>(installation.zscaler.group("Staff").memberUserNames());
  }

  /**
   * Changes every unfiltered list of this resource type. Answers to requests by filter or id stay
   * correct.
   */
  private void changeList(String path, Consumer<ObjectNode> change) {
    installation
        .zscaler
        .faults()
        .always(
            request ->
                request.path().equals(path)
                    && request.query() != null
                    && request.query().contains("startIndex="),
            ZscalerFault.changed(change));
  }

  private void addToList(String path, List<String> entries) {
    changeList(
        path,
        page -> {
          ArrayNode resources = (ArrayNode) page.path("Resources");
          for (String entry : entries) {
            resources.insert(0, json(entry));
          }
          page.put("totalResults", page.path("totalResults").asInt() + entries.size());
        });
  }

  /** Changes the entry of one user in the list. */
  private void changeListEntry(String userName, Consumer<ObjectNode> change) {
    changeList(
        "/Users",
        page -> {
          for (JsonNode user : page.path("Resources")) {
            if (user.path("userName").asText().equals(userName)) {
              change.accept((ObjectNode) user);
            }
          }
        });
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void malformedForeignEntriesAreReportedAndNotChanged() {
    addToList("/Users", MALFORMED_USERS);
    addToList("/Groups", MALFORMED_GROUPS);
    staff(12);
    Installation.Result result = cycle();
    assertEquals(12, members().size(), result.out());
    assertThat(installation.zscaler.writes())
        .noneMatch(write -> (write.path() + write.body()).contains("odd"));
    // The initial cycle has read all accounts, so the next one sends no request.
    installation.zscaler.forgetRequests();
    cycle();
    assertEquals(0, installation.zscaler.requests().size());

    Installation.Result report = installation.execute("reconcile");
    assertEquals(0, report.exitStatus(), report.out());
    for (String named : List.of("odd-1", "odd-3", "odd-6", "odd-7", "odd-g1", "noid@example.com")) {
      assertThat(report.out()).as(named + " is missing in " + report.out()).contains(named);
    }
    Installation.Result repaired = installation.execute("reconcile", "--fix");
    assertEquals(0, repaired.exitStatus(), repaired.out());
    assertEquals(0, installation.zscaler.writes().size());
    Installation.Result planned = installation.execute("plan");
    assertEquals(0, planned.exitStatus(), planned.out());
  }

  @Test
  void usersThatMayMatchAMalformedEntryAreLookedUpBeforeCreation() {
    staff(12);
    installation.zscaler.putUser("user7@example.com");
    changeListEntry("user7@example.com", user -> user.remove("id"));
    cycle();
    assertEquals(12, members().size());
    assertThat(installation.zscaler.writes())
        .noneMatch(
            write -> write.method().equals("POST") && write.body().contains("user7@example.com"));
    assertEquals(Set.of(), Set.copyOf(installation.zscaler.doubledWrites()));
  }

  @Test
  void accountsWithMalformedEntriesAreAdopted() {
    staff(12);
    for (int number : List.of(1, 2, 3)) {
      String name = "user" + number + "@example.com";
      installation.zscaler.putUser(name);
      installation.zscaler.editUser(
          name, account -> account.put("externalId", entra().userIds().get(number - 1)));
    }
    changeList(
        "/Users",
        page -> {
          for (JsonNode entry : page.path("Resources")) {
            ObjectNode user = (ObjectNode) entry;
            switch (user.path("userName").asText()) {
              case "user1@example.com" -> user.put("active", "").put("emails", "none");
              case "user2@example.com" -> user.remove("userName");
              case "user3@example.com" -> user.put("name", "x").putNull("meta");
              default -> {}
            }
          }
        });
    cycle();
    assertEquals(12, members().size());
    assertTrue(user("user1@example.com").active());
    assertEquals(
        Set.of(),
        installation.zscaler.writes().stream()
            .filter(write -> write.method().equals("POST"))
            .filter(write -> write.body().matches("(?s).*user[123]@example.*"))
            .collect(Collectors.toSet()));
  }

  @Test
  void aMalformedLookupAnswerParksOnlyItsUser() {
    staff(12);
    addToList("/Users", List.of("null"));
    installation
        .zscaler
        .faults()
        .always(
            request ->
                request.query() != null
                    && request.query().contains("filter=")
                    && request.query().contains("user7"),
            ZscalerFault.changed(
                answer -> {
                  answer.put("totalResults", 1);
                  answer.withArray("Resources").addNull();
                }));
    Installation.Result result = installation.cycle();
    assertEquals(1, result.exitStatus(), result.out() + result.err());
    assertEquals(11, members().size());
    assertNull(installation.zscaler.user("user7@example.com"));
    assertThat(installation.execute("status").out()).contains("user7@example.com");
    installation.zscaler.faults().clear();
    installation.execute("retry", "--all");
    cycle();
    assertEquals(12, members().size());
  }

  @Test
  void leaversWithMalformedEntriesAreDisabledInAFirstCycle() {
    staff(2);
    String gone = entra().addUser("Gone", "gone@example.com");
    String nameless = entra().addUser("Nameless", "nameless@example.com");
    for (String leaver : List.of(gone, nameless)) {
      String name = leaver.equals(gone) ? "gone@example.com" : "nameless@example.com";
      installation.zscaler.putUser(name);
      installation.zscaler.editUser(name, account -> account.put("externalId", leaver));
    }
    changeList(
        "/Users",
        page -> {
          for (JsonNode user : page.path("Resources")) {
            if (user.path("externalId").asText().equals(gone)) {
              ((ObjectNode) user).put("active", "");
            } else if (user.path("externalId").asText().equals(nameless)) {
              ((ObjectNode) user).remove("userName");
            }
          }
        });
    cycle();
    assertFalse(user("gone@example.com").active());
    assertFalse(user("nameless@example.com").active());
    assertTrue(user("user1@example.com").active());
  }

  @Test
  void onlyTheMalformedEntriesOfManagedAccountsAreReported() {
    staff(3);
    cycle();
    changeList(
        "/Users",
        page -> {
          for (JsonNode user : page.path("Resources")) {
            if (user.path("userName").asText().equals("user1@example.com")) {
              ((ObjectNode) user).put("active", "");
            } else if (user.path("userName").asText().equals("user2@example.com")) {
              ((ObjectNode) user).putArray("groups").addObject().put("display", "Staff");
            }
          }
        });
    installation.zscaler.forgetRequests();
    Installation.Result report = installation.execute("reconcile");
    assertEquals(1, report.exitStatus(), report.out());
    assertThat(report.out()).contains("user1@example.com");
    assertThat(report.out()).contains("user2@example.com");
    assertThat(report.out()).doesNotContain("user3@example.com");
    assertThat(report.out()).doesNotContain("lacks the member");
    installation.execute("reconcile", "--fix");
    installation.zscaler.faults().clear();
    // The repair lost no membership: a user who leaves now is removed from the group.
    entra().removeMember(entra().groupIds().get(0), entra().userIds().get(1));
    entra().assign(entra().userIds().get(1));
    cycle();
    assertEquals(Set.of("user1@example.com", "user3@example.com"), members());
  }

  @Test
  void aManagedAccountListedWithoutIdIsNotMissing() {
    staff(3);
    cycle();
    changeListEntry("user2@example.com", user -> user.putNull("id"));
    installation.zscaler.forgetRequests();
    Installation.Result report = installation.execute("reconcile", "--fix");
    assertEquals(0, report.exitStatus(), report.out());
    assertEquals(0, installation.zscaler.writes().size());
    assertEquals(
        1,
        installation.zscaler.count(
            RecordedRequest.of("GET", "/Users/" + user("user2@example.com").id())));
  }

  @Test
  void readingStopsOnAnEndlessList() {
    staff(12);
    changeList(
        "/Users",
        page -> {
          int total = page.path("totalResults").asInt();
          page.put("totalResults", total + installation.zscaler.requests().size() * 1000);
        });
    installation.cycle();
    assertThat(installation.zscaler.count(RecordedRequest.of("GET", "/Users")))
        .as("too many requests for the list")
        .isLessThan(50);
  }
}
