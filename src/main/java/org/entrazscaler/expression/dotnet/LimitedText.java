package org.entrazscaler.expression.dotnet;

import java.util.function.Supplier;

/** A text builder with a maximum length. For one use in one thread. */
public final class LimitedText {

  private final StringBuilder text = new StringBuilder();
  private final int maximumLength;
  private final Supplier<? extends RuntimeException> tooLong;

  /**
   * Creates an empty text.
   *
   * @param maximumLength maximum number of characters
   * @param tooLong creates the exception for a longer text
   */
  public LimitedText(int maximumLength, Supplier<? extends RuntimeException> tooLong) {
    this.maximumLength = maximumLength;
    this.tooLong = tooLong;
  }

  /**
   * Appends a text.
   *
   * @param part the text
   */
  public void append(String part) {
    append(part, 0, part.length());
  }

  /**
   * Appends a part of a text.
   *
   * @param source the text
   * @param begin index of the first character
   * @param end index after the last one
   */
  public void append(String source, int begin, int end) {
    if (end - begin > maximumLength - text.length()) {
      throw tooLong.get();
    }
    text.append(source, begin, end);
  }

  /**
   * Whether the text is empty.
   *
   * @return true if it has no character
   */
  public boolean isEmpty() {
    return text.isEmpty();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
