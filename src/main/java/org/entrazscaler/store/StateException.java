package org.entrazscaler.store;

import org.jspecify.annotations.Nullable;

/** The state cannot be opened or used. The message names the setting to check. */
public class StateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what is wrong and what to do
   * @param cause the failure of the database, or null
   */
  public StateException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
