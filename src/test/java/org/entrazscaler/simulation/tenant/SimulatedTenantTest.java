package org.entrazscaler.simulation.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The delta query and the lists of the simulated Graph: what they deliver, and what they refuse.
 */
class SimulatedTenantTest {

  private final SimulatedTenant tenant = SimulatedTenant.start();
  private final Directory directory = tenant.directory();
  private GraphReader reader = new GraphReader(tenant);

  @BeforeEach
  void signIn() {
    reader = GraphReader.signedIn(tenant);
  }

  @AfterEach
  void stop() {
    tenant.close();
  }

  // ---- rounds ----------------------------------------------------------------------------------

  @Test
  void aRoundStartsAtItsLinkAndEndsWithTheNextLink() {
    String ada = directory.addUser("Ada", "ada@contoso.com");
    String link = deltaLink("/users/delta?$select=displayName");
    directory.addUser("Bob", "bob@contoso.com");
    directory.rename(ada, "Ada King");

    List<JsonNode> entries = reader.entries(link);

    assertEquals(List.of("Bob", "Ada King"), texts(entries, "displayName"));
    assertEquals(List.of(), reader.entries(deltaLink(link)));
  }

  @Test
  void aChangeOfAPropertyThatIsNotSelectedIsNotDelivered() {
    String ada = directory.addUser("Ada", "ada@contoso.com");
    String link = deltaLink("/users/delta?$select=displayName");

    directory.updateUser(ada, "department", "Research");
    directory.setManager(ada, directory.addUser("Bob", "bob@contoso.com"));

    assertEquals(List.of("Bob"), texts(reader.entries(link), "displayName"));
  }

  @Test
  void anEmptiedPropertyIsNullAndAPropertyThatWasNeverSetIsAbsent() {
    String ada = directory.addUser("Ada", "ada@contoso.com", Map.of("department", "Research"));
    directory.updateUser(ada, "department", null);

    JsonNode entry = reader.entries("/users/delta?$select=displayName,department,jobTitle").get(0);

    assertTrue(entry.has("department") && entry.path("department").isNull());
    assertFalse(entry.has("jobTitle"));
  }

  @Test
  void onlyChangesAreDeliveredIfTheReaderPrefersThem() {
    String ada = directory.addUser("Ada", "ada@contoso.com", Map.of("department", "Research"));
    String link = deltaLink("/users/delta?$select=displayName,department");
    directory.updateUser(ada, "department", "Sales");

    JsonNode whole = reader.entries(link).get(0);
    HttpResponse<String> minimal = reader.get(link, "Prefer", "return=minimal");

    assertEquals(List.of("displayName", "department", "id"), names(whole));
    assertEquals(
        List.of("department", "id"), names(Json.read(minimal.body()).path("value").path(0)));
    assertEquals("return=minimal", minimal.headers().firstValue("Preference-Applied").orElse(""));
  }

  @Test
  void theLatestTokenSkipsExistingObjects() {
    directory.addUser("Ada", "ada@contoso.com");

    List<JsonNode> pages = reader.pages("/users/delta?$deltaToken=latest&$select=displayName");
    directory.addUser("Bob", "bob@contoso.com");

    assertEquals(0, pages.get(0).path("value").size());
    String link = pages.get(0).path("@odata.deltaLink").asText();
    assertEquals(List.of("Bob"), texts(reader.entries(link), "displayName"));
  }

  @Test
  void aDeletedUserIsRestorableUntilItIsPurged() {
    String ada = directory.addUser("Ada", "ada@contoso.com");
    String link = deltaLink("/users/delta?$select=displayName");

    directory.deleteUser(ada);
    assertEquals("changed", reason(reader.entries(link)));
    assertEquals(404, reader.get("/users/" + ada).statusCode());
    JsonNode deleted = reader.read("/directory/deletedItems/microsoft.graph.user/" + ada);
    assertEquals(ada, deleted.path("id").asText());

    directory.restoreUser(ada);
    assertEquals(List.of("displayName", "id"), names(reader.entries(link).get(0)));
    assertEquals(404, reader.get("/directory/deletedItems/" + ada).statusCode());

    directory.purgeUser(ada);
    assertEquals("deleted", reason(reader.entries(link)));
    assertEquals(404, reader.get("/directory/deletedItems/" + ada).statusCode());
  }

