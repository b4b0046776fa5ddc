package org.entrazscaler.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Entra's published examples and what follows from its stated rules. */
class ExpressionVectorsTest {

  @TestFactory
  Stream<DynamicTest> everyVectorGivesItsResult() throws IOException {
    String table;
    try (var stream = getClass().getResourceAsStream("/expression/expression-vectors.tsv")) {
      table = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return table
        .lines()
        .skip(1)
        .map(line -> line.split("\t", -1))
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row[1] + " " + row[2], () -> check(row[1], row[2], row[3])));
  }

  private static void check(String expression, String inputs, String expectedJson) {
    JsonNode expected = Evaluations.json(expectedJson);
    if (expected.path("$error").asText().equals("escrow")) {
      assertThrows(EvaluationException.class, () -> Evaluations.evaluate(expression, inputs));
      return;
    }
    Object result = Evaluations.evaluate(expression, inputs);
    if (expected.path("$drop").asBoolean()) {
      assertEquals(IgnoredFlow.INSTANCE, result);
    } else if (expected.has("$match")) {
      String text = assertInstanceOf(String.class, result);
      String pattern = expected.get("$match").textValue();
      assertTrue(text.matches(pattern), () -> text + " does not match " + pattern);
    } else {
      assertEquals(Evaluations.value(expected), result);
    }
  }
}
