package org.entrazscaler.scope;

/**
 * A piece of a filter's text.
 *
 * @param kind what it is
 * @param offset where it begins
 * @param length its number of characters
 * @param value its text, without quotation marks and escapes
 */
record Token(Kind kind, int offset, int length, String value) {

  enum Kind {
    OPEN,
    CLOSE,
    WORD,
    QUOTED,
    END
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && value.equals(word);
  }
}
