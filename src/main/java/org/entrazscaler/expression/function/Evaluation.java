package org.entrazscaler.expression.function;

import org.jspecify.annotations.Nullable;

/** How one call in one expression is evaluated. Immutable, for any number of threads. */
@FunctionalInterface
public interface Evaluation {

  /**
   * Evaluates the call for one object.
   *
   * @param call its arguments, evaluated when asked for
   * @return a {@link String}, {@link Boolean}, {@link Long}, non-empty {@code List<String>}, null,
   *     or {@code IgnoredFlow}
   * @throws org.entrazscaler.expression.EvaluationException when there is no result
   */
  @Nullable Object evaluate(Call call);
}
