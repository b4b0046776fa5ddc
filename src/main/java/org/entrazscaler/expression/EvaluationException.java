package org.entrazscaler.expression;

/**
 * An expression has no result for one object: Entra would put the object into escrow. The message
 * names the function, the value (shortened) and what to do. It is safe to show: if the expression
 * calls {@code Redact}, {@link Expression#evaluate} has removed the values.
 */
public final class EvaluationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int offset;
  private final int length;

  /**
   * Creates the exception.
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
   * The position of the failing part.
   *
   * @return index of the first character of the failing part, 0-based
   */
  public int offset() {
    return offset;
  }

  /**
   * The length of the failing part.
   *
   * @return number of characters of the failing part
   */
  public int length() {
    return length;
  }
}
