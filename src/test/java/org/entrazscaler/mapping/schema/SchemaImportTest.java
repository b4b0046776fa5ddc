package org.entrazscaler.mapping.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.entrazscaler.directory.SourceAttributes;
import org.entrazscaler.expression.SourceNames;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.mapping.check.MappingCheck;
import org.entrazscaler.mapping.schema.Note.Kind;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.scope.ScopeFilter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The import of an exported schema, and the notes on parts that have no equivalent. */
class SchemaImportTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path ROUTES = Path.of("routes");

  private final MappingCheck check =
      new MappingCheck(names(ObjectType.USER), names(ObjectType.GROUP), Product.ZIA);
  private ObjectNode schema = JSON.createObjectNode();

  @BeforeEach
  void begin() throws IOException {
    schema = (ObjectNode) JSON.readTree(Path.of("src/test/resources/schema/zia.json").toFile());
  }

  private static SourceNames names(ObjectType type) {
    return new SourceNames() {
      @Override
      public boolean isKnown(String name) {
        return SourceAttributes.isKnown(type, name);
      }

      @Override
      public Optional<String> nearest(String name) {
        return SourceAttributes.nearest(type, name);
      }
    };
  }

  private ObjectNode users() {
    return (ObjectNode) schema.at("/synchronizationRules/0/objectMappings/0");
  }

  private ObjectNode row(int index) {
    return (ObjectNode) users().get("attributeMappings").get(index);
  }

  private ObjectNode addRow(String target, String expression) {
    ObjectNode row = ((ArrayNode) users().get("attributeMappings")).addObject();
    row.put("targetAttributeName", target);
    row.putObject("source").put("type", "Function").put("expression", expression);
    return row;
  }

  private ArrayNode clauses() {
    ArrayNode clauses = JSON.createArrayNode();
    users().putObject("scope").putArray("groups").addObject().set("clauses", clauses);
    return clauses;
  }

  private void clause(String attribute, String operator, String... values) {
    ObjectNode clause = clauses().addObject();
    clause.put("sourceOperandName", attribute).put("operatorName", operator);
    ArrayNode operands = clause.putObject("targetOperand").putArray("values");
    List.of(values).forEach(operands::add);
  }

  private ImportedSchema read() {
    return SchemaImport.read(schema.toString().getBytes(StandardCharsets.UTF_8), check);
  }

  private ImportedObject readUsers() {
    return read().users().orElseThrow();
  }

  private String refusal() {
    return String.valueOf(assertThrows(SchemaException.class, this::read).getMessage());
  }

  private Note onlyNote() {
    List<Note> notes = read().notes();
    assertEquals(1, notes.size(), notes.toString());
    return notes.get(0);
  }

  private String lastRow() {
    List<String> rows = readUsers().rows();
    return rows.get(rows.size() - 1);
  }

  @Test
  void filesHaveTheShippedForm() throws IOException {
    for (String name : List.of(RouteFileText.USER_MAPPING, RouteFileText.GROUP_MAPPING)) {
      String shipped = Files.readString(ROUTES.resolve(name));
      List<String> rows =
          shipped
              .lines()
              .dropWhile(line -> !line.strip().equals("expression: |"))
              .skip(1)
              .map(String::strip)
              .toList();
      String written =
          name.equals(RouteFileText.USER_MAPPING)
              ? RouteFileText.userMapping(rows)
              : RouteFileText.groupMapping(rows);
      assertEquals(withoutComment(shipped), withoutComment(written));
    }
    assertEquals(
        Files.readString(ROUTES.resolve(RouteFileText.SCOPE)), RouteFileText.scope("ALL", "ALL"));
  }

  private static String withoutComment(String file) {
    return file.lines().filter(line -> !line.startsWith("#")).collect(Collectors.joining("\n"));
  }

  @Test
  void rowsOfAGalleryApplicationAreTheSame() {
    ImportedSchema imported = read();
    assertEquals(List.of(), imported.notes());
    assertEquals(
        List.of(
            "userName: [userPrincipalName] | match 1",
            "externalId: [mailNickname]",
            "active: Not([IsSoftDeleted]) | default \"True\"",
            "name.givenName: [givenName]",
            "name.familyName: [surname]",
            "displayName: [displayName]",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department: [department]"
                + " | default \"Not \\\"assigned\\\"\""),
        imported.users().orElseThrow().rows());
    assertEquals(
        List.of(
            "displayName: [displayName] | match 1", "externalId: [objectId]", "members: [members]"),
        imported.groups().orElseThrow().rows());
    assertEquals(
        Optional.of(
            "(department EQUALS \"Sales\" AND country NOT EQUALS \"US\")"
                + " OR userType EQUALS \"Contractor\""),
        imported.users().orElseThrow().filter());
    assertEquals(Optional.of("ALL"), imported.groups().orElseThrow().filter());
  }

  @Test
  void answerOfGraphIsRead() {
    ObjectNode answer = JSON.createObjectNode();
    answer.set("value", schema);
    assertEquals(read(), SchemaImport.read(bytes(answer), check));
    answer.putArray("value").add(schema);
    assertEquals(read(), SchemaImport.read(bytes(answer), check));
  }

  private static byte[] bytes(JsonNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void fileWrittenByPowerShellIsRead(String charset) {
    byte[] marked = ("\ufeff" + schema).getBytes(java.nio.charset.Charset.forName(charset));
    assertEquals(read(), SchemaImport.read(marked, check));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0000',
      value = {
        "Constant | Staff | \"Staff\" | \"Staff\"",
        "Constant | Staff | Staff | \"Staff\"",
        "Constant | say \"hi\" \\ | | \"say \\\"hi\\\" \\\\\"",
        "Attribute | jobTitle | | [jobTitle]",
        "Attribute | jobTitle | [jobTitle] | [jobTitle]",
        "attribute | jobTitle | jobTitle | [jobTitle]",
        "Function | ToUpper | ToUpper([jobTitle], ) | ToUpper([jobTitle], )",
      })
  void sourceOfEachTypeIsImported(String type, String name, String expression, String written) {
    ObjectNode row = addRow("title", "");
    ObjectNode source = row.putObject("source").put("type", type).put("name", name);
    source.put("expression", expression);
    assertEquals("title: " + written, lastRow());
  }

  @Test
  void functionWithoutAnExpressionIsBuiltFromItsParameters() {
    ObjectNode source =
        addRow("title", "").putObject("source").put("type", "Function").put("name", "Switch");
    ArrayNode parameters = source.putArray("parameters");
    parameters.addObject().putObject("value").put("type", "Attribute").put("name", "IsSoftDeleted");
    parameters.addObject().putNull("value");
    for (String constant : List.of("False", "x", "True", "y")) {
      parameters.addObject().putObject("value").put("type", "Constant").put("name", constant);
    }
    assertEquals("title: Switch([IsSoftDeleted], , \"False\", \"x\", \"True\", \"y\")", lastRow());
  }

  @Test
  void expressionOfSeveralLinesIsPutOnOneLineAndLiteralsStay() {
    addRow("title", "Join(\r\n\t\"a  -  b\",\n  [givenName], [surname])");
    assertEquals("title: Join( \"a  -  b\", [givenName], [surname])", lastRow());
  }

  @Test
  void fixedValueWithoutASourceIsAConstant() {
    addRow("title", "").put("defaultValue", "Staff").putNull("source");
    assertEquals("title: \"Staff\"", lastRow());
  }

  @Test
  void mappingOfTheTypeNoneDoesNothing() {
    addRow("title", "").putNull("source");
    assertEquals(7, readUsers().rows().size());
    assertEquals(List.of(), read().notes());
  }

  @Test
  void objectAddOnlyIsApplyCreate() {
    addRow("title", "[jobTitle]").put("flowType", "ObjectAddOnly").put("defaultValue", "x");
    assertEquals("title: [jobTitle] | default \"x\" | apply create", lastRow());
    assertEquals(List.of(), read().notes());
  }

  @Test
  void equalPrecedencesBecomeDistinct() {
    row(0).put("matchingPriority", 4);
    row(1).put("matchingPriority", 4);
    row(5).put("matchingPriority", 2);
    List<String> rows = readUsers().rows();
    assertThat(rows.get(5)).endsWith("| match 1");
    assertThat(rows.get(0)).endsWith("| match 2");
    assertThat(rows.get(1)).endsWith("| match 3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "flowType | MultiValueAddOnly",
        "flowType | ValueAddOnly",
        "flowType | AttributeAddOnly",
        "flowBehavior | FlowAlways",
      })
  void flowWithoutAnEquivalentIsNamedAndItsRowImported(String property, String value) {
    addRow("title", "[jobTitle]").put(property, value);
    assertThat(lastRow()).startsWith("title: [jobTitle]");
    Note note = onlyNote();
    assertEquals(Kind.DIFFERENT, note.kind());
    assertEquals("users, title", note.about());
    assertThat(note.message()).contains(value);
  }

  @Test
  void attributeAddOnlyOverwritesNothing() {
    addRow("title", "[jobTitle]").put("flowType", "AttributeAddOnly");
    assertEquals("title: [jobTitle] | apply create", lastRow());
  }

  @Test
  void exportMissingReferencesIsNamed() {
    row(0).put("exportMissingReferences", true);
    assertThat(onlyNote().message()).startsWith("exportMissingReferences");
  }

  @Test
  void rowThatWouldDisableAllOtherUsersIsNamed() {
    ((ObjectNode) row(2).get("source")).put("expression", "[IsSoftDeleted]");
    row(2).putNull("defaultValue");
    assertEquals("users, active", onlyNote().about());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\u0000',
      value = {
        "title ; Frobnicate([jobTitle]) ; Frobnicate",
        "title ; [jobTitel] ; jobTitel",
        "title ; [jobTitle ; ]",
        "title ; [jobTitle] | clear ; title",
        "title ; \"a<break>b\" ; line break",
        "title ; \"{{a}}\" ; {{",
        "id ; [objectId] ; id",
        "userName ; [mail] ; already has a row",
        "title: x ; [jobTitle] ; title",
        "# ; [jobTitle] ; #",
        "emails[type ; [mail] ; emails",
        "noSuchThing ; [mail] ; noSuchThing",
        "manager ; [mail] ; manager",
      })
  void rowWithAnErrorIsLeftOutAndNamed(String target, String source, String named) {
    addRow(target, source.replace("<break>", "\n"));
    assertEquals(7, readUsers().rows().size());
    Note note = onlyNote();
    assertEquals(Kind.LEFT_OUT, note.kind());
    assertThat(note.about() + note.message()).as(note.toString()).contains(named);
  }

  @Test
  void mappingWithoutARequiredRowIsRefusedWithTheReasons() {
    ((ObjectNode) row(0).get("source"))
        .put("type", "Function")
        .put("expression", "Frobnicate([mail])");
    String message = refusal();
    assertThat(message).startsWith("$.synchronizationRules[0].objectMappings[0]: ");
    assertThat(message).contains("Frobnicate");
    row(1).put("matchingPriority", 1);
    assertThat(refusal()).contains("`userName`");
  }

  @ParameterizedTest
  @CsvSource({
    "EQUALS,EQUALS", "NOT EQUALS,NOT EQUALS", "NOT_EQUALS,NOT EQUALS", "NotEquals,NOT EQUALS",
    "Includes,INCLUDES", "ENDS_WITH,ENDS_WITH", "EndsWith,ENDS_WITH", "REGEX MATCH,REGEX MATCH",
    "RegexMatch,REGEX MATCH", "NOT_REGEX_MATCH,NOT REGEX MATCH", "&,&", "!&,!&",
  })
  void operatorIsReadInAnySpelling(String spelling, String written) {
    clause("department", spelling, "Sa\"l\\es");
    String filter = readUsers().filter().orElseThrow();
    assertEquals("department " + written + " \"Sa\\\"l\\\\es\"", filter);
    ScopeFilter.compile(filter);
  }

  @ParameterizedTest
  @CsvSource({"IS TRUE", "IsFalse", "IS_NULL", "isNotNull"})
  void unaryOperatorNeedsNoValue(String operator) {
    clause("accountEnabled", operator, "");
    assertThat(readUsers().filter().orElseThrow()).startsWith("accountEnabled IS ");
    clause("accountEnabled", operator);
    assertThat(readUsers().filter()).isPresent();
  }

  @Test
  void numbersAreCompared() {
    clause("employeeId", "GreaterThanOrEquals", "100");
    assertEquals(Optional.of("employeeId GREATER_THAN_OR_EQUALS \"100\""), readUsers().filter());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "department | IsMemberOf | x | IsMemberOf",
        "department | LESS_THAN | 1 | LESS_THAN",
        "departement | EQUALS | x | departement",
        "members | EQUALS | x | members",
        "proxyAddresses | EQUALS | x | proxyAddresses",
        "x IS NULL OR mail | EQUALS | x | not a valid attribute name",
        "employeeId | GREATER_THAN | many | whole number",
        "department | EQUALS | '' | empty",
        "department | EQUALS | 'a\nb' | character",
        "department | REGEX MATCH | ( | pattern",
      })
  void filterWithAClauseWithoutAnEquivalentIsLeftOut(
      String attribute, String operator, String value, String named) {
    clause(attribute, operator, value);
    assertEquals(Optional.empty(), readUsers().filter());
    Note note = onlyNote();
    assertEquals("users, scoping filter", note.about());
    assertThat(note.message()).contains(named);
  }

  @Test
  void clauseWithoutExactlyOneValueHasNoEquivalent() {
    clause("department", "EQUALS", "a", "b");
    assertEquals(Optional.empty(), readUsers().filter());
    clause("department", "EQUALS");
    assertEquals(Optional.empty(), readUsers().filter());
    clauses();
    assertEquals(Optional.empty(), readUsers().filter());
  }

  @ParameterizedTest
  @ValueSource(strings = {"inputFilterGroups", "categoryFilterGroups"})
  void filterWithOtherGroupsIsLeftOut(String property) {
    ((ObjectNode) users().get("scope")).putArray(property).addObject();
    assertEquals(Optional.empty(), readUsers().filter());
    assertThat(onlyNote().message()).startsWith(property);
  }

  @Test
  void scopeWithoutGroupsAcceptsEveryObject() {
    users().putObject("scope").putArray("groups");
    assertEquals(Optional.of("ALL"), readUsers().filter());
    users().putObject("scope");
    assertEquals(Optional.of("ALL"), readUsers().filter());
    users().putNull("scope");
    assertEquals(Optional.of("ALL"), readUsers().filter());
  }

  @Test
  void actionsFollowFromTheFlowTypes() {
    assertEquals(Set.of("create", "update", "delete"), readUsers().actions());
    users().put("flowTypes", "Add,Update");
    assertEquals(Set.of("create", "update"), readUsers().actions());
    users().putArray("flowTypes").add("Update");
    assertEquals(Set.of("update"), readUsers().actions());
    users().put("flowTypes", "None");
    assertEquals(Set.of(), readUsers().actions());
    users().putNull("flowTypes");
    assertEquals(Set.of("create", "update", "delete"), readUsers().actions());
  }

  @Test
  void disabledMappingIsImportedAsDisabled() {
    assertTrue(readUsers().enabled());
    users().put("enabled", false);
    assertFalse(readUsers().enabled());
    assertEquals(7, readUsers().rows().size());
  }

  @Test
  void enabledMappingIsPreferred() {
    ObjectNode second = users().deepCopy().put("name", "second");
    ((ArrayNode) schema.at("/synchronizationRules/0/objectMappings")).add(second);
    users().put("enabled", false).put("name", "first");
    assertTrue(readUsers().enabled());
    assertEquals("first", onlyNote().about());
    assertThat(onlyNote().message()).contains("second");
  }

  @Test
  void otherObjectTypesAreNamed() {
    ObjectNode other = users().deepCopy().put("sourceObjectName", "Contact");
    ((ArrayNode) schema.at("/synchronizationRules/0/objectMappings")).add(other);
    assertThat(onlyNote().message()).contains("Contact");
  }

  @Test
  void metadataWithAnEffectIsNamed() {
    ArrayNode metadata = users().putArray("metadata");
    metadata.addObject().put("key", "IsCustomerDefined").put("value", "true");
    metadata.addObject().put("key", "DisableMonitoringForChanges").put("value", "\"False\"");
    metadata.addObject().put("key", "EscrowBehavior").put("value", "\"Default\"");
    assertEquals(List.of(), read().notes());
    metadata.addObject().put("key", "Unsynchronized").put("value", "true");
    assertThat(onlyNote().message()).contains("Unsynchronized");
  }

  @Test
  void schemaWithoutGroupsHasOnlyUsers() {
    ((ArrayNode) schema.get("synchronizationRules")).remove(1);
    assertThat(read().users()).isPresent();
    assertEquals(Optional.empty(), read().groups());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0000',
      value = {
        " | The file is empty",
        "{ | The file is not valid JSON at line 1, column",
        "{} {} | The file is not valid JSON",
        "{\"a\":1,\"a\":2} | The file is not valid JSON",
        "[] | $: expected an object",
        "null | $: expected an object",
        "\"x\" | $: expected an object",
        "{} | $.synchronizationRules: is missing",
        "{\"value\":[]} | $.value: expected an object",
        "{\"value\":3} | $.value: expected an object",
        "{\"error\":{\"code\":\"x\"}} | $.synchronizationRules: is missing",
        "{\"synchronizationRules\":null} | $.synchronizationRules: is missing",
        "{\"synchronizationRules\":{}} | $.synchronizationRules: expected a list",
        "{\"synchronizationRules\":[]} | $.synchronizationRules: has no mapping of users or groups",
        "{\"synchronizationRules\":[1]} | $.synchronizationRules[0]: expected an object, found 1",
        "{\"synchronizationRules\":[{\"objectMappings\":\"@{a=b}\"}]}"
            + " | $.synchronizationRules[0].objectMappings: expected a list",
        "{\"synchronizationRules\":[{\"objectMappings\":[\"@{a=b}\"]}]}"
            + " | $.synchronizationRules[0].objectMappings[0]: expected an object, found"
            + " \"@{a=b}\" (PowerShell",
        "{\"synchronizationRules\":[{\"objectMappings\":[{}]}]}"
            + " | $.synchronizationRules[0].objectMappings[0].sourceObjectName: is missing",
        "{\"synchronizationRules\":[{\"objectMappings\":[{\"sourceObjectName\":\"User\"}]}]}"
            + " | $.synchronizationRules[0].objectMappings[0].attributeMappings: is missing",
      })
  void invalidSchemaIsRefusedWithThePath(String text, String message) {
    byte[] bytes = (text == null ? "" : text).getBytes(StandardCharsets.UTF_8);
    SchemaException refused =
        assertThrows(SchemaException.class, () -> SchemaImport.read(bytes, check));
    assertThat(String.valueOf(refused.getMessage())).as(refused.getMessage()).startsWith(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0000',
      value = {
        "/targetAttributeName | null | .targetAttributeName: is missing",
        "/targetAttributeName | 3 | .targetAttributeName: expected a text, found 3",
        "/matchingPriority | -1 | .matchingPriority: expected a whole number of at least 0",
        "/matchingPriority | \"1\" | .matchingPriority: expected a whole number of at least 0",
        "/flowType | \"Sometimes\" | .flowType: expected Always",
        "/flowBehavior | \"Sometimes\" | .flowBehavior: expected FlowWhenChanged",
        "/defaultValue | [] | .defaultValue: expected a text",
        "/source | [] | .source: expected an object",
        "/source | {} | .source.type: is missing",
        "/source | {\"type\":\"Other\"} | .source.type: expected Attribute, Constant or Function",
        "/source | {\"type\":\"Attribute\"} | .source.name: is missing",
        "/source | {\"type\":\"Constant\"} | .source.expression: is missing",
        "/source | {\"type\":\"Function\"} | .source.name: is missing",
        "/source | {\"type\":\"Function\",\"name\":\"Not\",\"parameters\":[{\"value\":1}]}"
            + " | .source.parameters[0].value: expected an object",
        "/source | null | .source: is missing",
      })
  void invalidRowIsRefusedWithThePath(String pointer, String json, String message)
      throws IOException {
    row(0).set(pointer.substring(1), JSON.readTree(json));
    assertThat(refusal())
        .startsWith("$.synchronizationRules[0].objectMappings[0].attributeMappings[0]" + message);
  }

  @Test
  void deepNestingIsRefused() {
    String deep = "{\"value\":".repeat(5_000) + "1" + "}".repeat(5_000);
    assertThrows(
        SchemaException.class,
        () -> SchemaImport.read(deep.getBytes(StandardCharsets.UTF_8), check));
    ObjectNode source = row(3).putObject("source");
    for (int i = 0; i < 250; i++) {
      source.put("type", "Function").put("name", "Not");
      source = source.putArray("parameters").addObject().putObject("value");
    }
    source.put("type", "Attribute").put("name", "mail");
    assertThat(refusal()).contains("nested too deeply");
  }
}
