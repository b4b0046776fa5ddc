package org.entrazscaler.scope;

/**
 * A scoping filter cannot be evaluated for an object. The object stays in scope, or out of it, as
 * before.
 */
public final class FilterException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  FilterException(String message) {
    super(message);
  }

  FilterException(String message, Throwable cause) {
    super(message, cause);
  }
}
