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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The behaviour of the simulated Zscaler Internet Access that the tests and the demo rely on. */
class SimulatedZscalerTest {

  private static final String ADA = "ada@example.com";
  private static final String BOB = "bob@example.com";

  private SimulatedZscaler zscaler;
  private ScimClient client;

  @BeforeEach
  void start() {
    zscaler = SimulatedZscaler.start(ZscalerOptions.zia().requestsPerSecond(0));
    client = new ScimClient(zscaler);
  }

  @AfterEach
  void stop() {
    zscaler.close();
  }

  // Creating and reading

  @Test
  void answerToACreatedUserHasThePublishedForm() throws IOException {
    ScimClient.Reply created = client.createUser(ADA);

    assertEquals(201, created.status());
    assertThat(created.id()).matches("7a736361-6c65-7200-7363-696d[0-9a-f]{8}");
    assertEquals(zscaler.tenantUrl() + "/Users/" + created.id(), created.header("Location"));
    assertEquals("application/scim+json;charset=utf-8", created.header("Content-Type"));
    assertEquals("Zscaler", created.header("Server"));
    assertEquals("Research", created.json().path("department").asText());
    assertEquals(
        "Research", created.json().path(ScimService.ENTERPRISE).path("department").asText());
    JsonNode meta = created.json().path("meta");
    for (String part : List.of("created", "lastModified", "location", "resourceType")) {
      assertTrue(meta.has(part), "meta." + part);
    }
  }

  @Test
  void storedUserIsAsSent() throws IOException {
    String id = client.createUser(ADA).id();

    ZscalerUser ada = zscaler.user("ADA@Example.com");
    assertNotNull(ada);
    assertEquals(id, ada.id());
    assertEquals("external-" + ADA, ada.externalId());
    assertEquals("Research", ada.department());
    assertTrue(ada.active());
    ObjectNode sent = ScimClient.user(ADA);
    sent.remove("schemas");
    assertEquals(sent.put("active", true), ada.attributes());
  }

  @Test
  void userNameIsUniqueIgnoringCase() throws IOException {
    client.createUser(ADA);
    ScimClient.Reply second = client.createUser("Ada@Example.com");

    assertEquals(409, second.status());
    assertEquals("uniqueness", second.json().path("scimType").asText());
    assertEquals("409", second.json().path("status").asText());
    assertEquals(
        "urn:ietf:params:scim:api:messages:2.0:Error", second.json().at("/schemas/0").asText());
  }

  @Test
  void groupNameIsUniqueUnlessTheOptionsSayOtherwise() throws IOException {
    client.createGroup("Engineers");
    assertEquals(409, client.createGroup("ENGINEERS").status());
    zscaler.change(options -> options.uniqueGroupNames(false));
    assertEquals(201, client.createGroup("ENGINEERS").status());
  }

  @Test
  void groupIsCreatedWithMembersAndTheUsersShowIt() throws IOException {
    String ada = client.createUser(ADA).id();
    ObjectNode body = (ObjectNode) Json.MAPPER.readTree(ScimClient.group("Engineers"));
    body.putArray("members").addObject().put("value", ada);

    ScimClient.Reply group = client.post("/Groups", body.toString());

    assertEquals(201, group.status());
    assertEquals(ada, group.json().at("/members/0/value").asText());
    assertThat(group.id()).matches("7a736361-6c65-7200-7363-6969[0-9a-f]{8}");
    JsonNode onUser = client.get("/Users/" + ada).json().at("/groups/0");
    assertEquals("Engineers", onUser.path("display").asText());
    assertEquals(group.id(), onUser.path("value").asText());
    assertEquals(List.of("Engineers"), zscaler.user(ADA).groupNames());
    assertEquals(List.of(ADA), zscaler.group("engineers").memberUserNames());
    assertThat(client.groups("displayName eq \"Engineers\"").body()).doesNotContain("members");
  }

