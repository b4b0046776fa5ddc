package org.entrazscaler.mapping.check;

import org.snakeyaml.engine.v2.common.ScalarStyle;

/**
 * Finds the position in the file of each character of a YAML scalar. Exact for literal blocks and
 * for scalars on one line; a space that replaces a folded line break has the position of that
 * break.
 */
final class ScalarPositions {

  private final String file;
  private final String value;
  private final int[] positions;
  private int place;

  private ScalarPositions(String file, String value, int begin) {
    this.file = file;
    this.value = value;
    this.positions = new int[value.length() + 1];
    this.place = begin;
  }

  /**
   * The offset in the file of every character of a value, and of its end.
   *
   * @param file the whole text, with line feeds as line ends
   * @param value the value of the scalar
   * @param style the style of the scalar
   * @param begin the offset of the scalar: of its quotation mark, its bar or its first character
   */
  static int[] of(String file, String value, ScalarStyle style, int begin) {
    ScalarPositions scalar = new ScalarPositions(file, value, begin);
    switch (style) {
      case LITERAL -> scalar.literal();
      case FOLDED -> {
        scalar.place = scalar.lineEnd(begin) + 1;
        scalar.flow(style);
      }
      case SINGLE_QUOTED, DOUBLE_QUOTED -> {
        scalar.place = begin + 1;
        scalar.flow(style);
      }
      default -> scalar.flow(style);
    }
    return scalar.positions;
  }

  private void literal() {
    int begin = 0;
    int end = lineEnd(place);
    while (begin <= value.length()) {
      int next = value.indexOf('\n', begin);
      int stop = next < 0 ? value.length() : next;
      if (begin == value.length()) {
        positions[begin] = end;
        return;
      }
      int lineBegin = Math.min(end + 1, file.length());
      end = lineEnd(lineBegin);
      int first = Math.max(lineBegin, end - (stop - begin));
      for (int i = begin; i <= stop; i++) {
        positions[i] = first + i - begin;
      }
      begin = stop + 1;
    }
  }

  private void flow(ScalarStyle style) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (style == ScalarStyle.DOUBLE_QUOTED) {
        skipEscapedLineBreaks();
      }
      boolean escape = style == ScalarStyle.DOUBLE_QUOTED && at(place) == '\\';
      if (Character.isWhitespace(c) && !escape) {
        positions[i] = place;
        if (at(place) == c && c != '\n') {
          place++;
        }
        continue;
      }
      while (place < file.length() && Character.isWhitespace(file.charAt(place))) {
        place++;
      }
      if (style == ScalarStyle.DOUBLE_QUOTED) {
        skipEscapedLineBreaks();
        escape = at(place) == '\\';
      }
      positions[i] = place;
      if (escape) {
        place += escapeLength();
        if (Character.isHighSurrogate(c) && i + 1 < value.length()) {
          positions[++i] = positions[i - 1];
        }
      } else {
        place += style == ScalarStyle.SINGLE_QUOTED && c == '\'' ? 2 : 1;
      }
    }
    positions[value.length()] = Math.min(place, file.length());
  }

  private void skipEscapedLineBreaks() {
    while (at(place) == '\\' && at(place + 1) == '\n') {
      place += 2;
      while (at(place) == ' ' || at(place) == '\t' || at(place) == '\n') {
        place++;
      }
    }
  }

  private int escapeLength() {
    return switch (at(place + 1)) {
      case 'x' -> 4;
      case 'u' -> 6;
      case 'U' -> 10;
      default -> 2;
    };
  }

  private char at(int index) {
    return index < file.length() ? file.charAt(index) : '\0';
  }

  private int lineEnd(int from) {
    int end = file.indexOf('\n', from);
    return end < 0 ? file.length() : end;
  }
}