  @Test
  void aSecurityGroupIsDeletedPermanentlyAndAMicrosoft365GroupIsNot() {
    String security = directory.addGroup("Security");
    String team = directory.addMicrosoft365Group("Team", true);
    String link = deltaLink("/groups/delta?$select=displayName,members");

    directory.deleteGroup(security);
    directory.deleteGroup(team);

    Map<String, String> reasons = new TreeMap<>();
    reader
        .entries(link)
        .forEach(
            entry ->
                reasons.put(
                    entry.path("id").asText(), entry.path("@removed").path("reason").asText()));
    assertEquals(new TreeMap<>(Map.of(security, "deleted", team, "changed")), reasons);
    directory.restoreGroup(team);
    assertEquals(List.of(team), directory.groupIds());
  }

  @Test
  void aSoftDeletedUserStaysMemberUntilItIsPurged() {
    String ada = directory.addUser("Ada", "ada@contoso.com");
    String group = directory.addGroup("Group");
    directory.addMember(group, ada);
    String link = deltaLink("/groups/delta?$select=displayName,members");

    directory.deleteUser(ada);
    assertEquals(List.of(), reader.entries(link));
    assertEquals(List.of(), reader.entries("/groups/" + group + "/members"));

    directory.purgeUser(ada);
    JsonNode member = reader.entries(link).get(0).path("members@delta").path(0);
    assertEquals(ada, member.path("id").asText());
    assertEquals("deleted", member.path("@removed").path("reason").asText());
    assertFalse(
        reader.entries("/groups/delta?$select=displayName,members").get(0).has("members@delta"));
  }

  @Test
  void aLargeGroupIsDeliveredInPartsWithItsProperties() {
    String group = directory.addGroup("Large");
    Set<String> expected = new TreeSet<>();
    for (int i = 0; i < 7; i++) {
      String user = directory.addUser("User " + i, "user" + i + "@contoso.com");
      directory.addMember(group, user);
      expected.add(user);
    }
    String device = directory.addDevice("Laptop");
    directory.addMember(group, device);
    expected.add(device);
    tenant.delta().linksPerPage(3);

    List<JsonNode> pages = reader.pages("/groups/delta?$select=displayName,members");

    assertEquals(3, pages.size());
    Set<String> members = new TreeSet<>();
    for (JsonNode page : pages) {
      assertEquals("Large", page.path("value").path(0).path("displayName").asText());
      page.path("value")
          .path(0)
          .path("members@delta")
          .forEach(m -> members.add(m.path("id").asText()));
    }
    assertEquals(expected, members);
  }

  @Test
  void membersAreDeliveredOnlyIfTheyAreSelected() {
    String group = directory.addGroup("Group");
    directory.addMember(group, directory.addUser("Ada", "ada@contoso.com"));

    assertFalse(reader.entries("/groups/delta?$select=displayName").get(0).has("members@delta"));
    assertTrue(reader.entries("/groups/delta").get(0).has("members@delta"));
  }

  @Test
  void aManagerIsALinkOfTheUser() {
    String ada = directory.addUser("Ada", "ada@contoso.com");
    String boss = directory.addUser("Boss", "boss@contoso.com");
    String next = directory.addUser("Next", "next@contoso.com");
    directory.setManager(ada, boss);
    String link = deltaLink("/users/delta?$select=displayName,manager");

    directory.setManager(ada, next);
    JsonNode links = reader.entries(link).get(0).path("manager@delta");

    assertEquals(boss, links.path(0).path("id").asText());
    assertTrue(links.path(0).has("@removed"));
    assertEquals(next, links.path(1).path("id").asText());
    assertEquals(next, reader.read("/users/" + ada + "/manager").path("id").asText());
    assertEquals(404, reader.get("/users/" + boss + "/manager").statusCode());
  }