  @Test
  void groupSchemaOfEntraIsAccepted() throws IOException {
    ObjectNode body = (ObjectNode) Json.MAPPER.readTree(ScimClient.group("Sales"));
    body.withArray("/schemas")
        .add("http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group");
    assertEquals(201, client.post("/Groups", body.toString()).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "7", ""})
  void bodyThatIsNotAnObjectIsRefused(String body) throws IOException {
    ScimClient.Reply reply = client.post("/Users", body);
    assertEquals(400, reply.status());
    assertEquals("invalidSyntax", reply.json().path("scimType").asText());
  }

  @Test
  void missingUnregisteredAndTooLongValuesAreRefused() throws IOException {
    zscaler.change(options -> options.domains("Example.com"));
    ObjectNode nameless = ScimClient.user(ADA);
    nameless.remove("displayName");
    assertEquals(400, client.post("/Users", nameless.toString()).status());
    assertEquals(400, client.createUser("ada").status());
    ScimClient.Reply foreign = client.createUser("ada@elsewhere.example");
    assertEquals(400, foreign.status());
    assertThat(foreign.body()).contains("elsewhere.example");
    ObjectNode longTitle = ScimClient.user(ADA).put("title", "x".repeat(33));
    assertEquals(400, client.post("/Users", longTitle.toString()).status());
    assertEquals(400, client.createGroup("x".repeat(129)).status());
    zscaler.change(options -> options.lengthsChecked(false));
    assertEquals(201, client.post("/Users", longTitle.toString()).status());
    assertEquals(1, zscaler.users().stream().filter(user -> !user.administrator()).count());
  }

  @Test
  void unknownPathsAndMethodsAreRefused() throws IOException {
    assertEquals(404, client.get("/Nothing").status());
    assertEquals(404, client.get("/Users/1/2").status());
    assertEquals(405, client.send("OPTIONS", "/Users", "", "").status());
    assertEquals(404, client.get("/Users/unknown").status());
    assertEquals("404", client.get("/Groups/unknown").json().path("status").asText());
  }

  @Test
  void serviceProviderConfigDescribesBulkAndPages() throws IOException {
    JsonNode config = client.get("/ServiceProviderConfig").json();
    assertTrue(config.at("/patch/supported").asBoolean());
    assertEquals(100, config.at("/bulk/maxOperations").asInt());
    assertEquals(1000, config.at("/filter/maxResults").asInt());
  }

  // Token and discovery

  @Test
  void tokenIsNeededForEverythingButDiscovery() throws IOException {
    client.token("");
    assertEquals(401, client.get("/Users").status());
    client.token("wrong");
    assertEquals(401, client.get("/Users").status());
    for (String discovery : List.of("/Schemas", "/ServiceProviderConfig", "/ResourceTypes")) {
      assertEquals(200, client.get(discovery).status(), discovery);
    }
    assertEquals(200, client.get("/Schemas/" + ScimService.ENTERPRISE).status());
  }

  @Test
  void rotatedTokenEndsTheOldOne() throws IOException {
    assertEquals(200, client.get("/Users").status());
    String renewed = zscaler.rotateToken();
    assertEquals(401, client.get("/Users").status());
    client.token(renewed);
    assertEquals(200, client.get("/Users").status());
  }

  // Lists and filters

  @Test
  void systemEntriesAreListed() throws IOException {
    JsonNode user = client.get("/Users").json().at("/Resources/0");
    assertEquals("DEFAULT ADMIN", user.path("displayName").asText());
    assertEquals("Service Admin", user.path("department").asText());
    assertEquals("Service Admin", user.at("/groups/0/display").asText());
    assertTrue(user.path("emails").isArray() && user.path("emails").isEmpty());
    assertEquals("", user.at("/name/familyName").asText("absent"));
    assertFalse(user.has("schemas"));
    assertFalse(user.path("meta").has("created"));
    assertEquals(
        "Service Admin", client.get("/Groups").json().at("/Resources/0/displayName").asText());
  }

