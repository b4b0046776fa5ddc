package org.entrazscaler.expression.function;

/**
 * A parameter of a function.
 *
 * @param name Entra's name for it
 * @param type what it takes
 * @param optional whether its place may stay empty
 */
public record Parameter(String name, ValueType type, boolean optional) {

  static Parameter required(String name, ValueType type) {
    return new Parameter(name, type, false);
  }

  static Parameter optional(String name, ValueType type) {
    return new Parameter(name, type, true);
  }

  /** As a signature shows it: {@code name?: type}. */
  @Override
  public String toString() {
    return name + (optional ? "?" : "") + ": " + type;
  }
}
