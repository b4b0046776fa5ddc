package org.entrazscaler.simulation.zscaler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The differences of ZPA and ZIdentity from ZIA, and a large tenant. */
class SimulatedZscalerProductsTest {

  private static final String ADA = "ada@example.com";
  private static final String BOB = "bob@example.com";

  private static SimulatedZscaler zpa() {
    return SimulatedZscaler.start(ZscalerOptions.zpa().requestsPerSecond(0));
  }

  @Test
  void zpaPagesAreTenByDefaultAndOneHundredAtMost() throws IOException {
    try (SimulatedZscaler zscaler = zpa()) {
      ScimClient client = new ScimClient(zscaler);
      assertThat(zscaler.tenantUrl()).matches(".*/scim/1/[0-9]+/v2");
      for (int number = 0; number < 120; number++) {
        zscaler.putUser("user" + number);
      }
      assertEquals(10, client.get("/Users").json().path("itemsPerPage").asInt());
      JsonNode large = client.get("/Users?startIndex=1&count=1000").json();
      assertEquals(100, large.path("Resources").size());
      assertEquals(120, large.path("totalResults").asInt());
      assertEquals("true", large.at("/Resources/0/active").textValue());
      assertTrue(large.at("/Resources/0/schemas").isArray());
    }
  }

  @Test
  void zpaNeverShowsMembersOfAGroup() throws IOException {
    try (SimulatedZscaler zscaler = zpa()) {
      ScimClient client = new ScimClient(zscaler);
      String ada = client.createUser(ADA).id();
      String group = client.createGroup("Engineers").id();
      String add =
          "[{\"op\":\"add\",\"path\":\"members\",\"value\":[{\"value\":\"" + ada + "\"}]}]";
      assertEquals(204, client.patch("/Groups/" + group, add).status());
      assertEquals(List.of(ADA), zscaler.group("Engineers").memberUserNames());
      assertFalse(client.get("/Groups").json().at("/Resources/0").has("members"));
      assertFalse(client.get("/Groups/" + group).json().has("members"));
      assertEquals(
          "Engineers", client.get("/Users").json().at("/Resources/0/groups/0/display").asText());
      String pathless = "[{\"op\":\"add\",\"value\":{\"members\":[{\"value\":\"" + ada + "\"}]}}]";
      assertEquals(400, client.patch("/Groups/" + group, pathless).status());
    }
  }

  @Test
  void zpaDeletesADeactivatedUser() throws IOException {
    try (SimulatedZscaler zscaler = zpa()) {
      ScimClient client = new ScimClient(zscaler);
      String ada = client.createUser(ADA).id();
      zscaler.putGroup("Engineers", null, ADA);
      ScimClient.Reply reply =
          client.patch(
              "/Users/" + ada, "[{\"op\":\"replace\",\"path\":\"active\",\"value\":false}]");
      assertEquals(200, reply.status());
      assertEquals("false", reply.json().path("active").asText());
      assertNull(zscaler.user(ADA));
      assertEquals(404, client.get("/Users/" + ada).status());
      assertEquals(List.of(), zscaler.group("Engineers").memberIds());
    }
  }

  @Test
  void zpaDeletesTheFormerUserOfAChangedUserName() throws IOException {
    try (SimulatedZscaler zscaler = zpa()) {
      ScimClient client = new ScimClient(zscaler);
      String ada = client.createUser(ADA).id();
      zscaler.putGroup("Engineers", null, ADA);
      ScimClient.Reply reply =
          client.patch(
              "/Users/" + ada,
              "[{\"op\":\"replace\",\"path\":\"userName\",\"value\":\"ada.e@example.com\"}]");
      assertEquals(200, reply.status());
      assertNotEquals(ada, reply.id());
      assertEquals(404, client.get("/Users/" + ada).status());
      ZscalerUser renamed = zscaler.user("ada.e@example.com");
      assertNotNull(renamed);
      assertEquals(reply.id(), renamed.id());
      assertEquals(List.of(), renamed.groupNames());
    }
  }

