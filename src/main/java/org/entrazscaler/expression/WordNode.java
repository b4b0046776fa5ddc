package org.entrazscaler.expression;

/** One of the words that {@code InStr} takes without quotes. */
record WordNode(int offset, int length, String word) implements Node {

  @Override
  public Object evaluate(Attributes attributes, EvaluationContext context) {
    return word;
  }
}
