package org.entrazscaler.expression;

import org.jspecify.annotations.Nullable;

/** A part of a compiled expression. Immutable. */
sealed interface Node
    permits AttributeNode, CallNode, ComparisonNode, LiteralNode, OmittedNode, WordNode {

  /** Index of the first character in the expression. */
  int offset();

  /** Number of characters. */
  int length();

  /** The value for one object; see {@link Expression#evaluate}. */
  @Nullable Object evaluate(Attributes attributes, EvaluationContext context);
}
