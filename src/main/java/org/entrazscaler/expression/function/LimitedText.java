package org.entrazscaler.expression.function;

/** A text under construction that never grows beyond {@link Values#MAXIMUM_LENGTH}. */
final class LimitedText {

  private final StringBuilder text = new StringBuilder();
  private final Call call;

  LimitedText(Call call) {
    this.call = call;
  }

  void append(String part) {
    append(part, 0, part.length());
  }

  void append(String part, int begin, int end) {
    if ((long) text.length() + end - begin > Values.MAXIMUM_LENGTH) {
      throw call.failure(
          "the result would be longer than " + Values.MAXIMUM_LENGTH + " characters");
    }
    text.append(part, begin, end);
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
