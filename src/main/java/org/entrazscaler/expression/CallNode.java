package org.entrazscaler.expression;

import java.util.List;
import org.entrazscaler.expression.function.Evaluation;
import org.entrazscaler.expression.function.Values;
import org.jspecify.annotations.Nullable;

/** A call of a function. */
record CallNode(int offset, int length, String name, List<Node> arguments, Evaluation evaluation)
    implements Node {

  @Override
  public @Nullable Object evaluate(Attributes attributes, EvaluationContext context) {
    BoundCall call = new BoundCall(this, attributes, context);
    Object result = evaluation.evaluate(call);
    if (call.ignored()) {
      return IgnoredFlow.INSTANCE;
    }
    if (length(result) > Values.MAXIMUM_LENGTH) {
      throw call.failure(
          "the result would be longer than " + Values.MAXIMUM_LENGTH + " characters");
    }
    return result;
  }

  private static long length(@Nullable Object result) {
    if (result instanceof String text) {
      return text.length();
    }
    if (result instanceof List<?> list) {
      long sum = 0;
      for (Object value : list) {
        sum += value.toString().length();
      }
      return sum;
    }
    return 0;
  }
}
