package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

import org.jspecify.annotations.Nullable;

/** {@code Left}; all its edge cases are documented, also the empty text for null. */
final class Left extends SimpleFunction {

  Left() {
    super(
        Signature.of(
            "Left",
            ValueType.TEXT,
            "The first NumChars characters; all of them if the number is negative or too"
                + " large; an empty text for null.",
            required("String", ValueType.TEXT),
            required("NumChars", ValueType.NUMBER)));
  }

  @Override
  @Nullable Object evaluate(Call call) {
    Long characters = call.number(1);
    if (characters == null) {
      throw call.failure("NumChars must be a number, but is empty");
    }
    Object source = call.value(0);
    return TextFunction.each(
        source == null ? "" : source,
        text ->
            characters < 0 || characters >= text.length()
                ? text
                : Substrings.between(text, 0, (int) (long) characters));
  }
}
