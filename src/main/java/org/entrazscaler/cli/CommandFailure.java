package org.entrazscaler.cli;

import org.jspecify.annotations.Nullable;

/** A command cannot be carried out, for a reason that its user can understand from one message. */
public final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitStatus status;

  /**
   * Reports a failure.
   *
   * @param status how the program ends
   * @param message what is wrong and what to do about it, without a secret
   */
  public CommandFailure(ExitStatus status, String message) {
    this(status, message, null);
  }

  /**
   * Reports a failure with its cause.
   *
   * @param status how the program ends
   * @param message what is wrong and what to do about it, without a secret
   * @param cause what the log says at the level {@code debug}, null for nothing
   */
  public CommandFailure(ExitStatus status, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /**
   * How the program ends.
   *
   * @return the exit status
   */
  public ExitStatus status() {
    return status;
  }
}
