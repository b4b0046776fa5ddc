package org.entrazscaler.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.entrazscaler.expression.function.Functions;
import org.entrazscaler.expression.function.Signature;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@code docs/mapping.md} names every function rightly, and its examples give their results. */
class FunctionsDocumentationTest {

  private static final String EXAMPLES = "| expression | attributes | result |";

  /** A section of the page: the name of a function and the lines below it. */
  private record Section(String name, List<String> lines) {}

  @Test
  void everyFunctionHasItsSectionInOrder() throws IOException {
    assertEquals(
        Functions.all().stream().map(Signature::name).toList(),
        sections().stream().map(Section::name).toList());
  }

  @TestFactory
  Stream<DynamicTest> signatureAndRuleAreThoseOfTheFunction() throws IOException {
    return sections().stream()
        .map(
            section ->
                DynamicTest.dynamicTest(
                    section.name(),
                    () -> {
                      Signature signature = Functions.named(section.name()).signature();
                      assertEquals("`" + signature + "`", section.lines().get(0));
                      assertEquals(signature.description(), section.lines().get(1));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> examplesGiveTheirResults() throws IOException {
    return sections().stream().flatMap(FunctionsDocumentationTest::examples);
  }

  private static Stream<DynamicTest> examples(Section section) {
    int header = section.lines().indexOf(EXAMPLES);
    assertThat(header).as(() -> section.name() + " has no examples").isGreaterThan(0);
    List<String> rows = section.lines().subList(header + 2, section.lines().size());
    assertThat(rows).as(() -> section.name() + " has no examples").isNotEmpty();
    return rows.stream()
        .map(row -> row.split("\\|"))
        .map(
            cells -> {
              String expression = code(cells[1]);
              String attributes = cells[2].isBlank() ? "{}" : code(cells[2]);
              return DynamicTest.dynamicTest(
                  expression,
                  () -> {
                    assertThat(expression).contains(section.name() + "(");
                    check(expression, attributes, cells[3].strip());
                  });
            });
  }

  private static void check(String expression, String attributes, String result) {
    switch (result) {
      case "*error*" ->
          assertThrows(
              EvaluationException.class, () -> Evaluations.evaluate(expression, attributes));
      case "*left out*" ->
          assertEquals(IgnoredFlow.INSTANCE, Evaluations.evaluate(expression, attributes));
      default ->
          assertEquals(
              Evaluations.value(Evaluations.json(code(result))),
              Evaluations.evaluate(expression, attributes));
    }
  }

  private static String code(String cell) {
    String code = cell.strip();
    assertTrue(code.startsWith("`") && code.endsWith("`"), code);
    return code.substring(1, code.length() - 1);
  }

  private static List<Section> sections() throws IOException {
    List<Section> sections = new ArrayList<>();
    List<String> lines = Files.readAllLines(Path.of("docs/mapping.md"));
    int begin = lines.indexOf("## All functions");
    assertThat(begin).as("docs/mapping.md has no section of all functions").isGreaterThan(0);
    for (String line : lines.subList(begin, lines.size())) {
      if (line.startsWith("### ")) {
        sections.add(new Section(line.substring(4), new ArrayList<>()));
      } else if (!sections.isEmpty() && !line.isBlank()) {
        sections.get(sections.size() - 1).lines().add(line);
      }
    }
    return sections;
  }
}
