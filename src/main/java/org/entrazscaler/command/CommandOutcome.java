package org.entrazscaler.command;

import java.util.Objects;
import javax.management.ConstructorParameters;

/**
 * The exit status and the output of a command. Immutable; an MXBean converts it to composite data
 * and back.
 */
public final class CommandOutcome {

  private final int exitStatus;
  private final String text;

  /**
   * Creates an outcome.
   *
   * @param exitStatus exit status of the command line: 0 done, 1 something is left, 2 usage or
   *     settings, 3 a connection or its credentials, 4 held by a safeguard, 5 another instance has
   *     the state
   * @param text the output, without secrets; may be empty
   */
  @ConstructorParameters({"exitStatus", "text"})
  public CommandOutcome(int exitStatus, String text) {
    this.exitStatus = exitStatus;
    this.text = Objects.requireNonNull(text, "text");
  }

  /** The exit status of the command line, 0 to 5. */
  public int getExitStatus() {
    return exitStatus;
  }

  /** The output: text for people or, if requested, JSON or CSV; may be empty. */
  public String getText() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CommandOutcome outcome
        && exitStatus == outcome.exitStatus
        && text.equals(outcome.text);
  }

  @Override
  public int hashCode() {
    return 31 * exitStatus + text.hashCode();
  }

  @Override
  public String toString() {
    return exitStatus + ": " + text;
  }
}