  @Test
  void zpaListsCanOmitCountedEntries() throws IOException {
    try (SimulatedZscaler zscaler = zpa()) {
      ScimClient client = new ScimClient(zscaler);
      for (int number = 0; number < 15; number++) {
        zscaler.putGroup("Group " + number, null);
      }
      zscaler.hideGroupFromLists("Group 3");
      zscaler.putUser(ADA);
      zscaler.hideUserFromLists(ADA);
      List<String> names = new ArrayList<>();
      JsonNode page = client.get("/Groups").json();
      while (!page.path("Resources").isEmpty()) {
        page.path("Resources").forEach(group -> names.add(group.path("displayName").asText()));
        page = client.get("/Groups?startIndex=" + (names.size() + 1)).json();
      }
      assertEquals(15, page.path("totalResults").asInt());
      assertEquals(14, names.size());
      assertThat(names).doesNotContain("Group 3");
      assertEquals(
          1, client.groups("displayName eq \"Group 3\"").json().path("totalResults").asInt());
      JsonNode users = client.get("/Users").json();
      assertEquals(1, users.path("totalResults").asInt());
      assertThat(users.path("Resources")).isEmpty();
    }
  }

  @Test
  void zpaPutOfAGroupKeepsMissingAttributes() throws IOException {
    try (SimulatedZscaler zscaler = zpa()) {
      ScimClient client = new ScimClient(zscaler);
      zscaler.putUser(ADA);
      String group = zscaler.putGroup("Engineers", null, ADA).id();
      String body =
          "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"],\"externalId\":\"abc\"}";
      assertEquals(200, client.put("/Groups/" + group, body).status());
      ZscalerGroup held = zscaler.group("Engineers");
      assertEquals("abc", held.externalId());
      assertEquals(List.of(ADA), held.memberUserNames());
      String emptied =
          "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"],\"members\":[]}";
      assertEquals(200, client.put("/Groups/" + group, emptied).status());
      assertEquals(List.of(), zscaler.group("Engineers").memberIds());
    }
  }

  @Test
  void zpaAcceptsTopLevelEnterpriseAttributesAndRefusesUnknownNamespaces() throws IOException {
    try (SimulatedZscaler zscaler = zpa()) {
      ScimClient client = new ScimClient(zscaler);
      ObjectNode user = ScimClient.user("ada").put("costCenter", "C1").put("division", "D1");
      JsonNode created = client.post("/Users", user.toString()).json();
      assertEquals("C1", created.path(ScimService.ENTERPRISE).path("costCenter").asText());
      assertEquals("Research", created.path(ScimService.ENTERPRISE).path("department").asText());
      assertFalse(created.has("department"));
      ObjectNode mistyped = ScimClient.user(BOB);
      String urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:user";
      mistyped.set(urn, mistyped.remove(ScimService.ENTERPRISE));
      ScimClient.Reply refused = client.post("/Users", mistyped.toString());
      assertEquals(400, refused.status());
      assertEquals(
          "Invalid externalNamespace " + urn + " for property: department",
          refused.json().path("detail").asText());
    }
  }

  @Test
  void zpaSortsGroupsAndAcceptsItsOwnSpellingOfExcludedAttributes() throws IOException {
    try (SimulatedZscaler zscaler =
        SimulatedZscaler.start(ZscalerOptions.zpa().requestsPerSecond(0).membersInLists(true))) {
      ScimClient client = new ScimClient(zscaler);
      zscaler.putUser(ADA);
      zscaler.putGroup("beta", null, ADA);
      zscaler.putGroup("Alpha", null);
      String sorted = "/Groups?sortBy=displayName&sortOrder=";
      assertEquals(
          "Alpha", client.get(sorted + "ascending").json().at("/Resources/0/displayName").asText());
      JsonNode down = client.get(sorted + "descending").json().at("/Resources/0");
      assertEquals("beta", down.path("displayName").asText());
      assertTrue(down.has("members"));
      for (String spelling : List.of("excludeAttributes", "excludedAttributes")) {
        assertThat(client.get("/Groups?" + spelling + "=members").body()).doesNotContain("members");
      }
    }
  }

  @Test
  void zidentityRequiresAPrimaryEmailAndListsSystemEntries() throws IOException {
    try (SimulatedZscaler zscaler =
        SimulatedZscaler.start(
            ZscalerOptions.zidentity().requestsPerSecond(0).customAttributes("costBucket"))) {
      ScimClient client = new ScimClient(zscaler);
      ObjectNode user = ScimClient.user(ADA);
      user.putObject(ScimService.CUSTOM).put("costBucket", "blue").put("unknown", "dropped");
      user.withArray("/schemas").add(ScimService.CUSTOM);
      assertEquals(201, client.post("/Users", user.toString()).status());
      assertEquals(
          "{\"costBucket\":\"blue\"}",
          zscaler.user(ADA).attributes().path(ScimService.CUSTOM).toString());
      ObjectNode without = ScimClient.user(BOB);
      without.remove("emails");
      assertEquals(400, client.post("/Users", without.toString()).status());
      String notPrimary =
          ScimClient.user(BOB).toString().replace("\"primary\":true", "\"primary\":false");
      assertEquals(400, client.post("/Users", notPrimary).status());
      assertThat(client.get("/Users").body()).contains("__remote_assistance@");
      assertThat(client.get("/Groups").body()).contains("Dynamic Group ");
      String patch =
          """
          [{"op":"Replace","path":"displayName","value":"Ada E."},
           {"op":"Replace","path":"emails","value":[{"value":"e@example.com","type":"work","primary":true}]}]\
          """;
      assertEquals(200, client.patch("/Users/" + zscaler.user(ADA).id(), patch).status());
      assertEquals("e@example.com", zscaler.user(ADA).attributes().at("/emails/0/value").asText());
    }
  }

  @Test
  void theServerListensOnAChosenPort() throws IOException {
    String first;
    int port;
    try (SimulatedZscaler zscaler = SimulatedZscaler.start(ZscalerOptions.zia())) {
      first = zscaler.tenantUrl();
      port = URI.create(first).getPort();
    }
    try (SimulatedZscaler zscaler = SimulatedZscaler.start(ZscalerOptions.zia().port(port))) {
      assertEquals(first, zscaler.tenantUrl());
      assertEquals(200, new ScimClient(zscaler).get("/Users").status());
    }
  }

  @Test
  void oneHundredThousandUsersAreFastEnough() throws IOException {
    try (SimulatedZscaler zscaler =
        SimulatedZscaler.start(ZscalerOptions.zia().requestsPerSecond(0))) {
      ScimClient client = new ScimClient(zscaler);
      zscaler.putGroup("Everyone", null);
      List<String> ids = new ArrayList<>();
      for (int number = 0; number < 100_000; number++) {
        ids.add(zscaler.putUser("user" + number + "@example.com").id());
      }
      String group = "/Groups/" + zscaler.group("Everyone").id();
      long began = System.nanoTime();
      for (int from = 0; from < 20_000; from += 1000) {
        StringBuilder members = new StringBuilder();
        for (String id : ids.subList(from, from + 1000)) {
          members
              .append(members.isEmpty() ? "" : ",")
              .append("{\"value\":\"")
              .append(id)
              .append("\"}");
        }
        String add = "[{\"op\":\"add\",\"value\":{\"members\":[" + members + "]}}]";
        assertEquals(204, client.patch(group, add).status());
      }
      long patched = System.nanoTime();
      JsonNode last = client.get("/Users?startIndex=99002&count=1000").json();
      long paged = System.nanoTime();
      assertEquals(1000, last.path("Resources").size());
      assertEquals("user99999@example.com", last.at("/Resources/999/userName").asText());
      for (int number = 0; number < 50; number++) {
        String filter = "userName eq \"user" + number * 1999 + "@example.com\"";
        assertEquals(1, client.users(filter).json().path("totalResults").asInt());
      }
      long found = System.nanoTime();
      String times =
          "20 PATCHes of 1,000 members %d ms, a page of 1,000 %d ms, 50 look-ups %d ms"
              .formatted(
                  (patched - began) / 1_000_000,
                  (paged - patched) / 1_000_000,
                  (found - paged) / 1_000_000);
      assertThat(found - began).as(times).isLessThan(60_000_000_000L);
    }
  }
}
