package org.entrazscaler.scope;

/**
 * A token of a filter.
 *
 * @param kind the kind of token
 * @param offset its offset in the text
 * @param length its number of characters
 * @param value its text without quotation marks and escapes
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