  @Test
  void tokensThatAreDecodedOrEncodedOnceMoreAreRefused() {
    String link = deltaLink("/users/delta?$select=displayName");

    assertThat(link).contains("%2B", "_", "-");
    assertEquals(200, reader.get(link).statusCode());
    assertEquals(400, reader.get(link.replace("%2B", "+")).statusCode());
    assertEquals(400, reader.get(link.replace("%2B", "%252B")).statusCode());
    assertEquals(400, reader.get(link.replace("/users/", "/groups/")).statusCode());
    assertEquals(400, reader.get("/users/delta?$skiptoken=made-up").statusCode());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void aReaderThatFollowsTheLinksHasTheWholeDirectory(long seed) {
    Random random = new Random(seed);
    DirectoryCopy copy = new DirectoryCopy(reader);
    tenant
        .delta()
        .objectsPerPage(1 + random.nextInt(7))
        .linksPerPage(1 + random.nextInt(7))
        .emptyPages(seed % 2 == 0)
        .replayedChanges(seed % 3 == 0 ? 10 : 0)
        .duplicates(seed % 2 == 1)
        .shuffled(seed > 3 ? seed : null);
    RandomChanges changes = new RandomChanges(directory, random);
    for (int round = 0; round < 12; round++) {
      for (int i = 0; i < 15; i++) {
        changes.next();
      }
      tenant.delta().delayedChanges(random.nextInt(5));
      copy.round("Prefer", random.nextBoolean() ? "return=minimal" : "odata.maxpagesize=5");
    }
    tenant.delta().delayedChanges(0);
    copy.round();

    Map<String, Map<String, String>> users = new TreeMap<>();
    Map<String, String> managers = new TreeMap<>();
    for (String id : directory.userIds()) {
      Map<String, String> expected = new TreeMap<>();
      JsonNode properties = directory.object(id);
      Stream.of("displayName", "department")
          .filter(name -> properties != null && properties.hasNonNull(name))
          .forEach(name -> expected.put(name, properties.path(name).asText()));
      users.put(id, expected);
      String manager = directory.managerId(id);
      if (manager != null) {
        managers.put(id, manager);
      }
    }
    assertEquals(users, copy.users);
    assertEquals(managers, copy.managers());
    assertEquals(new TreeSet<>(directory.groupIds()), copy.groups.keySet());
    for (String group : directory.groupIds()) {
      assertEquals(directory.memberIds(group), copy.members.getOrDefault(group, Set.of()), group);
    }
  }

  @Test
  void aChangeBetweenTwoPagesIsNotLost() {
    for (int i = 0; i < 5; i++) {
      directory.addUser("User " + i, "user" + i + "@contoso.com");
    }
    tenant.delta().objectsPerPage(2);
    String last = directory.userIds().get(4);
    JsonNode first = reader.read("/users/delta?$select=displayName");
    directory.rename(directory.userIds().get(0), "Renamed");
    directory.addUser("Late", "late@contoso.com");
    directory.purgeUser(last);

    List<JsonNode> rest = reader.pages(first.path("@odata.nextLink").asText());
    String link = rest.get(rest.size() - 1).path("@odata.deltaLink").asText();
    List<JsonNode> next = reader.entries(link);

    assertEquals(List.of("Renamed", "Late"), texts(next, "displayName"));
    assertThat(next).anyMatch(entry -> entry.path("id").asText().equals(last));
  }

  @Test
  void aPageCanBeReadAgain() {
    directory.addUser("Ada", "ada@contoso.com");
    directory.addUser("Bob", "bob@contoso.com");
    tenant.delta().objectsPerPage(1);
    String next = reader.read("/users/delta?$select=displayName").path("@odata.nextLink").asText();

    assertEquals(reader.read(next).path("value"), reader.read(next).path("value"));
  }

  @Test
  void expiredDeltaTokensAreRefusedInTheChosenForm() {
    directory.addUser("Ada", "ada@contoso.com");
    String link = deltaLink("/users/delta?$select=displayName,department");
    tenant.expireDeltaTokens();

    HttpResponse<String> gone = reader.get(link);
    assertEquals(410, gone.statusCode());
    assertEquals("resyncRequired", code(gone));
    String location = gone.headers().firstValue("Location").orElse("");
    assertEquals(List.of("Ada"), texts(reader.entries(location), "displayName"));
    tenant.delta().resync(Resync.SYNC_STATE_NOT_FOUND);
    HttpResponse<String> unknown = reader.get(link);
    assertEquals(400, unknown.statusCode());
    assertEquals("syncStateNotFound", code(unknown));
    assertThat(unknown.headers().firstValue("Location")).isEmpty();
  }

  @Test
  void aFilterOnIdsRestrictsTheRound() {
    String ada = directory.addUser("Ada", "ada@contoso.com");
    directory.addUser("Bob", "bob@contoso.com");

    assertEquals(
        List.of("Ada"),
        texts(
            reader.entries("/users/delta?$select=displayName&$filter=id%20eq%20'" + ada + "'"),
            "displayName"));
    assertEquals(400, reader.get("/users/delta?$filter=department%20eq%20'Sales'").statusCode());
    String many = String.join("%20or%20", Collections.nCopies(51, "id%20eq%20'x'"));
    assertEquals(400, reader.get("/users/delta?$filter=" + many).statusCode());
  }

  // ---- refusals --------------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(
      strings = {
        "objectId",
        "mobile",
        "telephoneNumber",
        "IsSoftDeleted",
        "physicalDeliveryOfficeName",
        "extensionAttribute1",
        "extension_00000000000000000000000000000000_costCenter"
      })
  void unknownPropertyNamesAreRefused(String name) {
    String ada = directory.addUser("Ada", "ada@contoso.com");
    for (String path : List.of("/users/delta", "/users", "/users/" + ada)) {
      HttpResponse<String> answer = reader.get(path + "?$select=displayName," + name);
      assertEquals(400, answer.statusCode(), path);
      assertEquals("BadRequest", code(answer));
      assertThat(answer.body())
          .contains(
              "Could not find a property named '" + name + "' on type 'microsoft.graph.user'");
    }
  }

