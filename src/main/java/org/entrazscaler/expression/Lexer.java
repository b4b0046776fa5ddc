package org.entrazscaler.expression;

import java.util.ArrayList;
import java.util.List;
import org.entrazscaler.expression.Token.Kind;
import org.entrazscaler.language.TextError;
import org.jspecify.annotations.Nullable;

/** Splits an expression into tokens and reports invalid characters. For one use. */
final class Lexer {

  private static final String QUOTES = "'\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb";

  private final String text;
  private final List<TextError> errors;
  private final List<Token> tokens = new ArrayList<>();
  private int position;

  Lexer(String text, List<TextError> errors) {
    this.text = text;
    this.errors = errors;
  }

  /** All tokens; only the last one is END. */
  List<Token> tokens() {
    while (position < text.length()) {
      char c = text.charAt(position);
      if (Character.isWhitespace(c) || c == '\u00a0' || c == '\ufeff') {
        position++;
      } else {
        read(c);
      }
    }
    add(Kind.END, position, null);
    return tokens;
  }

  private void read(char c) {
    switch (c) {
      case ',' -> single(Kind.COMMA);
      case '(' -> single(Kind.OPEN);
      case ')' -> single(Kind.CLOSE);
      case '[' -> attribute();
      case '"' -> literal();
      case '=', '<', '>', '!' -> operator();
      case '&' -> ampersand();
      default -> {
        if (isNameStart(c)) {
          name();
        } else if (isDigit(c) || c == '-') {
          number();
        } else {
          other(c);
        }
      }
    }
  }

  private void single(Kind kind) {
    position++;
    add(kind, position - 1, null);
  }

  private void attribute() {
    int begin = position;
    int end = begin + 1;
    while (end < text.length() && text.charAt(end) != ']' && text.charAt(end) != '\n') {
      end++;
    }
    if (end == text.length() || text.charAt(end) == '\n') {
      position = endOfWord(begin + 1);
      faulty(begin, "The attribute is not closed: `]` is missing after its name");
      return;
    }
    position = end + 1;
    String name = text.substring(begin + 1, end).strip();
    if (name.isEmpty()) {
      faulty(begin, "The name of an attribute is expected between `[` and `]`");
    } else {
      add(Kind.ATTRIBUTE, begin, name);
    }
  }

