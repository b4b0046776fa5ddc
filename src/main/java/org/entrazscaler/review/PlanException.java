package org.entrazscaler.review;

/** A text that is no plan, or not one of this version. */
final class PlanException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PlanException(String message, Throwable cause) {
    super(message, cause);
  }

  PlanException(String message) {
    super(message);
  }
}
