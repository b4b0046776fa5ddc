package org.entrazscaler.mapping;

/** Scans a text and skips string literals and brackets. */
final class Scan {

  private Scan() {}

  /**
   * The first occurrence of a character outside string literals and square brackets. A quotation
   * mark or bracket that is not closed counts as an ordinary character, so that the rest is still
   * scanned; the parser of the expression reports it.
   *
   * @param text the text
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

  /** The index after the literal, the bracket or the character at an index. */
  static int next(String text, int index) {
    int end =
        switch (text.charAt(index)) {
          case '"' -> endOfLiteral(text, index);
          case '[' -> endOfBracket(text, index);
          default -> -1;
        };
    return end < 0 ? index + 1 : end;
  }

  /** The index after the closing quotation mark, or -1 if there is none. */
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

  // The filter of a path can contain literals, and a literal can contain a bracket.
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

  /** The text without white space outside literals and brackets. */
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
