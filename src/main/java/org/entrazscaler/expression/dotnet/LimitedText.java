package org.entrazscaler.expression.dotnet;

import java.util.function.Supplier;

/** A text under construction that never grows beyond a limit. For one use in one thread. */
public final class LimitedText {

  private final StringBuilder text = new StringBuilder();
  private final int maximumLength;
  private final Supplier<? extends RuntimeException> tooLong;

  /**
   * An empty text.
   *
   * @param maximumLength characters that it may have
   * @param tooLong makes what is thrown when it would have more
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
   * Whether nothing has been appended yet.
   *
   * @return true for no character
   */
  public boolean isEmpty() {
    return text.isEmpty();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
