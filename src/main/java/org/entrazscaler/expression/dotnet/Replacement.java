package org.entrazscaler.expression.dotnet;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/**
 * The replacement of a match with .NET's substitutions {@code $1}, <code>${1}</code>, <code>
 * ${name}</code>, {@code $$}, {@code $&}, <code>$`</code>, {@code $'}, {@code $+} and {@code $_}. A
 * substitution that names no group of the pattern is literal text. Immutable.
 */
public final class Replacement {

  @FunctionalInterface
  private interface Part {
    void appendTo(LimitedText result, String text, MatchResult match);
  }

  private final List<Part> parts;

  private Replacement(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  static Replacement of(String text, TranslatedPattern pattern) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int position = 0;
    while (position < text.length()) {
      int length =
          text.charAt(position) == '$' ? substitution(text, position, pattern, parts, literal) : 0;
      if (length == 0) {
        literal.append(text.charAt(position));
        length = 1;
      }
      position += length;
    }
    flush(literal, parts);
    return new Replacement(parts);
  }

  void appendTo(LimitedText result, String text, MatchResult match) {
    for (Part part : parts) {
      part.appendTo(result, text, match);
    }
  }

  /** Reads a substitution and returns its length; 0 if there is none at this position. */
  private static int substitution(
      String text,
      int position,
      TranslatedPattern pattern,
      List<Part> parts,
      StringBuilder literal) {
    if (position + 1 == text.length()) {
      return 0;
    }
    char c = text.charAt(position + 1);
    if (c == '$') {
      literal.append('$');
      return 2;
    }
    if (c == '{') {
      int end = text.indexOf('}', position);
      int group = end < 0 ? -1 : pattern.group(text.substring(position + 2, end));
      if (group < 0) {
        return 0;
      }
      add(group(group), parts, literal);
      return end + 1 - position;
    }
    if (c >= '0' && c <= '9') {
      return numbered(text, position, pattern, parts, literal);
    }
    Part part = special(c, pattern);
    if (part == null) {
      return 0;
    }
    add(part, parts, literal);
    return 2;
  }

  /** Reads the longest run of digits that is the number of a group. */
  private static int numbered(
      String text,
      int position,
      TranslatedPattern pattern,
      List<Part> parts,
      StringBuilder literal) {
    int found = -1;
    int length = 0;
    int number = 0;
    for (int i = position + 1; i < text.length() && i < position + 6; i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9') {
        break;
      }
      number = number * 10 + digit - '0';
      int group = pattern.group(number);
      if (group >= 0) {
        found = group;
        length = i + 1 - position;
      }
    }
    if (found >= 0) {
      add(group(found), parts, literal);
    }
    return length;
  }

  private static @Nullable Part special(char c, TranslatedPattern pattern) {
    return switch (c) {
      case '&' -> group(0);
      case '`' -> (result, source, match) -> result.append(source, 0, match.start());
      case '\'' -> (result, source, match) -> result.append(source, match.end(), source.length());
      case '_' -> (result, source, match) -> result.append(source);
      case '+' -> group(pattern.group(pattern.numbers().size()));
      default -> null;
    };
  }

  private static Part group(int index) {
    return (result, source, match) -> {
      String value = match.group(index);
      if (value != null) {
        result.append(value);
      }
    };
  }

  private static void add(Part part, List<Part> parts, StringBuilder literal) {
    flush(literal, parts);
    parts.add(part);
  }

  private static void flush(StringBuilder literal, List<Part> parts) {
    if (!literal.isEmpty()) {
      String text = literal.toString();
      parts.add((result, source, match) -> result.append(text));
      literal.setLength(0);
    }
  }
}
