package org.entrazscaler.simulation.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The simulated tenant answers as the examples of the Microsoft Graph documentation do. */
class GraphShapesTest {

  private static final String USERS = "/users/delta?$select=displayName,givenName,surname";
  private static final String GROUPS = "/groups/delta?$select=displayName,description,members";

  private final SimulatedTenant tenant =
      SimulatedTenant.start(
          0, Clock.fixed(Instant.parse("2021-02-02T04:22:45.948056600Z"), ZoneOffset.UTC));
  private final Directory directory = tenant.directory();
  private final GraphReader reader = GraphReader.signedIn(tenant);

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void aFirstRoundOfUsers() {
    user("ffff7b1a-13b6-477b-8c0c-380905cd99f7", "Cameron", "White");
    user("605d1257-ffff-40b6-8e6f-528a53f5dc55", "Delia", "Dennis");
    user("86462606-fde0-4fc4-9e0c-a20eb73e54c6", "Gone", "Before");
    directory.purgeUser("86462606-fde0-4fc4-9e0c-a20eb73e54c6");
    directory.addUser(
        "Conf Room Adams",
        "adams@contoso.com",
        Map.of("id", "6ea91a8d-e32e-41a1-b7bd-d2d185eed0e0"));
    user("25dcffff-959e-4ece-9973-e5d9b800e8cc", "Lidia", "Holloway");
    user("f6ede700-27d0-4c42-bfb9-4dffff43c74a", "Patti", "Fernandez");
    tenant.delta().objectsPerPage(4);

    List<JsonNode> pages = reader.pages(USERS);

    assertEquals(2, pages.size());
    assertSame("01-users-delta-initial-nextlink", pages.get(0));
    assertSame("02-users-delta-final-deltalink", pages.get(1));
  }

  @Test
  void laterRoundsOfUsers() {
    user("25dcffff-959e-4ece-9973-e5d9b800e8cc", "Administrator", "Mod");
    user("8ffff70c-1c63-4860-b963-e34ec660931d", "Deleted", "Soon");
    String link = reader.read(USERS).path("@odata.deltaLink").asText();

    assertSame("03-users-delta-no-changes", reader.read(link));
    directory.rename("25dcffff-959e-4ece-9973-e5d9b800e8cc", "MOD Administrator");
    directory.updateUser("25dcffff-959e-4ece-9973-e5d9b800e8cc", "givenName", "MOD");
    directory.updateUser("25dcffff-959e-4ece-9973-e5d9b800e8cc", "surname", "Administrator");
    directory.deleteUser("8ffff70c-1c63-4860-b963-e34ec660931d");
    assertSame("04-users-delta-changed-and-soft-deleted", reader.read(link));
  }

  @Test
  void aFirstRoundOfGroups() {
    String company =
        group(
            "c2f798fd-f95d-4623-8824-63aec21fffff",
            "All Company",
            "This is the default group for everyone in the network");
    group("ec22655c-8eb2-432a-b4ea-8b8a254bffff", "sg-HR", "All HR personnel");
    user("693acd06-2877-4339-8ade-b704261fe7a0", "Ada", "King");
    user("49320844-be99-4164-8167-87ff5d047ace", "Bob", "Stone");
    directory.addMember(company, "693acd06-2877-4339-8ade-b704261fe7a0");
    directory.addMember(company, "49320844-be99-4164-8167-87ff5d047ace");
    group("00000000-8eb2-432a-b4ea-8b8a254bffff", "Next page", "Next page");
    tenant.delta().objectsPerPage(2);

    assertSame("05-groups-delta-initial-with-members", reader.read(GROUPS));
  }

  @Test
  void membersAddedAndRemoved() {
    user("632f6bb2-3ec8-4c1f-9073-0027a8c6859", "Ada", "King");
    user("37de1ae3-408f-4702-8636-20824abda004", "Bob", "Stone");
    String group =
        group(
            "2e5807ce-58f3-4a94-9b37-ffff2e085957",
            "TestGroup3",
            "A test group for change tracking");
    directory.addMember(group, "632f6bb2-3ec8-4c1f-9073-0027a8c6859");
    String link = reader.read(GROUPS).path("@odata.deltaLink").asText();

    directory.removeMember(group, "632f6bb2-3ec8-4c1f-9073-0027a8c6859");
    directory.addMember(group, "37de1ae3-408f-4702-8636-20824abda004");

    assertSame("08-groups-delta-member-added-and-removed", reader.read(link));
  }