  @Test
  void everyMappedPropertyCanBeRead() {
    String extension = "extension_0123456789abcdef0123456789abcdef_costCenter";
    Map<String, Object> properties =
        Map.of(
            "businessPhones",
            List.of("+49 30 123"),
            "faxNumber",
            "+49 30 124",
            "onPremisesExtensionAttributes",
            Map.of("extensionAttribute3", "blue"),
            extension,
            "4711");
    directory.addUser("Ada", "ada@contoso.com", properties);
    String select =
        "?$select=accountEnabled,userType,businessPhones,faxNumber,onPremisesExtensionAttributes,"
            + extension;

    JsonNode entry = reader.entries("/users/delta" + select).get(0);

    assertTrue(entry.path("accountEnabled").isBoolean());
    assertEquals("Member", entry.path("userType").asText());
    assertEquals("+49 30 123", entry.path("businessPhones").path(0).asText());
    assertEquals("+49 30 124", entry.path("faxNumber").asText());
    JsonNode attributes = entry.path("onPremisesExtensionAttributes");
    assertEquals("blue", attributes.path("extensionAttribute3").asText());
    assertEquals(15, attributes.size());
    assertEquals("4711", entry.path(extension).asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"$top=5", "$orderby=displayName", "$expand=members", "$search=x"})
  void deltaAcceptsNoOtherOptions(String option) {
    assertEquals(400, reader.get("/groups/delta?" + option).statusCode());
  }

  @Test
  void requestsWithoutAValidTokenAreRefused() {
    GraphReader stranger = new GraphReader(tenant);
    assertEquals("InvalidAuthenticationToken", code(stranger.get("/users/delta")));
    assertEquals(401, stranger.get("/users/delta").statusCode());
    tenant.signIn().revokeTokens();
    assertEquals(401, reader.get("/users/delta").statusCode());
    reader.signIn();
    assertEquals(200, reader.get("/users/delta").statusCode());
  }

