package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

import org.jspecify.annotations.Nullable;

/**
 * {@code Word}. A word is a run of characters that are not delimiters, so there is no empty word
 * between two delimiters or before the first one.
 */
final class Word extends SimpleFunction {

  Word() {
    super(
        Signature.of(
            "Word",
            ValueType.TEXT,
            "The word with this 1-based number; each character of delimiters separates words."
                + " If there is no such word, an empty text.",
            required("String", ValueType.TEXT),
            required("WordNumber", ValueType.NUMBER),
            required("delimiters", ValueType.TEXT)));
  }

  @Override
  @Nullable Object evaluate(Call call) {
    Long number = call.number(1);
    if (number == null) {
      throw call.failure("WordNumber must be a number, but is empty");
    }
    String delimiters = call.text(2);
    Object source = call.value(0);
    return TextFunction.each(
        source == null ? "" : source,
        text -> word(call, text, number, delimiters == null ? "" : delimiters));
  }

  private static String word(Call call, String source, long number, String delimiters) {
    Substrings.limitWork(call, source, delimiters);
    int position = 0;
    for (long word = 1; position < source.length(); word++) {
      int begin = position;
      while (begin < source.length() && delimiters.indexOf(source.charAt(begin)) >= 0) {
        begin++;
      }
      position = begin;
      while (position < source.length() && delimiters.indexOf(source.charAt(position)) < 0) {
        position++;
      }
      if (word == number) {
        return source.substring(begin, position);
      }
    }
    return "";
  }
}
