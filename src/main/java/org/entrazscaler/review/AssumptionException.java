package org.entrazscaler.review;

/** The target no longer holds what the saved plan found there. */
final class AssumptionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Reports what has changed.
   *
   * @param message in words, without a value that the mapping redacts
   */
  public AssumptionException(String message) {
    super(message);
  }
}
