package org.entrazscaler.expression;

/** Tells {@code SelectUniqueValue} which values are taken in the target. */
@FunctionalInterface
public interface UniqueValues {

  /** Every value is free. */
  UniqueValues ALL_FREE = value -> false;

  /**
   * Whether the target already has an object with this value.
   *
   * @param value a value of the expression, not empty
   * @return true if the value cannot be used
   */
  boolean taken(String value);
}
