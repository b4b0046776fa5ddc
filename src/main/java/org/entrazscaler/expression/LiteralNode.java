package org.entrazscaler.expression;

/** A literal text or number. */
record LiteralNode(int offset, int length, Object value) implements Node {

  @Override
  public Object evaluate(Attributes attributes, EvaluationContext context) {
    return value;
  }
}
