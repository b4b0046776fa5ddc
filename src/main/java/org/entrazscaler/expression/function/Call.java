package org.entrazscaler.expression.function;

import java.util.List;
import org.entrazscaler.expression.EvaluationContext;
import org.entrazscaler.expression.EvaluationException;
import org.jspecify.annotations.Nullable;

/**
 * A call for one object. An argument is evaluated each time it is read. All errors are {@link
 * EvaluationException}s.
 */
public interface Call {

  /**
   * The number of arguments.
   *
   * @return the number, including omitted arguments
   */
  int count();

  /**
   * The value of an argument.
   *
   * @param index the index of the argument, 0-based
   * @return the value; null also for an omitted argument and an index after the last one
   */
  @Nullable Object value(int index);

  /**
   * An argument as one text.
   *
   * @param index the index of the argument, 0-based
   * @return the text of a single value, also of the only value of a list; null for null
   */
  @Nullable String text(int index);

  /**
   * An argument as a number.
   *
   * @param index the index of the argument, 0-based
   * @return the number, also of a text that is a number; null for null and for an empty text
   */
  @Nullable Long number(int index);

  /**
   * An argument as a list of texts.
   *
   * @param index the index of the argument, 0-based
   * @return the values; one for a single value, none for null
   */
  List<String> values(int index);

  /**
   * The context of the evaluation.
   *
   * @return the context
   */
  EvaluationContext context();

  /**
   * Creates the exception for a call without a result.
   *
   * @param message what is wrong; the name of the function is added before it
   * @return the exception to throw
   */
  EvaluationException failure(String message);
}
