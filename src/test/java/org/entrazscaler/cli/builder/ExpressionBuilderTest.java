package org.entrazscaler.cli.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.util.Map;
import org.entrazscaler.cli.builder.Answer.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expression builder without a terminal. */
class ExpressionBuilderTest {

  private final ExpressionBuilder builder = builder(Language.entra);

  private static ExpressionBuilder builder(Language language) {
    return new ExpressionBuilder(
        new Evaluator(language, Clock.systemUTC()),
        Map.of("givenName", "Ada"),
        name -> {
          if (!name.equals("Grace Hopper")) {
            throw new IllegalArgumentException("There is no user " + name);
          }
          return Map.of("givenName", "Grace", "accountEnabled", true);
        });
  }

  private String message(String line) {
    Answer answer = builder.enter(line);
    assertEquals(Kind.MESSAGE, answer.kind(), answer.text());
    return answer.text();
  }

  @Test
  void lineIsEvaluatedWithTheAttributesInForce() {
    assertEquals("\"ADA\"", builder.enter("ToUpper([givenName], )").text());
    message(":user Grace Hopper");
    assertEquals("\"GRACE\"", builder.enter("ToUpper([givenName], )").text());
    assertEquals("Grace Hopper> ", builder.prompt());
  }

  @Test
  void unknownUserChangesNothing() {
    Answer answer = builder.enter(":user unknown");
    assertEquals(Kind.FAILURE, answer.kind());
    assertEquals("There is no user unknown", answer.text());
    assertEquals("\"Ada\"", builder.enter("[givenName]").text());
    assertEquals("> ", builder.prompt());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0000',
      value = {
        "x=Head of \"Sales\" | \"Head of \\\"Sales\\\"\"",
        "x = a=b | \"a=b\"",
        "x=42 | 42",
        "x=\"42\" | \"42\"",
        "x=true | true",
        "x=[\"a\",\"b\"] | [\"a\",\"b\"]",
        "x=[] | null",
        "x=null | null",
        "x= | null",
        "x=-- | \"--\"",
      })
  void attributeIsSet(String assignment, String value) {
    message(":set " + assignment);
    assertEquals(value, builder.enter("[x]").text());
  }

  @ParameterizedTest
  @ValueSource(strings = {":set", ":set x", ":set =1", ":set x={}", ":set x=[1", ":set x=\"a"})
  void invalidAssignmentIsReported(String line) {
    assertEquals(Kind.ERROR, builder.enter(line).kind());
  }

  @Test
  void attributesAreShown() {
    assertEquals("givenName = \"Ada\"", message(":attributes"));
    message(":set givenName=");
    assertThat(message(":attributes")).startsWith("No attribute has a value");
  }

  @Test
  void helpNamesEveryCommand() {
    for (String command : new String[] {":user", ":set", ":attributes", ":help", ":quit"}) {
      assertThat(message(":help")).as(command).contains(command);
    }
  }

  @Test
  void unknownCommandIsReportedWithTheNearestOne() {
    Answer answer = builder.enter(":atributes");
    assertEquals(Kind.ERROR, answer.kind());
    assertThat(answer.text()).contains("did you mean `:attributes`?");
    assertEquals(Kind.ERROR, builder.enter(":").kind());
    assertEquals(Kind.ERROR, builder.enter(":user").kind());
    assertEquals(Kind.ERROR, builder.enter(":quit now").kind());
  }

  @Test
  void quitEndsTheSessionAndABlankLineDoesNothing() {
    assertEquals(Kind.END, builder.enter("  :quit ").kind());
    assertEquals("", message("   "));
  }

  @Test
  void errorHasACaretUnderItsPlace() {
    Answer answer = builder.enter("  Joyn()");
    assertEquals(Kind.ERROR, answer.kind());
    assertThat(answer.text()).endsWith("\n      Joyn()\n      ^^^^");
  }

  @Test
  void ignoredFlowIsNoted() {
    Answer answer = builder.enter("IgnoreFlowIfNullOrEmpty([missing])");
    assertEquals("null", answer.text());
    assertThat(String.valueOf(answer.note())).contains("left out");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "[givenName]|  = \"Ada\"",
        "[givenName|  ^ The attribute is not closed",
        "Len(Joyn())|      ^ There is no function `Joyn`",
        "IgnoreFlowIfNullOrEmpty([x])|  = left out",
        "Mid(\"abc\", [givenName], 1)|  ^ Mid: ",
      })
  void previewIsBelowTheLine(String line, String preview) {
    assertThat(builder.preview(line, 2)).startsWith(preview);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", ":user x", "[a]\n"})
  void commandsAndBlankLinesHaveNoPreview(String line) {
    assertEquals("", builder.preview(line, 2));
  }

  @Test
  void filtersAreEvaluatedToo() {
    ExpressionBuilder filters = builder(Language.scope);
    assertEquals("true", filters.enter("givenName EQUALS \"Ada\"").text());
    assertEquals("= false", filters.preview("givenName IS NULL", 0));
    assertEquals(Kind.ERROR, filters.enter("givenName IS \"Ada\"").kind());
  }
}