  @Test
  void eachReadNeedsItsPermission() {
    String group = directory.addGroup("Group");
    String application = "/servicePrincipals/" + tenant.enterpriseAppId();
    Map<String, String> needed =
        Map.of(
            "/users/delta",
            "User.Read.All",
            "/groups/delta",
            "GroupMember.Read.All",
            "/groups/" + group + "/members",
            "GroupMember.Read.All",
            application,
            "Application.Read.All",
            application + "/appRoleAssignedTo",
            "Application.Read.All");
    needed.forEach(
        (path, permission) -> {
          tenant.signIn().permissions("Synchronization.Read.All");
          HttpResponse<String> refused = reader.get(path);
          assertEquals(403, refused.statusCode(), path);
          assertEquals("Authorization_RequestDenied", code(refused));
          tenant.signIn().permissions(permission);
          assertEquals(200, reader.get(path).statusCode(), path);
        });
  }

  @Test
  void missingObjectsAreNotFound() {
    for (String path :
        List.of(
            "/servicePrincipals/00000000-0000-0000-0000-000000000001",
            "/servicePrincipals/00000000-0000-0000-0000-000000000001/appRoleAssignedTo",
            "/users/nobody@contoso.com",
            "/groups/00000000-0000-0000-0000-000000000001")) {
      HttpResponse<String> answer = reader.get(path);
      assertEquals(404, answer.statusCode(), path);
      assertEquals("Request_ResourceNotFound", code(answer));
    }
    assertEquals(400, reader.get("/elsewhere").statusCode());
    assertEquals(403, reader.post("/users", "{}").statusCode());
  }

  // ---- lists -----------------------------------------------------------------------------------

  @Test
  void assignmentsArePagedAndNameTheirPrincipals() {
    tenant.assignmentsPerPage(2);
    String ada = directory.addUser("Ada", "ada@contoso.com");
    String bob = directory.addUser("Bob", "bob@contoso.com");
    String group = directory.addGroup("Group");
    directory.assign(ada);
    directory.assign(bob, Directory.DEFAULT_ACCESS);
    directory.assign(bob, directory.addRole("Administrator"));
    directory.assign(group);
    directory.assign(directory.addServicePrincipal("Robot"));
    String path = "/servicePrincipals/" + tenant.enterpriseAppId() + "/appRoleAssignedTo";

    List<JsonNode> pages = reader.pages(path);
    List<JsonNode> entries = reader.entries(path);

    assertEquals(3, pages.size());
    assertEquals(
        List.of("User", "User", "User", "Group", "ServicePrincipal"),
        texts(entries, "principalType"));
    assertEquals(
        List.of("Ada", "Bob", "Bob", "Group", "Robot"), texts(entries, "principalDisplayName"));
    assertEquals(Directory.DEFAULT_ACCESS, entries.get(1).path("appRoleId").asText());
    directory.unassign(bob, Directory.DEFAULT_ACCESS);
    directory.unassign(ada);
    directory.deleteGroup(group);
    assertEquals(2, reader.entries(path).size());
  }

  @Test
  void theAssignmentOfASoftDeletedUserReturnsWithIt() {
    String ada = directory.addUser("Ada", "ada@contoso.com");
    directory.assign(ada);
    directory.deleteUser(ada);
    String path = "/servicePrincipals/" + tenant.enterpriseAppId() + "/appRoleAssignedTo";

    assertEquals(0, reader.entries(path).size());
    directory.listAssignmentsOfSoftDeleted(true);
    assertEquals(1, reader.entries(path).size());
    directory.restoreUser(ada);
    assertEquals(1, reader.entries(path).size());
    directory.purgeUser(ada);
    assertEquals(0, reader.entries(path).size());
  }

  @Test
  void usersAreListedFilteredAndPaged() {
    String ada = directory.addUser("Ada", "ada@contoso.com");
    String bob = directory.addUser("Bob", "bob@contoso.com");
    directory.addUser("Eve", "eve@contoso.com");
    String names = "/users?$select=displayName";

    assertEquals(2, reader.pages(names + "&$top=2").size());
    assertEquals(
        List.of("Ada", "Bob", "Eve"), texts(reader.entries(names + "&$top=2"), "displayName"));
    String filter = "&$filter=id%20in%20('" + ada + "','" + bob + "')";
    assertEquals(List.of("Ada", "Bob"), texts(reader.entries(names + filter), "displayName"));
    assertEquals(
        List.of("Eve"),
        texts(
            reader.entries(names + "&$filter=userPrincipalName%20eq%20'eve@contoso.com'"),
            "displayName"));
    assertEquals(400, reader.get("/users?$top=1000").statusCode());
    assertEquals(501, reader.get("/users?$select=skills").statusCode());
    assertTrue(reader.read("/users/ada@contoso.com?$select=jobTitle").path("jobTitle").isNull());
  }

