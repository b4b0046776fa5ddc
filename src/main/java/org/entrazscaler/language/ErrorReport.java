package org.entrazscaler.language;

import java.util.List;

/**
 * Renders errors: {@code line:column: message}, the line of the text, and a caret under the
 * position. Immutable.
 */
public final class ErrorReport {

  private final String text;
  private final String file;
  private final int firstLine;
  private final int firstColumn;

  /**
   * Creates a report for a text of its own.
   *
   * @param text the whole text
   */
  public ErrorReport(String text) {
    this(text, "", 1, 1);
  }

  /**
   * Creates a report for a block in a file.
   *
   * @param text the block, each line without the indentation in the file
   * @param file file name to print before the position; empty for none
   * @param firstLine line of the file in which the block begins, 1-based
   * @param firstColumn column of the file in which each line of the block begins, 1-based
   */
  public ErrorReport(String text, String file, int firstLine, int firstColumn) {
    this.text = text;
    this.file = file;
    this.firstLine = firstLine;
    this.firstColumn = firstColumn;
  }

  /**
   * Renders errors in the given order.
   *
   * @param errors the errors
   * @return lines separated by line feeds, without one at the end
   */
  public String render(List<TextError> errors) {
    StringBuilder out = new StringBuilder();
    for (TextError error : errors) {
      if (!out.isEmpty()) {
        out.append('\n');
      }
      render(error, out);
    }
    return out.toString();
  }

  private void render(TextError error, StringBuilder out) {
    int offset = Math.min(error.offset(), text.length());
    int begin = text.lastIndexOf('\n', offset - 1) + 1;
    int end = text.indexOf('\n', offset);
    if (end < 0) {
      end = text.length();
    }
    int line = (int) text.substring(0, begin).chars().filter(c -> c == '\n').count();
    int column = offset - begin;
    if (!file.isEmpty()) {
      out.append(file).append(':');
    }
    out.append(firstLine + line).append(':').append(firstColumn + column).append(": ");
    out.append(error.message()).append('\n');
    out.append("    ").append(text, begin, end).append('\n').append("    ");
    for (int i = begin; i < offset; i++) {
      out.append(text.charAt(i) == '\t' ? '\t' : ' ');
    }
    int carets = Math.max(1, Math.min(error.length(), end - offset));
    out.append("^".repeat(carets));
  }
}
