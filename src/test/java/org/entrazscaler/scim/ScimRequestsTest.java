package org.entrazscaler.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.entrazscaler.scim.ScimRequest.Method;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.scim.schema.ResourceType;
import org.entrazscaler.scim.schema.ScimPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScimRequestsTest {

  private static final String DEPARTMENT =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department";

  private final ScimRequests zia = new ScimRequests(Product.ZIA);
  private final ScimRequests zpa = new ScimRequests(Product.ZPA);
  private final ScimRequests zidentity = new ScimRequests(Product.ZIDENTITY);

  @Test
  void pageIsRequestedByIndexAndCount() {
    assertEquals(
        new ScimRequest(Method.GET, "/Users", "startIndex=1001&count=1000", null),
        zia.list(ResourceType.USER, 1001, 1000));
    assertEquals(
        new ScimRequest(
            Method.GET, "/Groups", "startIndex=1&count=100&excludedAttributes=members", null),
        zpa.list(ResourceType.GROUP, 1, 100));
    assertThrows(IllegalArgumentException.class, () -> zia.list(ResourceType.USER, 0, 10));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada@example.com",
        "o'brien+test@example.com",
        "a#b&c=d%20?",
        "J\u00fcrgen \u5c0f\u660e \uD83D\uDE00",
        "back\\slash and \"quotes\"",
        "tab\tand\nline"
      })
  void everyCharacterOfAMatchingValueIsSentUnchanged(String value) throws Exception {
    ScimRequest request =
        zia.find(ResourceType.USER, ScimPath.parse("userName"), TextNode.valueOf(value));
    String query = request.query();
    assertThat(query).matches("[A-Za-z0-9._~%=-]+");
    String filter = URLDecoder.decode(query.substring("filter=".length()), StandardCharsets.UTF_8);
    assertThat(filter).startsWith("userName eq \"");
    String literal = filter.substring("userName eq ".length());
    assertEquals(value, Json.object("{\"value\":" + literal + "}").get("value").textValue());
  }

  @Test
  void spaceIsNotEncodedAsPlus() {
    ScimRequest request =
        zia.find(ResourceType.USER, ScimPath.parse("externalId"), TextNode.valueOf("a b+c"));
    assertEquals("filter=externalId%20eq%20%22a%20b%2Bc%22", request.query());
  }

  @Test
  void groupsAreRequestedWithoutMembers() {
    assertEquals(
        "excludedAttributes=members&filter=displayName%20eq%20%22Sales%22",
        zia.find(ResourceType.GROUP, ScimPath.parse("displayName"), TextNode.valueOf("Sales"))
            .query());
    assertEquals("excludedAttributes=members", zia.readGroup("g1", false).query());
    assertNull(zia.readGroup("g1", true).query());
  }

  @Test
  void filterOnElementsIsInTheBrackets() {
    ScimRequest request =
        zia.find(
            ResourceType.USER,
            ScimPath.parse("emails[type eq \"work\"].value"),
            TextNode.valueOf("a@b"));
    assertEquals(
        "filter=emails[type eq \"work\" and value eq \"a@b\"]",
        URLDecoder.decode(request.query(), StandardCharsets.UTF_8));
  }

  @Test
  void idIsOneStepOfTheAddress() {
    assertEquals("/Users/a%2Fb%20%3F%C3%A9", zia.readUser("a/b ?\u00e9").path());
    for (String id : List.of("", " ", ".", "..")) {
      assertThrows(IllegalArgumentException.class, () -> zia.delete(ResourceType.USER, id));
    }
  }

  @Test
  void userIsCreatedWithTheSchemasInUse() {
    ObjectNode attributes = Json.object("{\"userName\":\"ada@example.com\",\"active\":false}");
    assertEquals(
        Json.object(
            """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],
             "userName":"ada@example.com","active":false}\
            """),
        zia.createUser(attributes).body());
    ScimPath.parse(DEPARTMENT).put(attributes, TextNode.valueOf("Research"));
    assertEquals(
        Json.object(
            """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User",
                        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
             "userName":"ada@example.com","active":false,
             "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Research"}}
            """),
        zia.createUser(attributes).body());
    assertEquals("/Users", zia.createUser(attributes).path());
    assertFalse(attributes.has("schemas"), "what was given stays as it was");
  }

  @Test
  void workAddressIsPrimaryUnlessTheMappingSetsAnother() {
    assertEquals(
        Json.object(
                """
                {"e":[{"type":"home","value":"h"},{"type":"work","value":"w","primary":true}]}\
                """)
            .get("e"),
        emailsOfCreated("[{'type':'home','value':'h'},{'type':'work','value':'w'}]"));
    assertEquals(
        Json.object("{\"e\":[{\"type\":\"home\",\"value\":\"h\",\"primary\":true}]}").get("e"),
        emailsOfCreated("[{'type':'home','value':'h'}]"));
    assertEquals(
        Json.object("{\"e\":[{\"value\":\"h\",\"primary\":true},{\"type\":\"work\"}]}").get("e"),
        emailsOfCreated("[{'value':'h','primary':true},{'type':'work'}]"));
  }

  private Object emailsOfCreated(String emails) {
    ObjectNode user =
        Json.object("{\"userName\":\"a\",\"emails\":" + emails.replace('\'', '"') + "}");
    return zidentity.createUser(user).body().get("emails");
  }

  @Test
  void bodyNeverContainsAnId() {
    assertThrows(
        IllegalArgumentException.class,
        () -> zia.createUser(Json.object("{\"userName\":\"a\",\"id\":\"7\"}")));
    assertThrows(
        IllegalArgumentException.class,
        () -> zia.createGroup(Json.object("{\"displayName\":\"a\",\"ID\":\"7\"}"), List.of()));
  }

  @Test
  void groupIsCreatedWithItsFirstMembers() {
    ObjectNode attributes = Json.object("{\"externalId\":\"abcde\",\"displayName\":\"Engineers\"}");
    assertEquals(
        Json.object(
            """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],
             "externalId":"abcde","displayName":"Engineers","members":[{"value":"u1"},{"value":"u2"}]}
            """),
        zia.createGroup(attributes, List.of("u1", "u2", "u1")).body());
    assertFalse(zia.createGroup(attributes, List.of()).body().has("members"));
  }

  @Test
  void changeHasOneOperationPerAttribute() {
    ScimRequest request =
        zia.changeUser(
            "u1",
            List.of(
                change("name.familyName", "Smith", "Doe"),
                change("emails[type eq \"work\"].value", null, "a@example.com"),
                change("title", "Engineer", null),
                new AttributeChange(ScimPath.parse("active"), BooleanNode.TRUE, BooleanNode.FALSE)),
            List.of());
    assertEquals(Method.PATCH, request.method());
    assertEquals("/Users/u1", request.path());
    assertEquals(
        Json.object(
            """
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
             "Operations":[
               {"op":"replace","path":"name.familyName","value":"Doe"},
               {"op":"add","path":"emails","value":[{"type":"work","value":"a@example.com"}]},
               {"op":"remove","path":"title"},
               {"op":"replace","path":"active","value":false}]}\
            """),
        request.body());
  }

  @Test
  void missingElementIsAddedAsAWhole() {
    List<AttributeChange> changes =
        List.of(
            change("addresses[type eq \"work\"].locality", null, "Turin"),
            change("title", null, "CTO"),
            change("addresses[type eq \"work\"].country", null, "IT"),
            change("addresses[type eq \"home\"].country", null, "FR"));
    assertEquals(
        Json.object(
                """
                {"Operations":[
                  {"op":"add","path":"addresses",
                   "value":[{"type":"work","locality":"Turin","country":"IT"}]},
                  {"op":"add","path":"title","value":"CTO"},
                  {"op":"add","path":"addresses","value":[{"type":"home","country":"FR"}]}]}\
                """)
            .get("Operations"),
        zia.changeUser("u1", changes, List.of()).body().get("Operations"));
  }

  @Test
  void existingElementIsCompleted() {
    ScimRequest request =
        zia.changeUser(
            "u1",
            List.of(change("addresses[type eq \"work\"].locality", null, "Turin")),
            List.of(ScimPath.parse("addresses[type eq \"Work\"].country")));
    assertEquals(
        "addresses[type eq \"work\"].locality", request.body().at("/Operations/0/path").asText());
    ScimRequest both =
        zia.changeUser(
            "u1",
            List.of(
                change("addresses[type eq \"work\"].locality", null, "Turin"),
                change("addresses[type eq \"work\"].country", "FR", "IT")),
            List.of());
    assertEquals(
        "addresses[type eq \"work\"].locality", both.body().at("/Operations/0/path").asText());
    assertEquals("replace", both.body().at("/Operations/1/op").asText());
  }

  @Test
  void operationsOfZidentityAreCapitalised() {
    assertEquals(
        Json.object(
            """
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
             "Operations":[{"op":"Replace","path":"displayName","value":"Ada E."}]}\
            """),
        zidentity
            .changeUser("u1", List.of(change("displayName", "Ada", "Ada E.")), List.of())
            .body());
  }

  @Test
  void membersAreAddedInTheFormOfTheProduct() {
    assertEquals(
        Json.object(
            """
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
             "Operations":[{"op":"add","value":{"members":[{"value":"u1"}]}}]}\
            """),
        zia.addMembers("g1", List.of("u1")).body());
    assertEquals(
        Json.object(
            """
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
             "Operations":[{"op":"add","path":"members","value":[{"value":"u1"},{"value":"u2"}]}]}
            """),
        zpa.addMembers("g1", List.of("u1", "u2")).body());
    assertEquals(
        "Add", zidentity.addMembers("g1", List.of("u1")).body().at("/Operations/0/op").asText());
  }

  @ParameterizedTest
  @EnumSource
  void eachRemovedMemberIsNamedInAFilter(Product product) {
    ScimRequest request =
        new ScimRequests(product).removeMembers("g1", List.of("u1", "u\"2", "u1"));
    assertEquals("/Groups/g1", request.path());
    assertEquals(2, request.body().get("Operations").size());
    assertEquals("members[value eq \"u1\"]", request.body().at("/Operations/0/path").asText());
    assertEquals("members[value eq \"u\\\"2\"]", request.body().at("/Operations/1/path").asText());
    assertTrue(request.body().at("/Operations/0/op").asText().equalsIgnoreCase("remove"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"op\":\"remove\",\"path\":\"members\"}",
        "{\"op\":\"Remove\",\"path\":\"Members\",\"value\":[{\"value\":\"u1\"}]}",
        "{\"op\":\"remove\",\"path\":\"members[type eq \\\"User\\\"]\"}",
        "{\"op\":\"remove\",\"path\":\"urn:ietf:params:scim:schemas:core:2.0:Group:members\"}",
        "{\"op\":\"remove\"}",
        "{\"op\":\"replace\",\"path\":\"members\",\"value\":[]}",
        "{\"op\":\"replace\",\"value\":{\"members\":[]}}"
      })
  void groupCannotBeEmptiedByAccident(String operation) {
    ObjectNode body = Json.object("{\"Operations\":[" + operation + "]}");
    assertThrows(
        IllegalArgumentException.class,
        () -> new ScimRequest(Method.PATCH, "/Groups/g1", null, body));
  }

  @Test
  void emptyChangesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> zia.addMembers("g1", List.of()));
    assertThrows(IllegalArgumentException.class, () -> zia.removeMembers("g1", List.of()));
    assertThrows(IllegalArgumentException.class, () -> zia.removeMembers("g1", List.of(" ")));
    assertThrows(IllegalArgumentException.class, () -> zia.changeUser("u1", List.of(), List.of()));
    assertThrows(IllegalArgumentException.class, () -> change("title", null, null));
    assertThrows(
        IllegalArgumentException.class,
        () -> zia.changeGroup("g1", List.of(change("members", null, "u1"))));
  }

  @Test
  void unencodedAddressIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new ScimRequest(Method.GET, "/Users", "filter=userName eq \"a\"", null));
    assertThrows(
        IllegalArgumentException.class, () -> new ScimRequest(Method.GET, "Users", null, null));
  }

  @Test
  void deletionNeedsAnId() {
    assertEquals(
        new ScimRequest(Method.DELETE, "/Groups/g1", null, null),
        zia.delete(ResourceType.GROUP, "g1"));
    assertTrue(zia.delete(ResourceType.USER, "u1").isWrite());
    assertFalse(zia.readUser("u1").isWrite());
    assertEquals("/Schemas", zia.readSchemas(1).path());
    assertNull(zia.readSchemas(1).query());
    assertEquals("startIndex=3", zia.readSchemas(3).query());
  }

  private static AttributeChange change(String path, String before, String after) {
    return new AttributeChange(
        ScimPath.parse(path),
        before == null ? null : TextNode.valueOf(before),
        after == null ? null : TextNode.valueOf(after));
  }
}
