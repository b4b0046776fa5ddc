package org.entrazscaler.expression.function;

import java.util.List;
import org.entrazscaler.expression.EvaluationContext;
import org.entrazscaler.expression.EvaluationException;
import org.jspecify.annotations.Nullable;

/**
 * A call for one object. Arguments are evaluated when asked for, each time anew. All errors are
 * {@link EvaluationException}s.
 */
public interface Call {

  /**
   * The number of arguments.
   *
   * @return empty places counted
   */
  int count();

  /**
   * An argument's value.
   *
   * @param index of the argument, 0-based
   * @return null when the place is empty, beyond the last, or its value is null
   */
  @Nullable Object value(int index);

  /**
   * An argument as one text.
   *
   * @param index of the argument, 0-based
   * @return the text of a text, number, Boolean or of the only value of a multi-valued one; null
   *     for null
   */
  @Nullable String text(int index);

  /**
   * An argument as a number.
   *
   * @param index of the argument, 0-based
   * @return the number, also of a text that is one; null for null and for an empty text
   */
  @Nullable Long number(int index);

  /**
   * An argument as any number of texts.
   *
   * @param index of the argument, 0-based
   * @return the values; one for a single value, none for null
   */
  List<String> values(int index);

  /**
   * What the evaluation stands on.
   *
   * @return the context
   */
  EvaluationContext context();

  /**
   * Why the call has no result.
   *
   * @param message what is wrong; the function's name is put before it
   * @return the exception, to be thrown
   */
  EvaluationException failure(String message);
}
