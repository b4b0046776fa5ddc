package org.entrazscaler.expression.function;

import org.jspecify.annotations.Nullable;

/** A function that needs no preparation when an expression is compiled. */
abstract class SimpleFunction implements ExpressionFunction {

  private final Signature signature;

  SimpleFunction(Signature signature) {
    this.signature = signature;
  }

  @Override
  public final Signature signature() {
    return signature;
  }

  @Override
  public Evaluation prepare(CallSite site) {
    return this::evaluate;
  }

  /** The value for one object; see {@link Evaluation#evaluate}. */
  abstract @Nullable Object evaluate(Call call);
}
