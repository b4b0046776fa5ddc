package org.entrazscaler.cli.builder;

import org.jspecify.annotations.Nullable;

/**
 * What became of a line.
 *
 * @param kind how it went
 * @param text what to print, several lines perhaps; empty for nothing
 * @param note what else to know about a value; null for nothing
 */
public record Answer(Kind kind, String text, @Nullable String note) {

  /** How a line went. */
  public enum Kind {
    /** The text is its value as JSON. */
    VALUE,
    /** The text is what a command says. */
    MESSAGE,
    /** The line cannot be understood; the text says why. */
    ERROR,
    /** It has no value for these attributes; the text says why. */
    FAILURE,
    /** There are to be no more lines. */
    END
  }

  static Answer of(Kind kind, String text) {
    return new Answer(kind, text, null);
  }
}
