package org.entrazscaler.expression.function;

/** A function of the expression language. Implementations are immutable. */
public interface ExpressionFunction {

  /**
   * The name, the parameters and the description.
   *
   * @return always the same signature
   */
  Signature signature();

  /**
   * Prepares a call when the expression is compiled: checks its literals and compiles them, for
   * example patterns. The number and the types of the arguments already fit the signature.
   *
   * @param site the call; receives errors
   * @return the evaluation of the call; not used if an error was reported
   */
  Evaluation prepare(CallSite site);
}
