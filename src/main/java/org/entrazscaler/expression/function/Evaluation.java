package org.entrazscaler.expression.function;

import org.jspecify.annotations.Nullable;

/** Evaluates one call in one expression. Immutable and thread-safe. */
@FunctionalInterface
public interface Evaluation {

  /**
   * Evaluates the call for one object.
   *
   * @param call the call with its arguments, which are evaluated when they are read
   * @return a {@link String}, {@link Boolean}, {@link Long}, non-empty {@code List<String>}, null,
   *     or {@code IgnoredFlow}
   * @throws org.entrazscaler.expression.EvaluationException if there is no result
   */
  @Nullable Object evaluate(Call call);
}
