package org.entrazscaler.expression;

/** A keyword of {@code InStr}, without quotes. */
record WordNode(int offset, int length, String word) implements Node {

  @Override
  public Object evaluate(Attributes attributes, EvaluationContext context) {
    return word;
  }
}
