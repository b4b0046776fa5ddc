package org.entrazscaler.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entrazscaler.expression.function.Functions;
import org.entrazscaler.language.LanguageException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Expressions, attributes and what comes out of them. */
class ExpressionVectorsTest {

  /** Entra's published examples and what follows from its stated rules. */
  @TestFactory
  Stream<DynamicTest> entrasExamplesGiveTheirResults() throws IOException {
    return rows("expression-vectors.tsv").map(ExpressionVectorsTest::test);
  }

  /** Null, empty, multi-valued, too long, negative, out of range, not ASCII. */
  @TestFactory
  Stream<DynamicTest> edgesAreAsDecided() throws IOException {
    return rows("edges.tsv").map(ExpressionVectorsTest::test);
  }

  @Test
  void everyFunctionHasEdgeCases() throws IOException {
    Set<String> missing = new TreeSet<>(Functions.names());
    missing.removeAll(rows("edges.tsv").map(row -> row[0]).collect(Collectors.toSet()));
    assertEquals(Set.of(), missing);
  }

  private static Stream<String[]> rows(String file) throws IOException {
    try (var stream = ExpressionVectorsTest.class.getResourceAsStream("/expression/" + file)) {
      String table = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return table.lines().skip(1).map(line -> line.split("\t", -1));
    }
  }

  private static DynamicTest test(String[] row) {
    return DynamicTest.dynamicTest(
        row[1] + " with " + row[2], () -> check(row[1], row[2], Evaluations.json(row[3])));
  }

  private static void check(String expression, String inputs, JsonNode expected) {
    if (expected.has("$error")) {
      String part = expected.get("$error").textValue();
      EvaluationException error =
          assertThrows(EvaluationException.class, () -> Evaluations.evaluate(expression, inputs));
      assertTrue(part.equals("escrow") || error.getMessage().contains(part), error::getMessage);
    } else if (expected.has("$textError")) {
      String part = expected.get("$textError").textValue();
      LanguageException error =
          assertThrows(LanguageException.class, () -> Expression.compile(expression));
      assertEquals(1, error.errors().size(), error::getMessage);
      assertThat(error.getMessage()).as(error::getMessage).contains(part);
    } else if (expected.has("$drop")) {
      assertEquals(IgnoredFlow.INSTANCE, Evaluations.evaluate(expression, inputs));
    } else if (expected.has("$match")) {
      String text = assertInstanceOf(String.class, Evaluations.evaluate(expression, inputs));
      String pattern = expected.get("$match").textValue();
      assertThat(text).as(() -> text + " does not match " + pattern).matches(pattern);
    } else {
      assertEquals(Evaluations.value(expected), Evaluations.evaluate(expression, inputs));
    }
  }
}