  @Test
  void pagesAreLimitedWhateverIsRequested() throws IOException {
    for (int number = 1; number <= 7; number++) {
      zscaler.putUser("user" + number + "@example.com");
    }
    zscaler.change(options -> options.page(3, 3));
    List<String> names = new ArrayList<>();
    int startIndex = 1;
    JsonNode page;
    do {
      page = client.get("/Users?startIndex=" + startIndex + "&count=1000").json();
      assertThat(page.path("Resources").size()).isLessThanOrEqualTo(3);
      assertEquals(8, page.path("totalResults").asInt());
      page.path("Resources").forEach(user -> names.add(user.path("userName").asText()));
      startIndex += page.path("Resources").size();
    } while (startIndex <= page.path("totalResults").asInt());
    assertEquals(zscaler.users().stream().map(ZscalerUser::userName).toList(), names);
    assertEquals(3, client.get("/Users").json().path("Resources").size());
    assertEquals(0, client.get("/Users?startIndex=9").json().path("Resources").size());
    assertEquals(400, client.get("/Users?count=many").status());
  }

  @Test
  void listsHaveItemsPerPageAndSchemasOrNot() throws IOException {
    assertEquals(1, client.get("/Users").json().path("itemsPerPage").asInt());
    zscaler.change(
        options -> options.itemsPerPage(false).schemasOnListItems(true).departmentTwice(false));
    JsonNode list = client.get("/Users").json();
    assertFalse(list.has("itemsPerPage"));
    assertEquals(ScimService.USER, list.at("/Resources/0/schemas/0").asText());
    assertFalse(list.path("Resources").path(0).has("department"));
  }

