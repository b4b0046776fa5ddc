package org.entrazscaler.expression;

import org.jspecify.annotations.Nullable;

/** The empty place of an argument that is left out. */
record OmittedNode(int offset, int length) implements Node {

  @Override
  public @Nullable Object evaluate(Attributes attributes, EvaluationContext context) {
    return null;
  }
}
