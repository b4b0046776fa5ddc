package org.entrazscaler.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.entrazscaler.expression.function.Functions;
import org.entrazscaler.expression.function.Signature;
import org.entrazscaler.language.LanguageException;
import org.entrazscaler.language.TextError;
import org.jspecify.annotations.Nullable;

/** Whatever is written, nothing but the declared exceptions comes out, and soon. */
class RobustnessProperties {

  private static final List<Object> VALUES =
      List.of("", "x", "True", "-3", "2024-02-29", true, 7L, List.of("a", "b"), "Łódź 😀", "[a(");

  @Property(tries = 2000)
  void anyTextIsRefusedOrEvaluated(@ForAll("texts") String text, @ForAll int seed) {
    check(text, seed);
  }

  @Property(tries = 2000)
  void aSpoiltExpressionIsRefusedOrEvaluated(@ForAll("spoilt") String text, @ForAll int seed) {
    check(text, seed);
  }

  @Property(tries = 3000)
  void anyCombinationOfFunctionsIsRefusedOrEvaluated(
      @ForAll("calls") String text, @ForAll int seed) {
    check(text, seed);
  }

  static void check(String text, int seed) {
    try {
      Expression expression = Expression.compile(text);
      Object result =
          expression.evaluate(name -> value(name, seed), EvaluationContext.of(Clock.systemUTC()));
      assertTrue(
          result == null
              || result instanceof String
              || result instanceof Boolean
              || result instanceof Long
              || result == IgnoredFlow.INSTANCE
              || result instanceof List<?> list
                  && !list.isEmpty()
                  && list.stream().allMatch(String.class::isInstance),
          () -> text + " gives " + result);
    } catch (LanguageException e) {
      for (TextError error : e.errors()) {
        assertThat(error.offset() + error.length())
            .as(() -> error + " in " + text)
            .isLessThanOrEqualTo(text.length());
      }
    } catch (EvaluationException e) {
      assertThat(e.offset() + e.length())
          .as(() -> e.getMessage() + " in " + text)
          .isLessThanOrEqualTo(text.length());
    }
  }

  private static @Nullable Object value(String name, int seed) {
    int index = Math.floorMod(name.hashCode() + seed, VALUES.size() + 1);
    return index == VALUES.size() ? null : VALUES.get(index);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withChars("()[]\"\\,=<>&H- \n\t;'“!|#AZaz09_.é😀{}*+?$^")
        .ofMaxLength(60);
  }

  @Provide
  Arbitrary<String> spoilt() {
    Arbitrary<String> piece =
        Arbitraries.oneOf(
            Arbitraries.of(
                "(", ")", "[", "]", "\"", "\\", ",", "=", "AND", "-1", "", "&H", "Left("),
            Arbitraries.strings().all().ofMaxLength(3));
    return Combinators.combine(
            Arbitraries.of(published()),
            piece,
            Arbitraries.doubles().between(0, 1),
            Arbitraries.integers().between(0, 5))
        .as(
            (expression, inserted, place, removed) -> {
              int begin = (int) (place * expression.length());
              int end = Math.min(expression.length(), begin + removed);
              return expression.substring(0, begin) + inserted + expression.substring(end);
            });
  }

  @Provide
  Arbitrary<String> calls() {
    Arbitrary<String> leaf =
        Arbitraries.of(
            "[a]",
            "[b]",
            "[c]",
            "[appRoleAssignments]",
            "\"\"",
            "\"a b\"",
            "\"(a*)*b\"",
            "\"d\"",
            "\"ww\"",
            "\"yyyy-MM-dd\"",
            "\"2024-01-31\"",
            "\"Zo\u0308e\"",
            "0",
            "1",
            "-1",
            "3",
            "9223372036854775807",
            "-9223372036854775808",
            "&HF",
            "",
            "[a] = [b]",
            "vbTextCompare");
    return call(leaf, 3);
  }

  private static Arbitrary<String> call(Arbitrary<String> leaf, int depth) {
    Arbitrary<String> argument =
        depth == 0 ? leaf : Arbitraries.oneOf(leaf, leaf, call(leaf, depth - 1));
    return Arbitraries.of(Functions.all())
        .flatMap(
            signature ->
                argument
                    .list()
                    .ofMinSize(signature.minimum())
                    .ofMaxSize(maximum(signature))
                    .map(arguments -> signature.name() + "(" + String.join(",", arguments) + ")"));
  }

  private static int maximum(Signature signature) {
    return signature.parameters().size() + 2 * signature.repeating();
  }

  private static List<String> published() {
    try (var stream =
        RobustnessProperties.class.getResourceAsStream("/expression/expression-vectors.tsv")) {
      String table = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      List<String> expressions = new ArrayList<>();
      table.lines().skip(1).forEach(line -> expressions.add(line.split("\t", -1)[1]));
      return expressions;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
