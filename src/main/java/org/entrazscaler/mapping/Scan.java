package org.entrazscaler.mapping;

/** Goes over text of which string literals and attribute names must not be looked into. */
final class Scan {

  private Scan() {}

  /**
   * The first of some characters that stands outside string literals and square brackets. A literal
   * or bracket that is never closed is an ordinary character, so that what follows is still found;
   * the expression reports it.
   *
   * @param text where to look
   * @param from first index
   * @param wanted the character
   * @return its index, or -1
   */
  static int indexOf(String text, int from, char wanted) {
    int index = from;
    while (index < text.length()) {
      if (text.charAt(index) == wanted) {
        return index;
      }
      index = next(text, index);
    }
    return -1;
  }

  /** The index behind the literal, the bracket or the character that begins at an index. */
  static int next(String text, int index) {
    int end =
        switch (text.charAt(index)) {
          case '"' -> endOfLiteral(text, index);
          case '[' -> endOfBracket(text, index);
          default -> -1;
        };
    return end < 0 ? index + 1 : end;
  }

  /** The index behind the closing quotation mark, or -1 if there is none. */
  static int endOfLiteral(String text, int begin) {
    for (int index = begin + 1; index < text.length(); index++) {
      char c = text.charAt(index);
      if (c == '"') {
        return index + 1;
      }
      if (c == '\\') {
        index++;
      }
    }
    return -1;
  }

  // The filter of a path holds literals, and a literal may hold a bracket.
  private static int endOfBracket(String text, int begin) {
    int index = begin + 1;
    while (index < text.length()) {
      char c = text.charAt(index);
      if (c == ']') {
        return index + 1;
      }
      int end = c == '"' ? endOfLiteral(text, index) : -1;
      index = end < 0 ? index + 1 : end;
    }
    return -1;
  }

  /** The text without blanks and line breaks outside literals and brackets. */
  static String withoutBlanks(String text) {
    StringBuilder out = new StringBuilder();
    int index = 0;
    while (index < text.length()) {
      int next = next(text, index);
      if (next > index + 1 || !Character.isWhitespace(text.charAt(index))) {
        out.append(text, index, next);
      }
      index = next;
    }
    return out.toString();
  }
}