  @Test
  void activeIsABooleanOrText() throws IOException {
    assertTrue(client.get("/Users").json().at("/Resources/0/active").isBoolean());
    zscaler.change(options -> options.activeAsText(true));
    assertEquals("true", client.get("/Users").json().at("/Resources/0/active").textValue());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "userName eq \"ADA@example.com\" | 1",
        "externalId eq \"external-ada@example.com\" | 1",
        "externalID eq \"external-ada@example.com\" | 1",
        "externalId eq \"EXTERNAL-ada@example.com\" | 0",
        "displayName eq \"default admin\" | 1",
        "userName eq \"b2f1a7e4-8a0f-4f2c-9f3a-1f0d2a2f0b11\" | 0",
        "userName eq \"ada@example.com\" and externalId eq \"external-ada@example.com\" | 1",
        "userName eq \"ada@example.com\" and displayName eq \"somebody\" | 0",
        "meta.lastModified gt \"2018-01-01T00:00:00Z\" | 2"
      })
  void documentedFiltersAreAnswered(String filter, int expected) throws IOException {
    client.createUser(ADA);
    ScimClient.Reply reply = client.users(filter);
    assertEquals(200, reply.status());
    assertEquals(expected, reply.json().path("totalResults").asInt());
    assertEquals(expected, reply.json().path("Resources").size());
  }

  @Test
  void idFilterFindsUsersAndGroups() throws IOException {
    String ada = client.createUser(ADA).id();
    assertEquals(1, client.users("id eq \"" + ada + "\"").json().path("totalResults").asInt());
    String group = zscaler.putGroup("Engineers", null, ADA).id();
    assertEquals(1, client.groups("id eq \"" + group + "\"").json().path("totalResults").asInt());
    String member = "displayName eq \"engineers\" and members.value eq \"" + ada + "\"";
    assertEquals(1, client.groups(member).json().path("totalResults").asInt());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "userName sw \"a\"",
        "userName eq",
        "nothing eq \"a\"",
        "userName eq \"a\" or id pr"
      })
  void otherFiltersAreRefused(String filter) throws IOException {
    ScimClient.Reply reply = client.users(filter);
    assertEquals(400, reply.status());
    assertEquals("invalidFilter", reply.json().path("scimType").asText());
  }

  @Test
  void searchPagesLikeTheSdkOfTheVendor() throws IOException {
    zscaler.putUser(ADA);
    String request =
        """
        {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"startIndex":2,"count":100}\
        """;
    JsonNode found = client.post("/Users/.search", request).json();
    assertEquals(2, found.path("totalResults").asInt());
    assertEquals(ADA, found.at("/Resources/0/userName").asText());
    assertThat(zscaler.writes()).as("a search is not a write").isEmpty();
  }

  // Updating users

  @Test
  void putReplacesTheUserAndAnswersWithTheShortMeta() throws IOException {
    String id = client.createUser(ADA).id();
    ObjectNode body = ScimClient.user(ADA).put("displayName", "Ada E.").put("active", "False");
    body.remove(ScimService.ENTERPRISE);

    ScimClient.Reply reply = client.put("/Users/" + id, body.toString());

    assertEquals(200, reply.status());
    JsonNode meta = reply.json().path("meta");
    assertTrue(meta.has("lastModified") && meta.has("resourceType"));
    assertFalse(meta.has("created") || meta.has("location"));
    ZscalerUser ada = zscaler.user(ADA);
    assertEquals("Ada E.", ada.displayName());
    assertNull(ada.department());
    assertFalse(ada.active(), "disabled, not deleted");
  }

  @Test
  void idInTheBodyOverridesThePath() throws IOException {
    String ada = client.createUser(ADA).id();
    String bob = client.createUser(BOB).id();
    String foreign = ScimClient.user(ADA).put("id", "8aa1a0c0-c4c3").toString();
    ScimClient.Reply reply = client.put("/Users/" + ada, foreign);
    assertEquals(404, reply.status());
    assertEquals("No user with the id '8aa1a0c0-c4c3'", reply.json().path("detail").asText());

    String misled = ScimClient.user(BOB).put("id", bob).put("displayName", "Misled").toString();
    assertEquals(200, client.put("/Users/" + ada, misled).status());
    assertEquals("Misled", zscaler.user(BOB).displayName());

    zscaler.change(options -> options.bodyIdWins(false));
    assertEquals(200, client.put("/Users/" + ada, foreign).status());
  }

  @Test
  void patchAcceptsTheFormsOfEntraAndOfTheStandard() throws IOException {
    String path = "/Users/" + client.createUser(ADA).id();
    assertPatched(path, "[{'op':'Replace','path':'active','value':'False'}]");
    assertFalse(zscaler.user(ADA).active());
    assertPatched(path, "[{'op':'replace','value':{'active':true,'name.givenName':'Ada'}}]");
    assertTrue(zscaler.user(ADA).active());
    assertPatched(
        path,
        "[{'op':'replace','path':'" + ScimService.ENTERPRISE + ":department','value':'Sales'}]");
    assertEquals("Sales", zscaler.user(ADA).department());
    assertPatched(path, "[{'op':'remove','path':'" + ScimService.ENTERPRISE + ":department'}]");
    assertNull(zscaler.user(ADA).department());
    assertPatched(path, "[{'op':'replace','path':'name.familyName','value':'Example'}]");
    assertPatched(
        path,
        """
        [{'op':'add','path':'addresses[type eq \\"work\\"].locality','value':'Bern'},
         {'op':'add','path':'addresses[type eq \\"work\\"].country','value':'CH'},
         {'op':'replace','path':'emails[type eq \\"work\\"].value','value':'new@example.com'}]\
        """);
    JsonNode held = zscaler.user(ADA).attributes();
    assertEquals("Example", held.at("/name/familyName").asText());
    assertEquals("Ada", held.at("/name/givenName").asText());
    assertEquals(1, held.path("addresses").size());
    assertEquals("CH", held.at("/addresses/0/country").asText());
    assertEquals("new@example.com", held.at("/emails/0/value").asText());
  }

  @Test
  void patchWithoutATargetOrWithAnUnknownPathIsRefusedAndChangesNothing() throws IOException {
    String path = "/Users/" + client.createUser(ADA).id();
    JsonNode before = zscaler.user(ADA).attributes();
    ScimClient.Reply reply =
        client.patch(
            path,
            quoted(
                "[{'op':'replace','path':'displayName','value':'X'},{'op':'replace','path':'emails[type"
                    + " eq \\\"home\\\"].value','value':'h@x'}]"));
    assertEquals(400, reply.status());
    assertEquals("noTarget", reply.json().path("scimType").asText());
    assertEquals(
        400, client.patch(path, quoted("[{'op':'add','path':'shoeSize','value':'44'}]")).status());
    assertEquals(before, zscaler.user(ADA).attributes());
  }

  @Test
  void renamingToATakenNameIsRefused() throws IOException {
    client.createUser(BOB);
    String path = "/Users/" + client.createUser(ADA).id();
    String rename = quoted("[{'op':'replace','path':'userName','value':'BOB@example.com'}]");
    assertEquals(409, client.patch(path, rename).status());
    assertPatched(path, "[{'op':'replace','path':'userName','value':'ada.e@example.com'}]");
    assertNull(zscaler.user(ADA));
    assertEquals(
        1, client.users("userName eq \"ada.e@example.com\"").json().path("totalResults").asInt());
  }

  // Deleting

  @Test
  void deletedUserIsRemovedFromGroups() throws IOException {
    String id = client.createUser(ADA).id();
    zscaler.putGroup("Engineers", null, ADA);
    assertEquals(204, client.delete("/Users/" + id).status());
    assertEquals(404, client.get("/Users/" + id).status());
    assertEquals(404, client.delete("/Users/" + id).status());
    assertEquals(List.of(), zscaler.group("Engineers").memberIds());
  }

  @Test
  void linkedAdministratorCannotBeDeleted() throws IOException {
    String id = client.createUser(ADA).id();
    zscaler.linkAdministrator(ADA);
    ScimClient.Reply refused = client.delete("/Users/" + id);
    assertEquals(409, refused.status());
    assertEquals("Admin user cannot be deleted", refused.json().path("detail").asText());
    String builtIn = zscaler.user("admin@example.com").id();
    assertEquals(409, client.delete("/Users/" + builtIn).status());
    zscaler.change(options -> options.administratorsDeletable(true));
    assertEquals(204, client.delete("/Users/" + id).status());
  }

  // Membership

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{'op':'add','value':{'members':[{'display':'Ada','value':'ID'}]}}]",
        "[{'op':'add','path':'members','value':[{'value':'ID'}]}]",
        "[{'op':'Add','path':'members','value':[{'$ref':null,'value':'ID'}]}]",
        "[{'op':'replace','path':'members','value':[{'value':'ID'}]}]"
      })
  void membersAreAddedInEveryForm(String operations) throws IOException {
    String ada = client.createUser(ADA).id();
    String group = client.createGroup("Engineers").id();
    ScimClient.Reply reply =
        client.send(
            "PATCH",
            "/Groups/" + group,
            "application/json-patch+json",
            ScimClient.patchOp(quoted(operations).replace("ID", ada)));
    assertEquals(204, reply.status());
    assertEquals("", reply.body());
    assertEquals(List.of(ADA), zscaler.group("Engineers").memberUserNames());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{'op':'remove','path':'members[value eq \\\"ID\\\"]'}]",
        "[{'op':'remove','path':'members','value':[{'value':'ID'}]}]",
        "[{'op':'Remove','path':'members','value':[{'$ref':null,'value':'ID'}]}]"
      })
  void oneMemberIsRemovedInBothForms(String operations) throws IOException {
    zscaler.putUser(BOB);
    String ada = zscaler.putUser(ADA).id();
    String group = zscaler.putGroup("Engineers", null, ADA, BOB).id();
    assertEquals(
        204, client.patch("/Groups/" + group, quoted(operations).replace("ID", ada)).status());
    assertEquals(List.of(BOB), zscaler.group("Engineers").memberUserNames());
    assertEquals(List.of(), zscaler.user(ADA).groupNames());
  }

  @Test
  void removalWithoutAValueEmptiesTheGroup() throws IOException {
    zscaler.putUser(ADA);
    zscaler.putUser(BOB);
    String group = zscaler.putGroup("Engineers", null, ADA, BOB).id();
    assertEquals(
        204,
        client.patch("/Groups/" + group, quoted("[{'op':'remove','path':'members'}]")).status());
    assertEquals(List.of(), zscaler.group("Engineers").memberIds());
  }

  @Test
  void strictServerEmptiesTheGroupOnAValueArray() throws IOException {
    zscaler.change(options -> options.valueArrayRemovalIgnoresValue(true));
    String ada = zscaler.putUser(ADA).id();
    zscaler.putUser(BOB);
    String group = zscaler.putGroup("Engineers", null, ADA, BOB).id();
    String removal = quoted("[{'op':'remove','path':'members','value':[{'value':'" + ada + "'}]}]");
    assertEquals(204, client.patch("/Groups/" + group, removal).status());
    assertEquals(List.of(), zscaler.group("Engineers").memberIds());
  }

  @Test
  void unknownMemberIsRefusedAndNothingIsChanged() throws IOException {
    String ada = client.createUser(ADA).id();
    String group = client.createGroup("Engineers").id();
    String operations =
        quoted(
            "[{'op':'add','path':'members','value':[{'value':'" + ada + "'},{'value':'nobody'}]}]");
    assertEquals(400, client.patch("/Groups/" + group, operations).status());
    assertEquals(List.of(), zscaler.group("Engineers").memberIds());
    zscaler.change(options -> options.unknownMemberStatus(404));
    assertEquals(404, client.patch("/Groups/" + group, operations).status());
  }

  @Test
  void aReplicaThatLagsBehindDoesNotKnowNewMembersYet() throws IOException {
    String ada = client.createUser(ADA).id();
    String group = client.createGroup("Engineers").id();
    String addition = quoted("[{'op':'add','path':'members','value':[{'value':'" + ada + "'}]}]");
    zscaler.change(options -> options.additionsUntilKnown(2));
    assertEquals(400, client.patch("/Groups/" + group, addition).status());
    assertEquals(400, client.patch("/Groups/" + group, addition).status());
    assertEquals(204, client.patch("/Groups/" + group, addition).status());
    assertEquals(List.of(ada), zscaler.group("Engineers").memberIds());

    String bob = client.createUser(BOB).id();
    zscaler.change(options -> options.additionsUntilKnown(0).replicaLag(Duration.ofHours(1)));
    assertEquals(400, client.patch("/Groups/" + group, addition.replace(ada, bob)).status());
    assertEquals(200, client.get("/Users/" + bob).status());
    zscaler.change(options -> options.replicaLag(Duration.ZERO));
    assertEquals(204, client.patch("/Groups/" + group, addition.replace(ada, bob)).status());
  }

  @Test
  void groupIsRenamedAndKeepsItsMembers() throws IOException {
    zscaler.putUser(ADA);
    String group = zscaler.putGroup("Engineers", null, ADA).id();
    String rename = quoted("[{'op':'Replace','path':'displayName','value':'Engineering'}]");
    assertEquals(204, client.patch("/Groups/" + group, rename).status());
    assertEquals(List.of(ADA), zscaler.group("Engineering").memberUserNames());
    assertEquals(List.of("Engineering"), zscaler.user(ADA).groupNames());
    String taken = quoted("[{'op':'Replace','path':'displayName','value':'service admin'}]");
    assertEquals(409, client.patch("/Groups/" + group, taken).status());
  }

  @Test
  void putOfAGroupReplacesItsMembers() throws IOException {
    zscaler.putUser(ADA);
    String bob = zscaler.putUser(BOB).id();
    String group = zscaler.putGroup("Engineers", "external", ADA).id();
    ObjectNode body = (ObjectNode) Json.MAPPER.readTree(ScimClient.group("Engineers"));
    body.putArray("members").addObject().put("value", bob);
    assertEquals(200, client.put("/Groups/" + group, body.toString()).status());
    assertEquals(List.of(BOB), zscaler.group("Engineers").memberUserNames());
    assertNull(zscaler.group("Engineers").externalId());
  }

  @Test
  void groupsPerUserAreCappedWithARefusalOrSilently() throws IOException {
    zscaler.change(options -> options.groupsPerUser(1, CapOverflow.REFUSE));
    String ada = zscaler.putUser(ADA).id();
    zscaler.putGroup("First", null, ADA);
    String second = zscaler.putGroup("Second", null).id();
    String add = quoted("[{'op':'add','value':{'members':[{'value':'" + ada + "'}]}}]");
    assertEquals(400, client.patch("/Groups/" + second, add).status());
    zscaler.change(options -> options.groupsPerUser(1, CapOverflow.SILENTLY_DROP));
    assertEquals(204, client.patch("/Groups/" + second, add).status());
    assertEquals(List.of("First"), zscaler.user(ADA).groupNames());
  }

  @Test
  void mediaTypeOfAPatchIsChecked() throws IOException {
    String group = client.createGroup("Engineers").id();
    String patch = ScimClient.patchOp(quoted("[{'op':'replace','path':'externalId','value':'e'}]"));
    for (String taken :
        List.of("application/scim+json; charset=UTF-8", "application/json-patch+json")) {
      assertEquals(204, client.send("PATCH", "/Groups/" + group, taken, patch).status(), taken);
    }
    assertEquals(415, client.send("PATCH", "/Groups/" + group, "text/plain", patch).status());
    zscaler.change(options -> options.patchMediaTypes("application/json-patch+json"));
    assertEquals(
        415, client.send("PATCH", "/Groups/" + group, "application/scim+json", patch).status());
  }

  @Test
  void bulkFollowsTheSameRules() throws IOException {
    zscaler.change(options -> options.domains("example.com"));
    String group = client.createGroup("Engineers").id();
    String request =
        """
        {"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[
          {"method":"POST","path":"/Users","bulkId":"new","data":%s},
          {"method":"POST","path":"/Users","bulkId":"foreign","data":%s},
          {"method":"PATCH","path":"/Groups/%s","bulkId":"patch","data":%s}]}\
        """
            .formatted(
                ScimClient.user(ADA),
                ScimClient.user("bob@elsewhere.example"),
                group,
                ScimClient.patchOp(
                    "[{\"op\":\"add\",\"value\":{\"members\":[{\"value\":\"bulkId:new\"}]}}]"));
    JsonNode operations = client.post("/Bulk", request).json().path("Operations");
    assertEquals(
        List.of(201, 400, 204),
        List.of(
            operations.at("/0/status").asInt(),
            operations.at("/1/status").asInt(),
            operations.at("/2/status").asInt()),
        operations.toString());
    assertEquals(List.of(ADA), zscaler.group("Engineers").memberUserNames());
  }

  // The portal

  @Test
  void changesInThePortalAreVisibleAtOnce() throws IOException {
    String id = zscaler.putUser(ADA).id();
    zscaler.editUser(ADA, attributes -> attributes.put("displayName", "Edited"));
    assertEquals("Edited", client.get("/Users/" + id).json().path("displayName").asText());
    zscaler.putGroup("Engineers", "external");
    zscaler.addMembers("Engineers", ADA);
    assertEquals("Engineers", client.get("/Users/" + id).json().at("/groups/0/display").asText());
    zscaler.editGroup("Engineers", attributes -> attributes.put("displayName", "Engineering"));
    assertEquals(
        1, client.groups("displayName eq \"engineering\"").json().path("totalResults").asInt());
    zscaler.removeMembers("Engineering", ADA);
    zscaler.removeGroup("Engineering");
    zscaler.removeUser(ADA);
    assertEquals(404, client.get("/Users/" + id).status());
    assertEquals(1, zscaler.userCount());
    assertEquals(1, zscaler.groupCount());
    assertNotEquals(id, zscaler.putUser(ADA).id(), "an id is never used twice");
  }

  private void assertPatched(String path, String operations) throws IOException {
    ScimClient.Reply reply = client.patch(path, quoted(operations));
    assertEquals(200, reply.status(), reply.body());
  }

  /** JSON is written with apostrophes here, so that it stays readable. */
  private static String quoted(String json) {
    return json.replace('\'', '"');
  }
}