  @Test
  void aCastOfMembersNeedsTheHeaderOfAdvancedQueries() {
    String group = directory.addGroup("Group");
    directory.addMember(group, directory.addUser("Ada", "ada@contoso.com"));
    directory.addMember(group, directory.addDevice("Laptop"));
    String cast = "/groups/" + group + "/members/microsoft.graph.user?$select=id&$count=true";

    assertEquals(400, reader.get(cast).statusCode());
    assertEquals(1, reader.entries(cast, "ConsistencyLevel", "eventual").size());
    assertEquals(2, reader.entries("/groups/" + group + "/members").size());
  }

  @Test
  void aBatchAnswersEachRequestSeparately() {
    String ada = directory.addUser("Ada", "ada@contoso.com");
    tenant.faults().next(RecordedRequest::batched, GraphFault.throttled("2"));
    String body =
        """
        {"requests":[
          {"id":"1","method":"GET","url":"/users/ID?$select=displayName"},
          {"id":"2","method":"GET","url":"/users/ID?$select=displayName"},
          {"id":"3","method":"GET","url":"/users/nobody"},
          {"id":"4","method":"GET","url":"/users/ID","dependsOn":["3"]}]}
        """
            .replace("ID", ada);

    HttpResponse<String> answer = reader.post("/$batch", body);

    Map<String, JsonNode> responses = new TreeMap<>();
    Json.read(answer.body())
        .path("responses")
        .forEach(response -> responses.put(response.path("id").asText(), response));
    assertEquals(200, answer.statusCode());
    assertEquals(429, responses.get("1").path("status").asInt());
    assertEquals("2", responses.get("1").path("headers").path("Retry-After").asText());
    assertEquals("Ada", responses.get("2").path("body").path("displayName").asText());
    assertEquals(404, responses.get("3").path("status").asInt());
    assertEquals(424, responses.get("4").path("status").asInt());
  }

  @Test
  void aBatchHasAtMostTwentyRequests() {
    String entry = "{\"id\":\"%d\",\"method\":\"GET\",\"url\":\"/users\"}";
    List<String> entries =
        Stream.iterate(0, i -> i + 1).limit(21).map(i -> entry.formatted(i)).toList();
    String tooMany = "{\"requests\":[" + String.join(",", entries) + "]}";

    assertEquals(400, reader.post("/$batch", tooMany).statusCode());
    assertEquals(400, reader.post("/$batch", "no json").statusCode());
  }

  @Test
  void changesThatAdministratorsCannotMakeAreRefused() {
    String ada = directory.addUser("Ada", "ada@contoso.com");
    assertThrows(
        IllegalArgumentException.class, () -> directory.addUser("Other", "ADA@contoso.com"));
    assertThrows(
        IllegalArgumentException.class, () -> directory.updateUser(ada, "telephoneNumber", "1"));
    directory.deleteUser(ada);
    assertThrows(IllegalStateException.class, () -> directory.rename(ada, "Ada King"));
    String other = directory.addUser("Other", "ada@contoso.com");
    assertNotEquals(ada, other);
    assertThrows(IllegalStateException.class, () -> directory.restoreUser(ada));
  }

  // ----------------------------------------------------------------------------------------------

  private String deltaLink(String pathOrLink) {
    List<JsonNode> pages = reader.pages(pathOrLink);
    return pages.get(pages.size() - 1).path("@odata.deltaLink").asText();
  }

  private static String reason(List<JsonNode> entries) {
    assertEquals(1, entries.size());
    return entries.get(0).path("@removed").path("reason").asText();
  }

  private static List<String> texts(List<JsonNode> entries, String name) {
    return entries.stream().filter(e -> e.has(name)).map(e -> e.path(name).asText()).toList();
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static String code(HttpResponse<String> answer) {
    return Json.read(answer.body()).path("error").path("code").asText();
  }
}
