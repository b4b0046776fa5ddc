package org.entrazscaler.expression.function;

/** A function of the expression language. Implementations are immutable. */
public interface ExpressionFunction {

  /**
   * Its name, parameters and rule.
   *
   * @return always the same
   */
  Signature signature();

  /**
   * Looks at a call once, when the expression is compiled: what its literals say is checked and
   * made ready here. The number of arguments and their kinds fit the signature.
   *
   * @param site the call; errors are reported to it
   * @return how the call is evaluated; never used when an error was reported
   */
  Evaluation prepare(CallSite site);
}
