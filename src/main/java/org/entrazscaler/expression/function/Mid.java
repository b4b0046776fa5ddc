package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

import org.jspecify.annotations.Nullable;

/**
 * {@code Mid}. A start after the end gives an empty text, which follows from the documented "if
 * length ends outside the source string, function returns substring from start index until end". A
 * start below 1 or a negative length gives the whole source. The expressions reference does not say
 * so, but the functions reference of Microsoft Entra Connect Sync does, and {@code Left} has the
 * same rule.
 */
final class Mid extends TextFunction {

  Mid() {
    super(
        Signature.of(
            "Mid",
            ValueType.TEXT,
            "As many characters of the source as length says, from the 1-based start; fewer"
                + " if the source ends before.",
            required("source", ValueType.TEXT),
            required("start", ValueType.NUMBER),
            required("length", ValueType.NUMBER)));
  }

  @Override
  @Nullable String apply(String source, Call call) {
    Long start = call.number(1);
    Long length = call.number(2);
    if (start == null || length == null) {
      throw call.failure("start and length must be numbers, but one is empty");
    }
    if (start < 1 || length < 0) {
      return source;
    }
    if (start > source.length()) {
      return "";
    }
    int begin = (int) (start - 1);
    int end = (int) (begin + Math.min(length, source.length() - begin));
    return Substrings.between(source, begin, end);
  }
}
