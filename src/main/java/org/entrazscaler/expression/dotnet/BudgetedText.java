package org.entrazscaler.expression.dotnet;

/**
 * A text that can be looked at only so often: this ends patterns that would try for hours. For one
 * matching in one thread.
 */
final class BudgetedText implements CharSequence {

  /** Looks at a character; some hundredths of a second. */
  private static final int LOOKS = 4_000_000;

  /** Looks for each character of the text, so that long texts can be read at all. */
  private static final int LOOKS_PER_CHARACTER = 20;

  private final String text;
  private long looks;

  BudgetedText(String text) {
    this.text = text;
    this.looks = LOOKS + (long) LOOKS_PER_CHARACTER * text.length();
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    if (--looks < 0) {
      throw tooSlow();
    }
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }

  static DotNetPatternException tooSlow() {
    return new DotNetPatternException(
        "takes too long: it can match the same text in too many ways; write it more strictly");
  }
}
