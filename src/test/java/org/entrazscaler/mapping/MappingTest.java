package org.entrazscaler.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entrazscaler.expression.EvaluationContext;
import org.entrazscaler.expression.SourceNames;
import org.entrazscaler.language.LanguageException;
import org.entrazscaler.language.TextError;
import org.entrazscaler.scim.schema.ScimPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MappingTest {

  /** The example of the documentation. */
  private static final String CONTRACT =
      """
      userName: [userPrincipalName] | match 1
      externalId: [objectId] | match 2
      active: Switch([IsSoftDeleted], , "False", "True", "True", "False")
      displayName: [displayName]
      # comments are lines that begin with a hash
      title: [jobTitle] | default "Employee" | apply create
      emails[type eq "work"].value: Coalesce([mail], [userPrincipalName])
      urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department: [department] | clear
      """;

  private static final EvaluationContext CONTEXT =
      EvaluationContext.of(Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC));

  @Test
  void documentedExampleIsCompiled() {
    Mapping mapping = Mapping.compile(CONTRACT);

    assertEquals(
        List.of(
            "userName",
            "externalId",
            "active",
            "displayName",
            "title",
            "emails[type eq \"work\"].value",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department"),
        mapping.rows().stream().map(row -> row.target().toString()).toList());
    assertEquals(
        List.of(
            "userPrincipalName",
            "objectId",
            "IsSoftDeleted",
            "displayName",
            "jobTitle",
            "mail",
            "department"),
        new ArrayList<>(mapping.sourceNames()));
    assertEquals(
        List.of(1, 2),
        mapping.matchingRows().stream().map(MappingRow::matchingPrecedence).toList());
    MappingRow title = mapping.rows().get(4);
    assertEquals("Employee", title.defaultValue());
    assertTrue(title.createOnly());
    assertFalse(title.clear());
    assertEquals(CONTRACT.indexOf("title"), title.offset());
    assertTrue(mapping.rows().get(6).clear());
  }

  @Test
  void objectIsMapped() {
    Map<String, Object> ada = new HashMap<>();
    ada.put("userPrincipalName", "ada@example.com");
    ada.put("objectId", "1234");
    ada.put("IsSoftDeleted", "False");
    ada.put("displayName", "Ada Example");

    MappedObject mapped = Mapping.compile(CONTRACT).map(ada::get, CONTEXT);

    assertEquals("ada@example.com", value(mapped, "userName").value());
    assertEquals("True", value(mapped, "active").value());
    assertEquals("ada@example.com", value(mapped, "emails[type eq \"work\"].value").value());
    assertNull(value(mapped, "title").value());
    assertEquals("Employee", value(mapped, "title").valueOnCreation());
    assertFalse(value(mapped, "title").isRemoval());
    assertTrue(
        value(mapped, "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department")
            .isRemoval());
    assertEquals(
        List.of("ada@example.com", "1234"),
        mapped.matching().stream().map(MappedValue::value).toList());
  }

  @Test
  void emptyValuesAreTreatedAsInEntra() {
    Mapping mapping =
        Mapping.compile(
            """
            userName: [userPrincipalName] | match 1
            displayName: Append([none], "")
            title: Coalesce([none], "") | default "Employee"
            nickName: Coalesce([none], "") | clear
            locale: [none]
            """);
    MappedObject mapped = mapping.map(name -> null, CONTEXT);

    assertEquals("", value(mapped, "title").value());
    assertEquals("Employee", value(mapped, "title").valueOnCreation());
    assertNull(value(mapped, "nickName").value());
    assertTrue(value(mapped, "nickName").isRemoval());
    assertNull(value(mapped, "locale").value());
    assertFalse(value(mapped, "locale").isRemoval());
  }

  @Test
  void ignoredValueHasNoDefaultAndNoRemoval() {
    MappingRow row =
        Mapping.compile("title: [jobTitle] | match 1 | default \"x\" | clear").rows().get(0);
    MappedValue ignored = new MappedValue(row, null, true, List.of());

    assertNull(ignored.valueOnCreation());
    assertFalse(ignored.isRemoval());
  }

  @Test
  void entriesContinueOnIndentedLines() {
    Mapping mapping =
        Mapping.compile(
            """
              # about names
              userName:
                Join("|",
                  # neither a comment nor | match 2 inside a literal: is lost
                  [givenName], "a: b | match 3 # x",

                  [surname])
                | match 1
                | default "it is \\"so\\" \\\\"

              title: "Employee"   | apply create
            """);
    assertEquals(2, mapping.rows().size());
    assertEquals("it is \"so\" \\", mapping.rows().get(0).defaultValue());
    assertEquals(
        "Ada|a: b | match 3 # x|Example",
        mapping
            .map(Map.of("givenName", "Ada", "surname", "Example")::get, CONTEXT)
            .values()
            .get(0)
            .value());
    assertEquals("Employee", mapping.map(name -> "x", CONTEXT).values().get(1).value());
  }

  @Test
  void carriageReturnsDoNotMatter() {
    assertEquals(
        Mapping.compile(CONTRACT).fingerprint(),
        Mapping.compile(CONTRACT.replace("\n", "\r\n")).fingerprint());
  }

  @Test
  void membersAndManagersAreReferences() {
    Mapping mapping =
        Mapping.compile(
            """
            displayName: [displayName] | match 1
            members: [members]
            urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager: [manager]
            """);
    assertEquals(
        List.of(false, true, true), mapping.rows().stream().map(MappingRow::isReference).toList());
    assertEquals(
        List.of("1", "2"),
        value(
                mapping.map(Map.of("displayName", "x", "members", List.of("1", "2"))::get, CONTEXT),
                "members")
            .value());
  }

  @Test
  void fingerprintIgnoresDifferencesWithoutEffect() {
    String fingerprint = Mapping.compile(CONTRACT).fingerprint();
    assertEquals(
        fingerprint,
        Mapping.compile(
                """
                # the same
                externalId:   [objectId]|match 2
                userName: [userPrincipalName] | match 1
                active:
                  Switch( [IsSoftDeleted],,"False","True","True","False" )
                displayName: [displayName]
                title: [jobTitle] | apply create | default "Employee"
                emails[type eq "work"].value: Coalesce([mail], [userPrincipalName])
                urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department: [department] | clear
                """)
            .fingerprint());
    for (String[] change :
        new String[][] {
          {"match 2", "match 3"},
          {" | clear", ""},
          {" | apply create", ""},
          {"\"Employee\"", "\"Employee \""},
          {"\"Employee\"", "1"},
          {"[jobTitle]", "[department]"},
          {"title:", "nickName:"},
          {"\"True\", \"True\"", "\"True\", \" True\""},
        }) {
      assertNotEquals(
          fingerprint,
          Mapping.compile(CONTRACT.replace(change[0], change[1])).fingerprint(),
          change[0]);
    }
  }

  @Test
  void failedRowsDoNotAffectTheOthers() {
    Mapping mapping =
        Mapping.compile(
            """
            userName: [userPrincipalName] | match 1
            title: CDate([jobTitle])
            nickName: DateFromNum([jobTitle])
            """);
    MappedObject mapped = mapping.map(name -> "text", CONTEXT);
    assertEquals(
        List.of("title", "nickName"),
        mapped.failed().stream().map(failure -> failure.row().target().toString()).toList());
    String reason = mapped.failed().get(0).reason();
    assertThat(reason).startsWith("title: ");
    assertEquals(
        List.of("userName"),
        mapped.values().stream().map(value -> value.row().target().toString()).toList());
  }

  @Test
  void redactedValueIsNotInTheReason() {
    MappedObject mapped =
        Mapping.compile(
                """
                userName: [userPrincipalName] | match 1
                title: Redact(CDate([jobTitle]))
                nickName: CDate([jobTitle])
                """)
            .map(name -> "secret", CONTEXT);
    assertThat(mapped.failed().get(0).reason()).doesNotContain("secret");
    assertThat(mapped.failed().get(1).reason()).contains("secret");
  }

  @Test
  void attributeInAnUnexpectedFormFailsOnlyItsRow() {
    Mapping mapping =
        Mapping.compile(
            """
            userName: [userPrincipalName] | match 1
            title: [jobTitle]
            """);
    MappedObject mapped =
        mapping.map(
            name -> {
              if (name.equals("jobTitle")) {
                throw new IllegalArgumentException("no text");
              }
              return name;
            },
            CONTEXT);
    assertEquals("title: no text", mapped.failed().get(0).reason());
    assertEquals(1, mapped.values().size());
  }

  @Test
  void allErrorsAreReportedTogetherWithTheirPositions() {
    String block =
        """
        userName: [userPrincipalName] | match 1
        userName: [mail]
        externalId: [objectId] | match 1
        id: [objectId]
        display Name: [displayName]
        title: Swich([jobTitle]) | aply create
        nickName:[displayName]
        locale [x]
        name.givenName: [givenName] | match 0 | clear now | | default Sales | clear | clear
        name.familyName:
        emails[type eq "work".value: [mail]
        timezone: {{secret}}
        userType: Employee
        """;
    LanguageException e =
        assertThrows(LanguageException.class, () -> Mapping.compile(block, without("nothing")));
    List<String> found = new ArrayList<>();
    for (TextError error : e.errors()) {
      found.add(block.substring(error.offset(), error.offset() + error.length()));
    }
    String report = String.valueOf(e.getMessage());
    for (String text :
        List.of(
            "userName",
            "match 1",
            "id",
            "Swich",
            "aply",
            ":",
            "locale [x]",
            "match 0",
            "clear now",
            "default Sales",
            "{{",
            "Employee")) {
      assertThat(found).as(text + " is missing in " + found).contains(text);
    }
    assertThat(report).contains("did you mean `Switch`?");
    assertThat(report).contains("did you mean `apply`?");
    assertThat(report).contains("`[Employee]`");
    List<Integer> offsets = e.errors().stream().map(TextError::offset).toList();
    assertEquals(offsets.stream().sorted().toList(), offsets);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing",
        "displayName: [displayName]",
        "userName: [a] | match 1\n\ttitle: [b]",
        "  userName: [a] | match 1\ntitle: [b]",
        "userName: SelectUniqueValue([a], [b]) | match 1",
        "userName: Append(SelectUniqueValue([a], [b]), \"x\")\nid2: [a] | match 1",
        "userName: [a] | match 1\nmembers: [displayName]",
        "userName: [a] | match 1\nmembers: Split([members], \",\")",
        "userName: [a] | match 1\ntitle: Join(\",\", [members])",
        "displayName: [a] | match 1\nmembers: [members] | match 2",
        "userName: [a] | match 1\nname: [b]\nname.givenName: [c]",
        "userName: [a] | match 1\ntitle: [b] | apply create | clear",
        "userName: [a] | match 1\ntitle: [b] | apply always",
        "userName: [a] | match 1\ntitle: [b] | default \"x\" y",
        "userName: [a] | match 1 2",
        "userName: [a] | match 99999999999",
        "- userName: [a] | match 1",
        "userName: \"x",
      })
  void invalidBlocksAreRefused(String block) {
    assertThrows(LanguageException.class, () -> Mapping.compile(block));
  }

  @Test
  void unknownSourceNamesAreReportedWithTheirPositions() {
    String block = "userName: [mailNickname] | match 1\ntitle: Join(\"[mail]\", [ mail ], [mail])";
    LanguageException e =
        assertThrows(LanguageException.class, () -> Mapping.compile(block, without("mail")));
    assertEquals(
        List.of(block.indexOf(" mail "), block.lastIndexOf("mail")),
        e.errors().stream().map(TextError::offset).toList());
    assertThat(e.errors().get(0).message())
        .as(e.getMessage())
        .contains("did you mean `mailNickname`?");
  }

  private static SourceNames without(String unknown) {
    return new SourceNames() {
      @Override
      public boolean isKnown(String name) {
        return !name.equals(unknown);
      }

      @Override
      public Optional<String> nearest(String name) {
        return Optional.of("mailNickname");
      }
    };
  }

  private static MappedValue value(MappedObject mapped, String target) {
    return mapped.value(ScimPath.parse(target)).orElseThrow();
  }
}
