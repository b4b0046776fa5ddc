package org.entrazscaler.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.entrazscaler.language.LanguageException;
import org.entrazscaler.language.TextError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The errors of a text that is not an expression, and their positions. */
class ExpressionErrorsTest {

  /** The place is between the brackets; nothing between them: here something is missing. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "«Apend»([a], \"b\") ~ There is no function `Apend`: did you mean `Append`?",
        "«append»([a], \"b\") ~ did you mean `Append`?",
        "«iif»([a] = \"b\", \"c\", \"d\") ~ did you mean `IIF`?",
        "«Concatenate»([a]) ~ There is no function `Concatenate`",
        "«Append»([a]) ~ Append has 1 argument, 1 too few; expected Append(source, suffix)",
        "Append([a], \"b\"«» ~ `)` is missing: it closes `Append(`",
        "Append(ToLower([a], \"b\"«» ~ `)` is missing: it closes `ToLower(`",
        "Append([a] «\"b\"») ~ `,` or `)` is expected before this text",
        "Append([a], \"b\")«)» ~ This `)` closes nothing",
        "Append([a], \"b\")«,» ~ outside the parentheses of a function",
        "Append([a], \"b\") «[c]» ~ The end of the expression is expected before `[c]`",
        "«» ~ A value is expected here",
        "«(» ~ Expected a value; a parenthesis can only follow the name of a function",
        "Append([a], «\"b)» ~ The text is not closed",
        "Append(«[a», \"b\") ~ `]` is missing",
        "Append(«[]», \"b\") ~ The name of an attribute is expected",
        "Append(a«]», \"b\") ~ ",
        "Append([a], «'b'») ~ straight double quotes",
        "Append([a], «“b”») ~ straight double quotes",
        "Append([a]«;» \"b\") ~ separated by a comma",
        "Append([a] «&» \"b\") ~ use Append or Join",
        "Append([a], «b») ~ an attribute is written `[b]`, a text `\"b\"`",
        "«department» ~ an attribute is written `[department]`",
        "«True» ~ a text `\"True\"`",
        "Append([a], «#») ~ is not valid here",
        "Append([a], «1.5») ~ numbers are whole",
        "Append([a], «99999999999999999999») ~ too large",
        "Append([a], «-») ~ is not a number",
        "BitAnd(«&hF», 1) ~ capital letter",
        "BitAnd(«&HG», 1) ~ hexadecimal digits",
        "«[a] = \"b\"» ~ only in the condition of IIF or CBool",
        "Append(«[a] = \"b\"», \"c\") ~ only in the condition of IIF or CBool",
        "IIF([a] = \"b\" «AND» [c] = \"d\", 1, 2) ~ `AND` is not supported: nest IIF",
        "IIF([a] = \"b\" «or» [c] = \"d\", 1, 2) ~ `or` is not supported: nest IIF",
        "IIF([a] = \"b\" «&&» [c] = \"d\", 1, 2) ~ `&&` is not supported: nest IIF",
        "IIF([a] = \"b\" «||» [c] = \"d\", 1, 2) ~ `||` is not supported: nest IIF",
        "IIF([a] «=>» 1, 1, 2) ~ did you mean `>=`?",
        "IIF([a] «<=>» 1, 1, 2) ~ is not a comparison operator",
        "IIF(«!»[a], 1, 2) ~ use the function `Not(source)`",
        "Append(«vbTextCompare», \"a\") ~ is possible only as compareType of InStr",
        "Left([a], «\"x\"») ~ `NumChars` must be a whole number",
        "«Switch»([a], , \"b\") ~ 1 too few",
        "Append(«», \"b\") ~ `source` must not be left out",
      })
  void errorHasPositionAndMessage(String marked, String message) {
    String text = marked.replace("«", "").replace("»", "");
    LanguageException error = assertThrows(LanguageException.class, () -> Expression.compile(text));
    int offset = marked.indexOf('«');
    int length = marked.indexOf('»') - offset - 1;
    assertThat(error.errors())
        .as(error::getMessage)
        .anyMatch(
            m ->
                m.offset() == offset
                    && m.length() == length
                    && (message == null || m.message().contains(message)));
  }

  @Test
  void allErrorsAreReportedTogether() {
    String text = "Apend(Left([a], \"x\"), b,\n  Mid([a], 1), Switch([s], , \"k\"), 'q')";
    LanguageException error = assertThrows(LanguageException.class, () -> Expression.compile(text));
    assertEquals(
        Stream.of("Apend", "\"x\"", "b,", "Mid", "Switch", "'q'").map(text::indexOf).toList(),
        error.errors().stream().map(TextError::offset).toList(),
        error::getMessage);
  }

  @Test
  void unclosedTextIsTheOnlyError() {
    LanguageException error =
        assertThrows(
            LanguageException.class, () -> Expression.compile("Append([a], ToLower(\"b))"));
    assertEquals(1, error.errors().size(), error::getMessage);
  }

  @Test
  void longTextIsRefused() {
    assertEquals(
        10_000, ((String) Evaluations.evaluate('"' + "a".repeat(9_998) + '"')).length() + 2);
    LanguageException error =
        assertThrows(
            LanguageException.class, () -> Expression.compile('"' + "a".repeat(9_999) + '"'));
    assertEquals(new TextError(10_000, 1, error.errors().get(0).message()), error.errors().get(0));
    assertThat(error.getMessage()).contains("at most 10,000 characters, this one has 10001");
  }

  @Test
  void nestingHasALimit() {
    assertEquals("a", Evaluations.evaluate("ToLower(".repeat(200) + "\"A\"" + ")".repeat(200)));
    LanguageException error =
        assertThrows(
            LanguageException.class,
            () -> Expression.compile("ToLower(".repeat(1000) + "\"A\"" + ")".repeat(1000)));
    assertEquals(1, error.errors().size());
    assertThat(error.getMessage()).contains("nested deeper than 200 levels");
  }

  @Test
  void onlyTheFirstErrorsAreReported() {
    LanguageException error =
        assertThrows(LanguageException.class, () -> Expression.compile("#".repeat(5_000)));
    assertEquals(20, error.errors().size());
  }

  @Test
  void attributesAndFunctionsAreNamedInOrderOfAppearance() {
    Expression expression =
        Expression.compile("Redact(Join(\" \", [surname], [givenName], ToLower([surname])))");
    assertEquals(List.of("surname", "givenName"), List.copyOf(expression.attributeNames()));
    assertEquals(List.of("Redact", "Join", "ToLower"), List.copyOf(expression.functionNames()));
  }

  @Test
  void resultHasAMaximumLength() {
    String doubled = "\"" + "a".repeat(1000) + "\"";
    for (int i = 0; i < 11; i++) {
      doubled = "Replace(" + doubled + ", \"a\", , , \"aa\")";
    }
    String text = doubled;
    EvaluationException error =
        assertThrows(EvaluationException.class, () -> Evaluations.evaluate(text));
    assertThat(error.getMessage()).contains("longer than 1048576 characters");
  }

  @Test
  void attributeOfAnUnsupportedTypeIsNamed() {
    EvaluationException error =
        assertThrows(
            EvaluationException.class,
            () ->
                Expression.compile("ToLower([a])")
                    .evaluate(name -> 1.5, EvaluationContext.of(java.time.Clock.systemUTC())));
    assertThat(error.getMessage()).contains("[a] is neither text");
    assertEquals(8, error.offset());
    assertEquals(3, error.length());
  }
}
