package org.entrazscaler.expression.dotnet;

/** The result of a replacement while it grows, up to a limit. */
final class LimitedBuilder {

  private final StringBuilder result = new StringBuilder();
  private final String source;
  private final int maximumLength;

  LimitedBuilder(String source, int maximumLength) {
    this.source = source;
    this.maximumLength = maximumLength;
  }

  void copy(int begin, int end) {
    grow(end - begin);
    result.append(source, begin, end);
  }

  void append(String part) {
    grow(part.length());
    result.append(part);
  }

  int sourceLength() {
    return source.length();
  }

  private void grow(int length) {
    if (length > maximumLength - result.length()) {
      throw new DotNetPatternException(
          "would make a text longer than " + maximumLength + " characters");
    }
  }

  @Override
  public String toString() {
    return result.toString();
  }
}
