package org.entrazscaler.expression;

/**
 * An expression has no result for one object: Entra would put the object into escrow. The message
 * names the function, the value in question (shortened) and what to do; it is safe to show unless
 * the expression calls {@code Redact}, in which case {@link Expression#evaluate} has already taken
 * the values out.
 */
public final class EvaluationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int offset;
  private final int length;

  /**
   * Reports a failed evaluation.
   *
   * @param message what failed
   * @param offset index of the failing part in the expression's text, 0-based
   * @param length number of characters of that part
   */
  public EvaluationException(String message, int offset, int length) {
    super(message);
    this.offset = offset;
    this.length = length;
  }

  /**
   * Where in the expression.
   *
   * @return index of the first character of the failing part, 0-based
   */
  public int offset() {
    return offset;
  }

  /**
   * How much of the expression.
   *
   * @return number of characters of the failing part
   */
  public int length() {
    return length;
  }
}
