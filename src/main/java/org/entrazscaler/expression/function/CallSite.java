package org.entrazscaler.expression.function;

import org.jspecify.annotations.Nullable;

/** A call as the expression's text has it. */
public interface CallSite {

  /**
   * The number of arguments.
   *
   * @return empty places counted
   */
  int count();

  /**
   * Whether an argument is written.
   *
   * @param index of the argument, 0-based; may lie beyond the last
   * @return false when its place is empty or beyond the last
   */
  boolean given(int index);

  /**
   * The value of an argument that is a literal.
   *
   * @param index of the argument, 0-based; may lie beyond the last
   * @return a {@link String} or {@link Long}; null when it is none
   */
  @Nullable Object literal(int index);

  /**
   * The attribute that an argument is.
   *
   * @param index of the argument, 0-based
   * @return its name; null when the argument is no attribute
   */
  @Nullable String attribute(int index);

  /**
   * Whether the call is an argument of another.
   *
   * @return false when it is the whole expression
   */
  boolean nested();

  /**
   * Reports an error in an argument.
   *
   * @param index of the argument, 0-based; beyond the last, or negative, the whole call is meant
   * @param message what is wrong and what is expected
   */
  void error(int index, String message);
}
