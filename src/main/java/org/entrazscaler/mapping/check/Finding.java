package org.entrazscaler.mapping.check;

import java.util.Comparator;
import java.util.List;
import org.entrazscaler.language.ErrorReport;
import org.entrazscaler.language.TextError;

/**
 * An error or a warning about a file.
 *
 * @param severity error or warning
 * @param file the name of the file as given to the check
 * @param line 1-based; 1 if no line is known
 * @param column 1-based, in UTF-16 units; 1 if no column is known
 * @param message what is wrong and how to fix it; one sentence without the position
 * @param report {@code file:line:column: message}, the line itself and a caret; the message of a
 *     warning begins with "warning: "
 */
public record Finding(
    Severity severity, String file, int line, int column, String message, String report) {

  /** Whether a finding makes the file unusable. */
  public enum Severity {
    /** The file cannot be used. */
    ERROR,
    /** The file can be used, but probably does not do what was intended. */
    WARNING
  }

  /** By file and position. */
  public static final Comparator<Finding> BY_PLACE =
      Comparator.comparing(Finding::file)
          .thenComparingInt(Finding::line)
          .thenComparingInt(Finding::column);

  /**
   * A finding at a position in a file.
   *
   * @param severity error or warning
   * @param file the name of the file
   * @param content the whole text of the file
   * @param place the offset in the text, the length and the message
   * @return the finding
   */
  public static Finding at(Severity severity, String file, String content, TextError place) {
    int offset = Math.min(place.offset(), content.length());
    int begin = content.lastIndexOf('\n', offset - 1) + 1;
    int line = 1 + (int) content.substring(0, begin).chars().filter(c -> c == '\n').count();
    TextError shown =
        severity == Severity.ERROR
            ? place
            : new TextError(place.offset(), place.length(), "warning: " + place.message());
    return new Finding(
        severity,
        file,
        line,
        offset - begin + 1,
        place.message(),
        new ErrorReport(content, file, 1, 1).render(List.of(shown)));
  }

  /**
   * A finding about a file as a whole.
   *
   * @param severity error or warning
   * @param file the name of the file
   * @param message what is wrong
   * @return the finding
   */
  public static Finding about(Severity severity, String file, String message) {
    String warning = severity == Severity.WARNING ? "warning: " : "";
    return new Finding(severity, file, 1, 1, message, file + ":1:1: " + warning + message);
  }

  /**
   * Whether the file cannot be used.
   *
   * @return true for an error
   */
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** The report. */
  @Override
  public String toString() {
    return report;
  }
}
