package org.entrazscaler.cli.builder;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a line.
 *
 * @param kind the kind of answer
 * @param text the text to print, perhaps several lines; empty if there is nothing to print
 * @param note a note about the value; null if there is none
 */
public record Answer(Kind kind, String text, @Nullable String note) {

  /** The kind of answer. */
  public enum Kind {
    /** The text is the value of the line as JSON. */
    VALUE,
    /** The text is the message of a command. */
    MESSAGE,
    /** The line has an error; the text says which. */
    ERROR,
    /** The line has no value for these attributes; the text says why. */
    FAILURE,
    /** The session ends. */
    END
  }

  static Answer of(Kind kind, String text) {
    return new Answer(kind, text, null);
  }
}
