package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.optional;
import static org.entrazscaler.expression.function.Parameter.required;

import org.jspecify.annotations.Nullable;

/**
 * {@code PCase}. Without separators the words are those of .NET's {@code TextInfo.ToTitleCase}:
 * they end at white space, punctuation, symbols and control characters, but not at an apostrophe
 * ({@code O'neil}), and begin with a letter ({@code 3Rd}). With separators, only these end a word.
 */
final class PCase extends TextFunction {

  PCase() {
    super(
        Signature.of(
            "PCase",
            ValueType.TEXT,
            "The first letter of each word in upper case, the others in lower case; if"
                + " wordSeparators is given, only its characters separate words.",
            required("source", ValueType.TEXT),
            optional("wordSeparators", ValueType.TEXT)));
  }

  @Override
  @Nullable String apply(String source, Call call) {
    String separators = call.text(1);
    if (separators != null) {
      Substrings.limitWork(call, source, separators);
    }
    StringBuilder result = new StringBuilder(source.length());
    boolean inWord = false;
    for (int i = 0; i < source.length(); i += Character.charCount(source.codePointAt(i))) {
      int c = source.codePointAt(i);
      boolean begins =
          !inWord && (separators == null ? Character.isLetter(c) : separators.indexOf(c) < 0);
      result.appendCodePoint(begins ? titleCase(c) : LetterCase.INVARIANT.lower(c));
      if (separators == null) {
        inWord = begins || inWord && (c == '\'' || !separatesWords(c));
      } else {
        inWord = separators.indexOf(c) < 0;
      }
    }
    return result.toString();
  }

  private static int titleCase(int c) {
    return c == 'ı' ? c : Character.toTitleCase(LetterCase.INVARIANT.lower(c));
  }

  private static boolean separatesWords(int c) {
    return switch (Character.getType(c)) {
      case Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.CONTROL,
          Character.FORMAT,
          Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION,
          Character.MATH_SYMBOL,
          Character.CURRENCY_SYMBOL,
          Character.MODIFIER_SYMBOL,
          Character.OTHER_SYMBOL ->
          true;
      default -> false;
    };
  }
}
