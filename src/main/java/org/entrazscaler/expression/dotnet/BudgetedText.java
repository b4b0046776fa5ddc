package org.entrazscaler.expression.dotnet;

/**
 * A text with a limited number of accesses: this stops patterns that would run for hours. For one
 * match in one thread.
 */
final class BudgetedText implements CharSequence {

  /** Number of accesses to a character; they take some hundredths of a second. */
  private static final int ACCESSES = 4_000_000;

  /** Additional accesses for each character of the text, so that long texts can be matched. */
  private static final int ACCESSES_PER_CHARACTER = 20;

  private final String text;
  private long remaining;

  BudgetedText(String text) {
    this.text = text;
    this.remaining = ACCESSES + (long) ACCESSES_PER_CHARACTER * text.length();
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    if (--remaining < 0) {
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
        "takes too long: it can match the same text in too many ways; make it stricter");
  }
}
