package org.entrazscaler.expression;

/** What {@code SelectUniqueValue} asks the target: whether a value is already somebody's. */
@FunctionalInterface
public interface UniqueValues {

  /** Every value is free. */
  UniqueValues ALL_FREE = value -> false;

  /**
   * Whether the target already has an object with this value.
   *
   * @param value a value that the expression made, not empty
   * @return true when it cannot be given again
   */
  boolean taken(String value);
}
