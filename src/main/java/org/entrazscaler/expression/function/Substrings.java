package org.entrazscaler.expression.function;

/** Parts of texts, counted in UTF-16 units as .NET does. */
final class Substrings {

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

  private static boolean splitsPair(String source, int position) {
    return position > 0
        && position < source.length()
        && Character.isHighSurrogate(source.charAt(position - 1))
        && Character.isLowSurrogate(source.charAt(position));
  }
}
