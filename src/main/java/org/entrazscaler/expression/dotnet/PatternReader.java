package org.entrazscaler.expression.dotnet;

import org.jspecify.annotations.Nullable;

/** Reads a .NET pattern from left to right. */
final class PatternReader {

  private final String text;
  private int position;

  PatternReader(String text) {
    this.text = text;
  }

  int offset() {
    return position;
  }

  boolean more() {
    return position < text.length();
  }

  boolean at(char c) {
    return more() && text.charAt(position) == c;
  }

  /** The next code point, which exists. */
  int next() {
    int c = text.codePointAt(position);
    position += Character.charCount(c);
    return c;
  }

  int nextOrFail(String expected) {
    if (!more()) {
      throw failure(expected);
    }
    return next();
  }

  String until(char end) {
    int found = text.indexOf(end, position);
    if (found < 0) {
      throw failure("`" + end + "` is missing");
    }
    String result = text.substring(position, found);
    position = found + 1;
    return result;
  }

  void skipPast(char end) {
    until(end);
  }

  void skipLine() {
    int end = text.indexOf('\n', position);
    position = end < 0 ? text.length() : end + 1;
  }

  String digits() {
    int begin = position;
    while (more() && text.charAt(position) >= '0' && text.charAt(position) <= '9') {
      position++;
    }
    return text.substring(begin, position);
  }

  /**
   * Reads the bounds of a quantifier after its brace: the minimum and the maximum, which is -1 if
   * there is none. If the brace is a literal, returns null and reads nothing.
   */
  int @Nullable [] bounds() {
    int begin = position;
    String minimum = digits();
    String maximum = minimum;
    boolean unbounded = false;
    if (!minimum.isEmpty() && at(',')) {
      position++;
      maximum = digits();
      unbounded = maximum.isEmpty();
    }
    if (minimum.isEmpty() || !at('}')) {
      position = begin;
      return null;
    }
    position++;
    if (minimum.length() > 9 || maximum.length() > 9) {
      throw failure("a number of repetitions is too large");
    }
    return new int[] {Integer.parseInt(minimum), unbounded ? -1 : Integer.parseInt(maximum)};
  }

  /** Reads the category after {@code \p} or {@code \P}. */
  String category(boolean negated) {
    if (!at('{')) {
      throw failure("`{` and the name of a category are expected after `\\p`");
    }
    position++;
    String name = until('}');
    String category = CharacterClass.category(name, negated);
    if (category == null) {
      throw failure("`" + name + "` is not a Unicode category or block");
    }
    return category;
  }

  /** The character of an escape, after its letter {@code c} was read. */
  int escaped(int c) {
    return switch (c) {
      case 'a' -> 0x07;
      case 'e' -> 0x1B;
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 0x0B;
      case 'x' -> hexadecimal(2);
      case 'u' -> hexadecimal(4);
      case 'c' -> control();
      case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(c);
      default -> {
        if (Character.isLetterOrDigit(c) || c == '_') {
          throw failure("`\\" + Character.toString(c) + "` has no meaning");
        }
        yield c;
      }
    };
  }

  private int hexadecimal(int length) {
    int end = position + length;
    if (end > text.length() || !text.substring(position, end).matches("[0-9A-Fa-f]+")) {
      throw failure(length + " hexadecimal digits are expected");
    }
    int value = Integer.parseInt(text.substring(position, end), 16);
    position = end;
    return value;
  }

  private int control() {
    int c = nextOrFail("a letter is expected after `\\c`");
    int upper = c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c;
    if (upper < '@' || upper > '_') {
      throw failure("a letter is expected after `\\c`");
    }
    return upper - '@';
  }

  private int octal(int first) {
    int value = first - '0';
    for (int i = 0; i < 2 && more(); i++) {
      char c = text.charAt(position);
      if (c < '0' || c > '7') {
        break;
      }
      value = value * 8 + c - '0';
      position++;
    }
    return value & 0xFF;
  }

  DotNetPatternException failure(String message) {
    return failure(position, message);
  }

  static DotNetPatternException failure(int offset, String message) {
    return new DotNetPatternException("is wrong before character " + (offset + 1) + ": " + message);
  }
}
