package org.entrazscaler.expression;

import org.jspecify.annotations.Nullable;

/** An omitted argument. */
record OmittedNode(int offset, int length) implements Node {

  @Override
  public @Nullable Object evaluate(Attributes attributes, EvaluationContext context) {
    return null;
  }
}
