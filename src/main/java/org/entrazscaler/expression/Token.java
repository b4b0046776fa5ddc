package org.entrazscaler.expression;

import org.jspecify.annotations.Nullable;

/**
 * A token of an expression.
 *
 * @param kind what it is
 * @param offset index of its first character
 * @param length number of its characters
 * @param value a {@link String} for NAME, ATTRIBUTE, TEXT and OPERATOR (without brackets, quotes
 *     and escapes), a {@link Long} for NUMBER, otherwise null
 */
record Token(Kind kind, int offset, int length, @Nullable Object value) {

  enum Kind {
    NAME,
    ATTRIBUTE,
    TEXT,
    NUMBER,
    OPERATOR,
    COMMA,
    OPEN,
    CLOSE,
    /** A part with an error that has been reported; the parser treats it as a value. */
    FAULTY,
    END
  }

  boolean is(Kind other) {
    return kind == other;
  }

  String text() {
    return String.valueOf(value);
  }
}
