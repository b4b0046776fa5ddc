package org.entrazscaler.console;

/** The console cannot start. The message says why and what to do. */
public final class ConsoleException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the reason and the name of the setting, without a password
   * @param cause the cause
   */
  ConsoleException(String message, Throwable cause) {
    super(message, cause);
  }
}
