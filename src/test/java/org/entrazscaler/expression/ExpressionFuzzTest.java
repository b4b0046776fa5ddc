package org.entrazscaler.expression;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.entrazscaler.expression.dotnet.DotNetPattern;
import org.entrazscaler.expression.dotnet.DotNetPatternException;

/**
 * Lexer, parser, evaluator and patterns against arbitrary input. In the normal build only the
 * inputs in {@code ExpressionFuzzTestInputs} are tried; with {@code JAZZER_FUZZ=1} Jazzer looks for
 * more.
 */
class ExpressionFuzzTest {

  @FuzzTest(maxDuration = "2m")
  void nothingButTheDeclaredExceptionsComesOut(FuzzedDataProvider data) {
    int seed = data.consumeInt();
    RobustnessProperties.check(data.consumeRemainingAsString(), seed);
  }

  @FuzzTest(maxDuration = "2m")
  void aPatternIsRefusedOrEnds(FuzzedDataProvider data) {
    String text = data.consumeString(200);
    try {
      DotNetPattern pattern = DotNetPattern.compile(data.consumeRemainingAsString());
      pattern.replace(text, pattern.replacement("$1$&${a}"), 10_000);
    } catch (DotNetPatternException e) {
      // Refused or cut off, as it should be.
    }
  }
}
