package org.entrazscaler.expression.function;

import org.entrazscaler.expression.dotnet.LimitedText;

/** Texts cut and put together, counted in UTF-16 units as .NET does. */
final class Substrings {

  private static final long MAXIMUM_WORK = 1L << 28;

  private Substrings() {}

  /**
   * The part between two positions. Where a position falls inside a surrogate pair, .NET would give
   * half a character, which no JSON can carry: that half is left out.
   */
  static String between(String source, int begin, int end) {
    int first = splitsPair(source, begin) ? begin + 1 : begin;
    int last = splitsPair(source, end) ? end - 1 : end;
    return first >= last ? "" : source.substring(first, last);
  }

  /**
   * The first place of a text in another.
   *
   * @return its index; -1 when there is none
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

  /** A text that the call may make, up to the limit of all results. */
  static LimitedText limited(Call call) {
    return new LimitedText(
        Values.MAXIMUM_LENGTH,
        () ->
            call.failure(
                "the result would be longer than " + Values.MAXIMUM_LENGTH + " characters"));
  }

  /**
   * Fails when comparing every character of one text with every character of another takes long.
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
