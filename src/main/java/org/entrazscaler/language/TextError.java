package org.entrazscaler.language;

import java.util.Objects;

/**
 * An error in a text: where it is and how to fix it.
 *
 * @param offset index of the first wrong character, 0-based, in UTF-16 units of the text
 * @param length number of wrong characters, at least 0; 0 means that something is missing there
 * @param message what is wrong, what was expected and, if there is a similar known name, that name;
 *     one sentence without the position
 */
public record TextError(int offset, int length, String message) {

  /** Checks the components. */
  public TextError {
    Objects.requireNonNull(message, "message");
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException(
          "Offset and length must not be negative: " + offset + ", " + length);
    }
  }

  /**
   * The same error in a longer text that contains this text.
   *
   * @param distance number of characters before this text, at least 0
   * @return the error with its offset in the longer text
   */
  public TextError moved(int distance) {
    return new TextError(offset + distance, length, message);
  }
}
