package org.entrazscaler.expression;

/** A text or number that stands in the expression itself. */
record LiteralNode(int offset, int length, Object value) implements Node {

  @Override
  public Object evaluate(Attributes attributes, EvaluationContext context) {
    return value;
  }
}
