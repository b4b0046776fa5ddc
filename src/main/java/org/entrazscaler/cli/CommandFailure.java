package org.entrazscaler.cli;

import org.jspecify.annotations.Nullable;

/** A command cannot be carried out; one message tells the user why. */
public final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitStatus status;

  /**
   * Creates a failure.
   *
   * @param status the exit status
   * @param message what is wrong and what to do about it, without a secret
   */
  public CommandFailure(ExitStatus status, String message) {
    this(status, message, null);
  }

  /**
   * Creates a failure with its cause.
   *
   * @param status the exit status
   * @param message what is wrong and what to do about it, without a secret
   * @param cause logged at level {@code debug}; null if there is none
   */
  public CommandFailure(ExitStatus status, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /**
   * The status with which the program ends.
   *
   * @return the exit status
   */
  public ExitStatus status() {
    return status;
  }
}
