package org.entrazscaler.scim.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.entrazscaler.language.LanguageException;
import org.entrazscaler.scim.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScimPathTest {

  private static final String ENTERPRISE =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

  private final ObjectNode resource = JsonNodeFactory.instance.objectNode();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "userName",
        "name.givenName",
        "emails[type eq \"work\"].value",
        "addresses[type eq \"work\"].postalCode",
        "roles[primary eq true].value",
        "emails[primary eq true and type eq \"work\"].value",
        "members[value eq \"7f4bc1a3\"]",
        ENTERPRISE + ":department",
        ENTERPRISE + ":manager.value",
        "urn:ietf:params:scim:schemas:extension:CustomExtensionName:2.0:User:CustomAttribute",
        "urn:ietf:params:scim:schemas:extension:zscaler:1.0:User:badge-no_2"
      })
  void canonicalPathIsUnchanged(String text) {
    assertEquals(text, ScimPath.parse(text).toString());
  }

  @Test
  void partsAreParsed() {
    ScimPath path = ScimPath.parse("phoneNumbers[type eq \"mobile\"].value");
    assertEquals("phoneNumbers", path.attribute());
    assertEquals(List.of(new ValueCondition("type", "mobile")), path.conditions());
    assertEquals("value", path.subAttribute());
    assertNull(path.schema());
    assertEquals(ENTERPRISE, ScimPath.parse(ENTERPRISE + ":manager.value").schema());
  }

  @ParameterizedTest
  @CsvSource({
    "username, userName",
    "NAME.GIVENNAME, name.givenName",
    "'addresses[type eq \"other\"].Formatted', 'addresses[type eq \"other\"].formatted'",
    "'emails[Type EQ \"Work\"].Value', 'emails[type eq \"work\"].value'",
    "'roles[primary eq \"True\"].value', 'roles[primary eq true].value'",
    "'emails[type eq \"work\" and primary eq true].value', 'emails[primary eq \"True\" and type eq"
        + " \"work\"].value'",
    "urn:ietf:params:scim:schemas:core:2.0:User:userName, userName",
    "URN:IETF:params:scim:schemas:extension:enterprise:2.0:user:Department,"
        + " urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
    "urn:example:Own:Badge, URN:EXAMPLE:own:badge"
  })
  void spellingsOfOnePathAreEqual(String first, String second) {
    assertEquals(ScimPath.parse(first), ScimPath.parse(second));
    assertEquals(ScimPath.parse(first).hashCode(), ScimPath.parse(second).hashCode());
  }

  @Test
  void idInAFilterKeepsItsLetterCase() {
    assertNotEquals(
        ScimPath.parse("members[value eq \"a\"]"), ScimPath.parse("members[value eq \"A\"]"));
  }

  @Test
  void quotationMarksAndBackslashesInAFilterAreEscaped() {
    ScimPath path = ScimPath.parse("emails[type eq \"a\\\"b\\\\c\\u00e4\"].value");
    assertEquals("a\"b\\c\u00e4", path.conditions().get(0).value());
    assertEquals(path, ScimPath.parse(path.toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "''|0|0",
        "' userName'|0|1",
        "2fa|0|1",
        "name.|5|0",
        "name.given.name|10|5",
        "user name|4|5",
        "emails[type eq \"work\"|6|15",
        "emails[type eq \"work|15|5",
        "emails[type eq work].value|15|4",
        "emails[type ne \"work\"].value|12|2",
        "emails[type].value|11|0",
        "emails[type eq \"a\" or type eq \"b\"].value|19|2",
        "emails[type eq \"a\" and type eq \"b\"].value|6|28",
        "emails[type eq \"\"].value|15|2",
        "emails[].value|7|1",
        "emails.value[type eq \"work\"]|12|16",
        "emails[type eq \"\\x\"].value|16|2",
        "roles[primary eq \"yes\"].value|17|5",
        "urn:x|5|0",
        "urn:a::b|5|2",
        "urn:a b:c|5|1",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User|58|0",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:|59|0"
      })
  void errorHasItsPosition(String text, int offset, int length) {
    LanguageException thrown = assertThrows(LanguageException.class, () -> ScimPath.parse(text));
    assertEquals(1, thrown.errors().size());
    assertEquals(
        List.of(offset, length),
        List.of(thrown.errors().get(0).offset(), thrown.errors().get(0).length()),
        thrown::getMessage);
  }

  @Test
  void errorSaysWhatIsExpected() {
    LanguageException thrown =
        assertThrows(
            LanguageException.class, () -> ScimPath.parse("emails[type co \"work\"].value"));
    assertThat(thrown.getMessage()).contains("Only 'eq'");
  }

  @Test
  void nestedStructureIsBuilt() {
    put("userName", "ada@example.com");
    put("name.givenName", "Ada");
    put("name.familyName", "Example");
    put(ENTERPRISE + ":department", "Research");
    put("urn:example:own:badge", "7");
    assertEquals(
        json(
            """
            {"userName":"ada@example.com","name":{"givenName":"Ada","familyName":"Example"},
             "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Research"},
             "urn:example:own":{"badge":"7"}}\
            """),
        resource);
  }

  @Test
  void pathsWithTheSameFilterShareAnElement() {
    put("addresses[type eq \"work\"].locality", "Turin");
    put("addresses[type eq \"home\"].country", "IT");
    put("addresses[type eq \"Work\"].postalCode", "10121");
    put("roles[primary eq \"True\"].value", "admin");
    assertEquals(
        json(
            """
            {"addresses":[{"type":"work","locality":"Turin","postalCode":"10121"},
                          {"type":"home","country":"IT"}],
             "roles":[{"primary":true,"value":"admin"}]}\
            """),
        resource);
  }

  @Test
  void subAttributeWithoutAFilterIsWrittenToTheFirstElement() {
    put("emails.value", "a@example.com");
    put("emails.value", "b@example.com");
    assertEquals(json("{\"emails\":[{\"value\":\"b@example.com\"}]}"), resource);
    assertEquals("b@example.com", read("emails.value", resource));
  }

  @Test
  void namesIgnoreLetterCase() {
    ObjectNode held =
        json(
            """
            {"UserName":"ada","Name":{"GIVENNAME":"Ada"},
             "emails":[{"type":"home","value":"h"},{"Type":"WORK","Value":"w"}],
             "urn:ietf:params:scim:schemas:extension:enterprise:2.0:user":{"Department":"Research"}}\
            """);
    assertEquals("ada", read("userName", held));
    assertEquals("Ada", read("name.givenName", held));
    assertEquals("w", read("emails[type eq \"work\"].value", held));
    assertEquals("Research", read(ENTERPRISE + ":department", held));
  }

  @Test
  void departmentIsFoundAtTheTopLevel() {
    assertEquals(
        "Service Admin",
        read(ENTERPRISE + ":department", json("{\"department\":\"Service Admin\"}")));
    assertEquals(
        "Inner",
        read(
            ENTERPRISE + ":department",
            json("{\"department\":\"Outer\",\"" + ENTERPRISE + "\":{\"department\":\"Inner\"}}")));
  }

  @Test
  void managerIsReadAsReferenceOrAsText() {
    String reference = "{\"" + ENTERPRISE + "\":{\"manager\":{\"value\":\"26118915\"}}}";
    String text = "{\"" + ENTERPRISE + "\":{\"manager\":\"26118915\"}}";
    assertEquals("26118915", read(ENTERPRISE + ":manager.value", json(reference)));
    assertEquals("26118915", read(ENTERPRISE + ":manager.value", json(text)));
    assertEquals(
        json("{\"value\":\"26118915\"}"),
        ScimPath.parse(ENTERPRISE + ":manager").read(json(reference)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"emails\":null}",
        "{\"emails\":[]}",
        "{\"emails\":\"a@example.com\"}",
        "{\"emails\":[{\"type\":\"home\",\"value\":\"h\"}]}",
        "{\"emails\":[{\"type\":\"work\",\"value\":null}]}",
        "{\"emails\":[{\"value\":\"no type\"}, 7, null]}"
      })
  void absentValueIsNull(String held) {
    assertNull(ScimPath.parse("emails[type eq \"work\"].value").read(json(held)));
  }

  @Test
  void elementWithTheSubAttributeIsPreferred() {
    ObjectNode held =
        json(
            """
            {"addresses":[{"type":"work","country":"IT"},{"type":"work","locality":"Turin"}]}\
            """);
    assertEquals("Turin", read("addresses[type eq \"work\"].locality", held));
  }

  @Test
  void absentPrimaryIsFalse() {
    ObjectNode held =
        json("{\"roles\":[{\"value\":\"a\"},{\"value\":\"b\",\"primary\":\"True\"}]}");
    assertEquals("a", read("roles[primary eq false].value", held));
    assertEquals("b", read("roles[primary eq true].value", held));
  }

  @Test
  void booleanIsReadUnchanged() {
    ScimPath active = ScimPath.parse("active");
    active.put(resource, BooleanNode.FALSE);
    assertEquals(BooleanNode.FALSE, active.read(resource));
  }

  private void put(String path, String value) {
    ScimPath.parse(path).put(resource, TextNode.valueOf(value));
  }

  private static String read(String path, ObjectNode from) {
    JsonNode value = ScimPath.parse(path).read(from);
    return value == null ? "nothing" : value.textValue();
  }

  private static ObjectNode json(String text) {
    return Json.object(text);
  }
}
