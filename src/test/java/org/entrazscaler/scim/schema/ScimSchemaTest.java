package org.entrazscaler.scim.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.entrazscaler.scim.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScimSchemaTest {

  private static final String ENTERPRISE =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

  private final ScimSchema users = ScimSchema.of(ResourceType.USER, Product.ZIA);
  private final ScimSchema groups = ScimSchema.of(ResourceType.GROUP, Product.ZIA);

  @ParameterizedTest
  @ValueSource(strings = {"True", "true", "TRUE", "tRuE"})
  void textInAnyLetterCaseBecomesABoolean(String text) {
    assertSame(BooleanNode.TRUE, coerce("active", text));
  }

  @Test
  void booleanIsUnchanged() {
    assertSame(BooleanNode.FALSE, coerce("active", false));
    assertSame(BooleanNode.FALSE, coerce("active", "False"));
    assertSame(BooleanNode.TRUE, coerce("emails[type eq \"work\"].primary", "True"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yes", "1", " true", "0"})
  void otherTextIsNotABoolean(String text) {
    ScimValueException thrown =
        assertThrows(ScimValueException.class, () -> coerce("active", text));
    assertThat(thrown.getMessage()).startsWith("active: ");
    assertThat(thrown.getMessage()).contains("\"" + text + "\"");
  }

  @Test
  void booleansAndNumbersBecomeText() {
    assertEquals(TextNode.valueOf("True"), coerce("title", true));
    assertEquals(TextNode.valueOf("42"), coerce(ENTERPRISE + ":employeeNumber", 42L));
    assertEquals(TextNode.valueOf(""), coerce("title", ""));
  }

  @Test
  void customAttributeKeepsTheTypeOfItsValue() {
    assertEquals(LongNode.valueOf(42), coerce("urn:example:own:level", 42L));
    assertEquals(BooleanNode.TRUE, coerce("urn:example:own:remote", true));
    assertEquals(TextNode.valueOf("x"), coerce("urn:example:own:note", "x"));
  }

  @Test
  void severalValuesNeedAMultiValuedAttribute() {
    ScimValueException thrown =
        assertThrows(ScimValueException.class, () -> coerce("title", List.of("a", "b")));
    assertEquals("SchemaPropertyCanOnlyAcceptValue", thrown.code());
    assertThrows(
        ScimValueException.class,
        () -> coerce("emails[type eq \"work\"].value", List.of("a", "b")));
    assertEquals(TextNode.valueOf("a"), coerce("title", List.of("a")));
    assertEquals(
        Json.object("{\"emails\":[{\"value\":\"a\"},{\"value\":\"b\"}]}").get("emails"),
        coerce("emails", List.of("a", "b")));
    assertEquals(
        Json.object("{\"emails\":[{\"value\":\"a\"}]}").get("emails"), coerce("emails", "a"));
  }

  @Test
  void managerIsAReference() {
    assertEquals(Json.object("{\"value\":\"id-7\"}"), coerce(ENTERPRISE + ":manager", "id-7"));
    assertEquals(TextNode.valueOf("id-7"), coerce(ENTERPRISE + ":manager.value", "id-7"));
  }

  @Test
  void tooLongNameIsAnErrorThatNamesTheLimit() {
    assertNotNull(coerce("displayName", "x".repeat(128)));
    ScimValueException thrown =
        assertThrows(ScimValueException.class, () -> coerce("displayName", "x".repeat(129)));
    assertThat(thrown.getMessage()).matches("displayName: .*129.*128.*");
    assertThrows(
        ScimValueException.class, () -> coerce(ENTERPRISE + ":department", "x".repeat(129)));
    ScimPath name = ScimPath.parse("displayName");
    assertThrows(ScimValueException.class, () -> groups.coerce(name, "x".repeat(129)));
    assertNotNull(
        ScimSchema.of(ResourceType.USER, Product.ZPA).coerce(name, "x".repeat(129)),
        "ZPA documents no limit");
  }

  @Test
  void limitCountsCharactersAndWarningCountsBytes() {
    ScimPath name = ScimPath.parse("displayName");
    JsonNode accented = groups.coerce(name, "\u00e9".repeat(64));
    assertNotNull(groups.advice(name, accented), "128 bytes");
    assertNull(groups.advice(name, groups.coerce(name, "x".repeat(127))));
    assertNotNull(groups.coerce(name, "\uD83D\uDE00".repeat(128)), "128 characters");
    ScimPath title = ScimPath.parse("title");
    assertNotNull(users.advice(title, users.coerce(title, "x".repeat(33))));
    assertNull(users.advice(title, users.coerce(title, "x".repeat(32))));
  }

  @ParameterizedTest
  @CsvSource({
    "userName, Ada@example.com, ada@EXAMPLE.com, true",
    "externalId, ab, AB, false",
    "active, true, True, true",
    "title, '', , true",
    "title, a, , false",
    "urn:example:own:badge, a, A, false",
    "urn:example:own:remote, True, true, true",
    "name.familyName, STRASSE, Stra\u00dfe, false",
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value, a, A, false"
  })
  void letterCaseCountsForCaseExactAttributes(
      String path, String first, String second, boolean same) {
    ScimPath place = ScimPath.parse(path);
    TextNode other = second == null ? null : TextNode.valueOf(second);
    assertEquals(same, users.sameValue(place, TextNode.valueOf(first), other));
    assertEquals(same, users.sameValue(place, other, TextNode.valueOf(first)));
  }

  @ParameterizedTest
  @CsvSource({
    "userName, Ada@example.com, ada@example.com, false",
    "userName, ada@example.com, ada@example.com, true",
    "active, true, True, true",
    "title, '', , true"
  })
  void spellingCountsExceptForBooleans(String path, String first, String second, boolean same) {
    TextNode other = second == null ? null : TextNode.valueOf(second);
    assertEquals(same, users.sameSpelling(ScimPath.parse(path), TextNode.valueOf(first), other));
  }

  @Test
  void formsOfNoValueAreEqual() {
    ScimPath emails = ScimPath.parse("emails");
    assertTrue(users.sameValue(emails, null, NullNode.instance));
    assertTrue(users.sameValue(emails, null, Json.object("{\"a\":[]}").get("a")));
    assertTrue(users.sameValue(ScimPath.parse("name"), null, Json.object("{\"givenName\":\"\"}")));
  }

  @Test
  void booleanEqualsItsText() {
    ScimPath active = ScimPath.parse("active");
    assertTrue(users.sameValue(active, BooleanNode.TRUE, TextNode.valueOf("TRUE")));
    assertFalse(users.sameValue(active, BooleanNode.TRUE, TextNode.valueOf("False")));
    assertFalse(users.sameValue(active, BooleanNode.FALSE, null), "absent is not disabled");
  }

  @Test
  void referenceEqualsItsId() {
    ScimPath manager = ScimPath.parse(ENTERPRISE + ":manager");
    JsonNode shown =
        Json.object("{\"value\":\"id-7\",\"displayName\":\"Grace\",\"$ref\":\"../Users/id-7\"}");
    assertTrue(users.sameValue(manager, coerce(ENTERPRISE + ":manager", "id-7"), shown));
    assertTrue(users.sameValue(manager, TextNode.valueOf("id-7"), shown));
    assertFalse(users.sameValue(manager, coerce(ENTERPRISE + ":manager", "id-8"), shown));
  }

  @Test
  void orderOfSeveralValuesDoesNotCount() {
    ScimPath emails = ScimPath.parse("emails");
    JsonNode shown =
        Json.object("{\"v\":[{\"value\":\"B\",\"type\":\"work\"},{\"value\":\"a\"}]}").get("v");
    assertTrue(users.sameValue(emails, coerce("emails", List.of("a", "b")), shown));
    assertFalse(users.sameValue(emails, coerce("emails", List.of("a")), shown));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "userName",
        "externalId",
        "active",
        "name.familyName",
        "emails",
        "emails[type eq \"work\"].value",
        "addresses[type eq \"other\"].Formatted",
        ENTERPRISE + ":manager",
        ENTERPRISE + ":manager.value",
        "urn:ietf:params:scim:schemas:extension:zscaler:1.0:User:badge"
      })
  void targetsOfEntraCanBeWritten(String path) {
    assertNull(users.objection(ScimPath.parse(path)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id|externalId",
        "meta.location|Only the service writes",
        "groups|Membership",
        "password|Passwords",
        "usrName|'userName'",
        "department|enterprise:2.0:User:department",
        "name|name.formatted",
        "addresses|addresses.formatted",
        "name.givename|'givenName'",
        "userName.value|no sub-attribute",
        "displayName[type eq \"work\"]|one value",
        "emails[kind eq \"work\"].value|has no sub-attribute 'kind'",
        "emails[type eq \"work\"]|.value",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:departmnt|'department'",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.displayName|Only the"
            + " service writes",
        "urn:example:own:a.b|custom extension",
        "favouriteColour|URN of its extension"
      })
  void invalidTargetIsRefusedWithAReason(String path, String reason) {
    String objection = users.objection(ScimPath.parse(path));
    assertNotNull(objection);
    assertThat(objection).contains(reason);
  }

  @Test
  void groupsHaveTheirOwnAttributes() {
    assertNull(groups.objection(ScimPath.parse("displayName")));
    assertNull(groups.objection(ScimPath.parse("members")));
    assertNull(groups.objection(ScimPath.parse("externalId")));
    assertNotNull(groups.objection(ScimPath.parse("userName")));
    assertNotNull(groups.objection(ScimPath.parse(ENTERPRISE + ":department")));
  }

  @Test
  void eachProductHasItsRequiredAttributes() {
    assertEquals(
        List.of(ScimPath.parse("userName")),
        users.missing(Json.object("{\"userName\":\" \",\"displayName\":\"Ada\"}")));
    assertEquals(
        List.of(),
        ScimSchema.of(ResourceType.USER, Product.ZPA)
            .missing(Json.object("{\"userName\":\"ada\"}")));
    ScimSchema zidentity = ScimSchema.of(ResourceType.USER, Product.ZIDENTITY);
    assertEquals(
        List.of(ScimPath.parse("emails[type eq \"work\"].value")),
        zidentity.missing(Json.object("{\"userName\":\"ada\",\"emails\":[{\"type\":\"work\"}]}")));
    assertEquals(
        List.of(),
        zidentity.missing(Json.object("{\"userName\":\"ada\",\"emails\":[{\"value\":\"a@b\"}]}")));
  }

  @Test
  void tutorialExpectsFurtherAttributesOfZia() {
    assertThat(users.expected()).contains(ScimPath.parse(ENTERPRISE + ":department"));
    assertThat(groups.expected()).contains(ScimPath.parse("externalId"));
    assertThat(ScimSchema.of(ResourceType.GROUP, Product.ZPA).expected())
        .doesNotContain(ScimPath.parse("externalId"));
  }

  @Test
  void undocumentedAttributeIsKnown() {
    ScimPath nickName = ScimPath.parse("nickName");
    assertFalse(users.isDocumented(nickName));
    assertTrue(ScimSchema.of(ResourceType.USER, Product.ZPA).isDocumented(nickName));
    assertTrue(users.isDocumented(ScimPath.parse("urn:example:own:badge")));
  }

  @ParameterizedTest
  @EnumSource
  void everythingDocumentedCanBeWritten(Product product) {
    for (ResourceType type : ResourceType.values()) {
      ScimSchema schema = ScimSchema.of(type, product);
      schema.expected().forEach(path -> assertNull(schema.objection(path)));
      schema.required().forEach(path -> assertTrue(schema.isDocumented(path)));
    }
  }

  private JsonNode coerce(String path, Object value) {
    return users.coerce(ScimPath.parse(path), value);
  }
}
