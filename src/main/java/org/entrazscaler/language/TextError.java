package org.entrazscaler.language;

import java.util.Objects;

/**
 * One error in a text that a person wrote: where it is and what to do about it.
 *
 * @param offset index of the first character concerned, 0-based, in UTF-16 units of the text
 * @param length number of characters concerned, at least 0; 0 means "here, something is missing"
 * @param message what is wrong, what was expected and, where one is near, the known name that was
 *     probably meant; one sentence, without the place
 */
public record TextError(int offset, int length, String message) {

  /** Checks the components. */
  public TextError {
    Objects.requireNonNull(message, "message");
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException(
          "A place has no negative offset or length: " + offset + ", " + length);
    }
  }

  /**
   * The same error in a text of which the present one is a part.
   *
   * @param distance number of characters before the present text, at least 0
   * @return the moved error
   */
  public TextError moved(int distance) {
    return new TextError(offset + distance, length, message);
  }
}
