package org.entrazscaler.scope;

import java.util.List;
import java.util.regex.Pattern;
import org.entrazscaler.language.TextError;
import org.entrazscaler.scope.Token.Kind;
import org.entrazscaler.text.Utf8;

/** Splits a filter into tokens on demand, because an operand may contain parentheses. */
final class Lexer {

  private static final Pattern ESCAPED = Pattern.compile("\\\\([\"\\\\])");

  private final String text;
  private final List<TextError> errors;
  private int position;

  Lexer(String text, List<TextError> errors) {
    this.text = text;
    this.errors = errors;
  }

  void moveTo(int offset) {
    position = offset;
  }

  /** The next token in a place other than an operand; a parenthesis is a token of its own. */
  Token next() {
    return read(false);
  }

  /** The next token in the place of an operand: a word may contain balanced parentheses. */
  Token nextOperand() {
    return read(true);
  }

  private Token read(boolean operand) {
    while (position < text.length() && Utf8.isBlank(text.charAt(position))) {
      position++;
    }
    int begin = position;
    if (begin == text.length()) {
      return new Token(Kind.END, begin, 0, "");
    }
    char c = text.charAt(begin);
    if (c == '"') {
      return quoted(begin);
    }
    if (c == ')' || (c == '(' && !operand)) {
      position++;
      return new Token(c == '(' ? Kind.OPEN : Kind.CLOSE, begin, 1, String.valueOf(c));
    }
    int depth = 0;
    while (position < text.length() && !Utf8.isBlank(text.charAt(position))) {
      c = text.charAt(position);
      if (c == '"' && !operand) {
        break;
      }
      if (c == '\\' && isParenthesis(position + 1)) {
        position++;
      } else if (c == '(') {
        if (!operand) {
          break;
        }
        depth++;
      } else if (c == ')' && --depth < 0) {
        break;
      }
      position++;
    }
    return new Token(Kind.WORD, begin, position - begin, text.substring(begin, position));
  }

  private boolean isParenthesis(int index) {
    return index < text.length() && "()".indexOf(text.charAt(index)) >= 0;
  }

  private Token quoted(int begin) {
    position++;
    while (position < text.length() && text.charAt(position) != '"') {
      position += text.charAt(position) == '\\' ? 2 : 1;
    }
    if (position >= text.length()) {
      position = text.length();
      errors.add(
          new TextError(
              begin,
              position - begin,
              "The text is not closed: `\"` is missing (a quote inside it is written `\\\"`, a"
                  + " backslash `\\\\`)"));
      return new Token(Kind.QUOTED, begin, position - begin, text.substring(begin + 1));
    }
    position++;
    // A backslash before any other character stays, as in the language of expressions.
    String value = ESCAPED.matcher(text.substring(begin + 1, position - 1)).replaceAll("$1");
    return new Token(Kind.QUOTED, begin, position - begin, value);
  }
}
