package org.entrazscaler.expression.dotnet;

/**
 * Translates a .NET character class {@code [...]} to Java's syntax, including subtractions {@code
 * [a-z-[aeiou]]}. For one use, after the opening bracket was read.
 */
final class ClassTranslator {

  private static final int MAXIMUM_DEPTH = 50;

  private final PatternReader reader;
  private final int depth;
  private final StringBuilder members = new StringBuilder();
  private String subtracted = "";

  ClassTranslator(PatternReader reader) {
    this(reader, 0);
  }

  private ClassTranslator(PatternReader reader, int depth) {
    this.reader = reader;
    this.depth = depth;
  }

  /** An atom that matches one character. */
  String translate() {
    boolean negated = reader.at('^');
    if (negated) {
      reader.next();
    }
    boolean first = true;
    while (first || !reader.at(']')) {
      member(first);
      first = false;
    }
    reader.next();
    String all = negated ? "(?:(?![" + members + "])[\\s\\S])" : "[" + members + "]";
    return subtracted.isEmpty() ? all : "(?:(?!" + subtracted + ")" + all + ")";
  }

  private void member(boolean first) {
    int c = reader.nextOrFail("a class of characters is not closed, `]` is missing");
    boolean escaped = c == '\\';
    if (escaped) {
      c = reader.nextOrFail("a pattern must not end with a single `\\`");
      if (addNamed(c)) {
        return;
      }
      c = escapedInClass(c);
    }
    if (c == '-' && !escaped && !first && reader.at('[')) {
      subtract();
      return;
    }
    members.append(CharacterClass.literal(c));
    if (reader.at('-')) {
      range(c);
    }
  }

  private boolean addNamed(int c) {
    if (c == 'p' || c == 'P') {
      members.append(reader.category(c == 'P'));
      return true;
    }
    String named = c < 128 ? CharacterClass.members((char) c) : null;
    if (named == null) {
      return false;
    }
    members.append(Character.isUpperCase(c) ? "[^" + named + "]" : named);
    return true;
  }

  private int escapedInClass(int c) {
    if (c == 'b') {
      return '\b';
    }
    return reader.escaped(c);
  }

  /** Handles a dash after a character: a range, a subtraction, or a dash at the end. */
  private void range(int from) {
    reader.next();
    if (reader.at(']')) {
      members.append(CharacterClass.literal('-'));
      return;
    }
    if (reader.at('[')) {
      subtract();
      return;
    }
    int to = reader.nextOrFail("a class of characters is not closed, `]` is missing");
    if (to == '\\') {
      int letter = reader.nextOrFail("a pattern must not end with a single `\\`");
      if ("dDwWsSpP".indexOf(letter) >= 0) {
        throw reader.failure("a range of characters cannot end with a class");
      }
      to = escapedInClass(letter);
    }
    if (to < from) {
      throw reader.failure("a range of characters has its ends reversed");
    }
    members.append('-').append(CharacterClass.literal(to));
  }

  private void subtract() {
    if (depth == MAXIMUM_DEPTH) {
      throw reader.failure("classes of characters are nested too deeply");
    }
    reader.next();
    subtracted = new ClassTranslator(reader, depth + 1).translate();
    if (!reader.at(']')) {
      throw reader.failure("a subtraction must be the last in a class of characters");
    }
  }
}
