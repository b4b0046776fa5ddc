package org.entrazscaler.expression.function;

import org.jspecify.annotations.Nullable;

/** A call in the text of the expression. */
public interface CallSite {

  /**
   * The number of arguments.
   *
   * @return the number, including omitted arguments
   */
  int count();

  /**
   * Whether the call has an argument.
   *
   * @param index the index of the argument, 0-based
   * @return false if it is omitted or the index is after the last one
   */
  boolean has(int index);

  /**
   * The value of a literal argument.
   *
   * @param index the index of the argument, 0-based
   * @return a {@link String} or {@link Long}; null if it is not a literal
   */
  @Nullable Object literal(int index);

  /**
   * The attribute of an argument.
   *
   * @param index the index of the argument, 0-based
   * @return the name of the attribute; null if the argument is not an attribute
   */
  @Nullable String attribute(int index);

  /**
   * Whether the call is an argument of another call.
   *
   * @return false if it is the whole expression
   */
  boolean nested();

  /**
   * Reports an error in an argument.
   *
   * @param index the index of the argument, 0-based; any other index means the whole call
   * @param message what is wrong and what is expected
   */
  void error(int index, String message);
}
