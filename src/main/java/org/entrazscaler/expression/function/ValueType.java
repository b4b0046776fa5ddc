package org.entrazscaler.expression.function;

/** The type of a parameter or a result. */
public enum ValueType {
  /** A text; numbers and Booleans count as their texts. */
  TEXT("text"),
  /** A whole number, or a text that is a whole number. */
  NUMBER("number"),
  /** True or False. */
  BOOLEAN("boolean"),
  /** A date and time as text; results are {@code M/d/yyyy h:mm:ss tt} in UTC. */
  DATE("date"),
  /** The values of a multi-valued attribute; a single value counts as one. */
  VALUES("values"),
  /** Anything. */
  ANY("any"),
  /** A comparison, or any value, which is true or not. */
  CONDITION("condition"),
  /** One of the words {@code vbBinaryCompare} and {@code vbTextCompare}, without quotes. */
  COMPARE_TYPE("compareType"),
  /** The attribute {@code [appRoleAssignments]}. */
  ROLES("roles");

  private final String word;

  ValueType(String word) {
    this.word = word;
  }

  @Override
  public String toString() {
    return word;
  }
}