  private int endOfWord(int from) {
    int end = from;
    while (end < text.length() && isNamePart(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /**
   * A backslash is an escape only before a quote or a backslash, and is kept before any other
   * character: the pattern {@code "\d"} means the same as {@code "\\d"}.
   */
  private void literal() {
    int begin = position;
    StringBuilder value = new StringBuilder();
    position++;
    while (position < text.length() && text.charAt(position) != '"') {
      char c = text.charAt(position);
      if (c == '\\' && position + 1 < text.length()) {
        char next = text.charAt(position + 1);
        if (next != '"' && next != '\\') {
          value.append(c);
        }
        value.append(next);
        position += 2;
      } else {
        value.append(c);
        position++;
      }
    }
    if (position >= text.length()) {
      position = text.length();
      faulty(
          begin,
          "The text is not closed: `\"` is missing (a quote inside it is written `\\\"`, a"
              + " backslash `\\\\`)");
      return;
    }
    position++;
    add(Kind.TEXT, begin, value.toString());
  }

  private void operator() {
    int begin = position;
    while (position < text.length() && "=<>!".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
    String written = text.substring(begin, position);
    switch (written) {
      case "=", "<>", ">", ">=", "<", "<=" -> add(Kind.OPERATOR, begin, written);
      case "==" -> wrongOperator(begin, "=");
      case "!=" -> wrongOperator(begin, "<>");
      case "=>" -> wrongOperator(begin, ">=");
      case "=<" -> wrongOperator(begin, "<=");
      case "!" ->
          faulty(begin, "`!` is not an operator of this language: use the function `Not(source)`");
      default ->
          faulty(
              begin,
              "`"
                  + written
                  + "` is not a comparison operator: expected one of `=` `<>` `>` `>=` `<` `<=`");
    }
  }

  private void wrongOperator(int begin, String meant) {
    error(
        begin,
        "`"
            + text.substring(begin, position)
            + "` is not a comparison operator: did you mean `"
            + meant
            + "`?");
    add(Kind.OPERATOR, begin, meant);
  }

  private void ampersand() {
    int begin = position;
    if (text.startsWith("&&", position)) {
      position += 2;
      faulty(begin, Parser.NO_LOGIC.formatted("&&"));
      return;
    }
    if (position + 1 < text.length() && "hH".indexOf(text.charAt(position + 1)) >= 0) {
      position = endOfWord(begin + 2);
      hexadecimal(begin);
      return;
    }
    position++;
    faulty(begin, "`&` does not join texts here: use Append or Join");
  }

  private void hexadecimal(int begin) {
    String digits = text.substring(begin + 2, position);
    if (text.charAt(begin + 1) == 'h') {
      faulty(begin, "A hexadecimal number begins with `&H`: the H is a capital letter");
    } else if (!digits.matches("[0-9A-Fa-f]{1,16}")) {
      faulty(
          begin, "`&H` is followed by 1 to 16 hexadecimal digits (0 to 9, A to F), as in `&HF7`");
    } else {
      add(Kind.NUMBER, begin, Long.parseUnsignedLong(digits, 16));
    }
  }

  private void name() {
    int begin = position;
    position = endOfWord(begin);
    add(Kind.NAME, begin, text.substring(begin, position));
  }

  private void number() {
    int begin = position;
    position++;
    while (position < text.length()
        && (isNamePart(text.charAt(position)) || text.charAt(position) == '.')) {
      position++;
    }
    String written = text.substring(begin, position);
    if (!written.matches("-?[0-9]+")) {
      faulty(
          begin, "`" + written + "` is not a number: numbers are whole, as in `7`, `-7` or `&HF7`");
      return;
    }
    try {
      add(Kind.NUMBER, begin, Long.parseLong(written));
    } catch (NumberFormatException e) {
      faulty(begin, "The number is too large: at most " + Long.MAX_VALUE + " is possible");
    }
  }

  private void other(char c) {
    int begin = position;
    if (QUOTES.indexOf(c) >= 0) {
      quoted(begin);
    } else if (text.startsWith("||", begin)) {
      position += 2;
      faulty(begin, Parser.NO_LOGIC.formatted("||"));
    } else if (c == ';') {
      position++;
      error(begin, "Arguments are separated by a comma, not by `;`");
      add(Kind.COMMA, begin, null);
    } else if (c == ']') {
      position++;
      faulty(begin, "`]` closes no attribute: `[` is missing before the name");
    } else {
      position += Character.charCount(text.codePointAt(begin));
      faulty(
          begin,
          "`"
              + text.substring(begin, position)
              + "` is not valid here: expected a function, an attribute `[name]`, a text"
              + " `\"...\"` or a number");
    }
  }

  /** A text between typographic or single quotes is one token, so that it is one error. */
  private void quoted(int begin) {
    int end = begin + 1;
    while (end < text.length()
        && QUOTES.indexOf(text.charAt(end)) < 0
        && text.charAt(end) != '\n'
        && text.charAt(end) != '"') {
      end++;
    }
    boolean closed = end < text.length() && QUOTES.indexOf(text.charAt(end)) >= 0;
    position = closed ? end + 1 : begin + 1;
    faulty(begin, "Write a text between straight double quotes `\"`");
  }

  private void faulty(int begin, String message) {
    error(begin, message);
    add(Kind.FAULTY, begin, null);
  }

  private void error(int begin, String message) {
    errors.add(new TextError(begin, position - begin, message));
  }

  private void add(Kind kind, int begin, @Nullable Object value) {
    tokens.add(new Token(kind, begin, position - begin, value));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNameStart(char c) {
    return Character.isLetter(c) || c == '_';
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }
}
