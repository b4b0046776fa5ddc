package org.entrazscaler.store;

import org.jspecify.annotations.Nullable;

/** The state cannot be opened or used; the message says which setting to look at. */
public class StateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Reports that the state cannot be used.
   *
   * @param message what is wrong and what to do
   * @param cause what the database said, or null
   */
  public StateException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