  @Test
  void aLargeGroupOnSeveralPages() {
    List<String> ids =
        List.of(
            "632f6bb2-3ec8-4c1f-9073-0027a8c6859",
            "37de1ae3-408f-4702-8636-20824abda004",
            "c08a463b-7b8a-40a4-aa31-f9bf690b9551",
            "23423fa6-821e-44b2-aae4-d039d33884c2",
            "00000000-821e-44b2-aae4-d039d33884c2");
    ids.forEach(id -> user(id, "Member", id));
    String group =
        group(
            "2e5807ce-58f3-4a94-9b37-ffff2e085957",
            "LargeGroup",
            "A group containing thousands of users");
    directory.addMember(group, ids.get(0));
    directory.addMember(group, ids.get(2));
    String link = reader.read(GROUPS).path("@odata.deltaLink").asText();
    tenant.delta().linksPerPage(2);

    directory.removeMember(group, ids.get(0));
    directory.addMember(group, ids.get(1));
    directory.removeMember(group, ids.get(2));
    directory.addMember(group, ids.get(3));
    directory.addMember(group, ids.get(4));
    List<JsonNode> pages = reader.pages(link);

    assertSame("09-groups-delta-large-group-page1", pages.get(0));
    assertSame("10-groups-delta-large-group-page2", pages.get(1));
  }

  @Test
  void aMinimalRound() throws IOException {
    String group = group("c2f798fd-f95d-4623-8824-63aec21fffff", "Everybody", "All of us");
    String link = reader.read(GROUPS).path("@odata.deltaLink").asText();
    directory.rename(group, "Everyone");
    directory.updateGroup(group, "description", null);
    group("ec22655c-8eb2-432a-b4ea-8b8a254bffff", "Next page", "Next page");
    tenant.delta().objectsPerPage(1);

    ObjectNode expected = (ObjectNode) example("11-groups-delta-return-minimal");
    // The documentation page shows the entry without its id, but says that the id is always
    // present.
    ((ObjectNode) expected.path("value").path(0)).put("id", group);

    assertEquals(
        comparable(expected).toPrettyString(),
        comparable(reader.read(link, "Prefer", "return=minimal")).toPrettyString());
  }

  @Test
  void assignments() throws IOException {
    user("cdb555e3-b33e-4fd5-a427-17fadacbdfa7", "MOD", "Administrator");
    String id = directory.assign("cdb555e3-b33e-4fd5-a427-17fadacbdfa7", Directory.DEFAULT_ACCESS);
    String application = tenant.enterpriseAppId();

    JsonNode page = reader.read("/servicePrincipals/" + application + "/appRoleAssignedTo");

    String expected =
        comparable(example("13-approleassignedto-page"))
            .toPrettyString()
            .replace("8e881353-1735-45af-af21-ee1344582a4d", application)
            .replace("dxprovisioning-graphapi-client", "Zscaler")
            .replace("41W1zT6z1U-kJxf62svfp1HFE8pMZhxDun-ThPczmJE", id);
    assertEquals(expected, comparable(page).toPrettyString());
    assertEquals(43, id.length());
  }

  @Test
  void throttling() throws IOException {
    JsonNode example = example("14-throttled-429");
    tenant.faults().next(RequestKind.USERS_DELTA, GraphFault.throttled("2.128"));

    HttpResponse<String> answer = reader.get(USERS);

    assertEquals(example.path("status").asInt(), answer.statusCode());
    assertEquals(
        example.path("headers").path("Retry-After").asText(),
        answer.headers().firstValue("Retry-After").orElse(""));
    ObjectNode body = (ObjectNode) Json.read(answer.body());
    JsonNode expected = example.path("body");
    for (String variable : List.of("date", "request-id")) {
      ((ObjectNode) body.path("error").path("innerError"))
          .set(variable, expected.path("error").path("innerError").path(variable));
    }
    assertEquals(expected.toPrettyString(), body.toPrettyString());
  }

  private void user(String id, String givenName, String surname) {
    directory.addUser(
        givenName + " " + surname,
        id + "@contoso.com",
        Map.of("id", id, "givenName", givenName, "surname", surname));
  }

  private String group(String id, String displayName, String description) {
    return directory.addGroup(displayName, Map.of("id", id, "description", description));
  }

  private void assertSame(String example, JsonNode answer) {
    try {
      assertEquals(
          comparable(example(example)).toPrettyString(), comparable(answer).toPrettyString());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode example(String name) throws IOException {
    String resource = "/org/entrazscaler/graph/graph/" + name + ".json";
    try (InputStream in = GraphShapesTest.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("no resource " + resource);
      }
      return Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /**
   * The answer with the address of Graph, without the content of tokens, and with sorted members in
   * a first round, because their order is not specified.
   */
  private JsonNode comparable(JsonNode answer) {
    String text =
        answer
            .toString()
            .replace(tenant.graphUrl(), "https://graph.microsoft.com/v1.0")
            .replaceAll("token=[^\"]*", "token=...");
    JsonNode tree = Json.read(text);
    for (JsonNode entry : tree.path("value")) {
      if (entry.path("members@delta") instanceof ArrayNode members && !text.contains("@removed")) {
        List<JsonNode> sorted = new ArrayList<>();
        members.forEach(sorted::add);
        sorted.sort(Comparator.comparing(member -> member.path("id").asText()));
        members.removeAll().addAll(sorted);
      }
    }
    return tree;
  }
}
