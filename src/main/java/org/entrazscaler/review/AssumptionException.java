package org.entrazscaler.review;

/** The target no longer has the values that the saved plan was made for. */
final class AssumptionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Reports the changed values.
   *
   * @param message the changes, without a value that the mapping redacts
   */
  public AssumptionException(String message) {
    super(message);
  }
}
