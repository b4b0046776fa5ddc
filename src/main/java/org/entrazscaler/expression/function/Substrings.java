package org.entrazscaler.expression.function;

import org.entrazscaler.expression.dotnet.LimitedText;

/** Operations on parts of texts, counted in UTF-16 units as in .NET. */
final class Substrings {

  private static final long MAXIMUM_WORK = 1L << 28;

  private Substrings() {}

  /**
   * The part between two positions. If a position is inside a surrogate pair, .NET returns half a
   * character, which JSON cannot contain; that half is left out.
   */
  static String between(String source, int begin, int end) {
    int first = splitsPair(source, begin) ? begin + 1 : begin;
    int last = splitsPair(source, end) ? end - 1 : end;
    return first >= last ? "" : source.substring(first, last);
  }

  /**
   * Finds a text in another one.
   *
   * @return the index of the first occurrence; -1 if there is none
   */
  static int find(Call call, String text, String sought, int from, boolean ignoreCase) {
    limitWork(call, text, sought);
    if (!ignoreCase) {
      return text.indexOf(sought, from);
    }
    for (int i = from; i <= text.length() - sought.length(); i++) {
      if (text.regionMatches(true, i, sought, 0, sought.length())) {
        return i;
      }
    }
    return -1;
  }

  /** A text builder with the maximum length of all results. */
  static LimitedText limited(Call call) {
    return new LimitedText(
        Values.MAXIMUM_LENGTH,
        () ->
            call.failure(
                "the result would be longer than " + Values.MAXIMUM_LENGTH + " characters"));
  }

  /**
   * Fails if it would take too long to compare every character of one text with every character of
   * the other.
   */
  static void limitWork(Call call, String text, String sought) {
    if ((long) text.length() * sought.length() > MAXIMUM_WORK) {
      throw call.failure(
          "a text of "
              + text.length()
              + " characters cannot be searched for "
              + sought.length()
              + " others");
    }
  }

  private static boolean splitsPair(String source, int position) {
    return position > 0
        && position < source.length()
        && Character.isHighSurrogate(source.charAt(position - 1))
        && Character.isLowSurrogate(source.charAt(position));
  }
}
