package org.entrazscaler.review;

/** The text is not a plan, or not a plan of this version. */
final class PlanException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PlanException(String message, Throwable cause) {
    super(message, cause);
  }

  PlanException(String message) {
    super(message);
  }
}
