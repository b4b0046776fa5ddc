package org.entrazscaler.console;

/** The console cannot start; the message says why and what to do. */
public final class ConsoleException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Tells what went wrong.
   *
   * @param message the reason with the setting concerned, without a password
   * @param cause what was thrown
   */
  ConsoleException(String message, Throwable cause) {
    super(message, cause);
  }
}
