package org.entrazscaler.expression.function;

/**
 * A parameter of a function.
 *
 * @param name Entra's name of the parameter
 * @param type the type of the argument
 * @param optional whether the argument may be omitted
 */
public record Parameter(String name, ValueType type, boolean optional) {

  static Parameter required(String name, ValueType type) {
    return new Parameter(name, type, false);
  }

  static Parameter optional(String name, ValueType type) {
    return new Parameter(name, type, true);
  }

  /** The form in a signature: {@code name?: type}. */
  @Override
  public String toString() {
    return name + (optional ? "?" : "") + ": " + type;
  }
}
