package org.entrazscaler.scope;

/**
 * A scoping filter cannot say whether an object is in scope. Nothing may be concluded for the
 * object, least of all that it left the scope.
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
