package org.entrazscaler.mapping.check;

import java.util.Comparator;
import java.util.List;
import org.entrazscaler.language.ErrorReport;
import org.entrazscaler.language.TextError;

/**
 * Something about a file that a person should know.
 *
 * @param severity whether the file can be used all the same
 * @param file its name as given to the check
 * @param line 1-based; 1 where no line is known
 * @param column 1-based, in UTF-16 units; 1 where no column is known
 * @param message what is wrong and what to do, one sentence without the place
 * @param report {@code file:line:column: message}, the line itself and a caret; of a warning the
 *     message begins with "warning: "
 */
public record Finding(
    Severity severity, String file, int line, int column, String message, String report) {

  /** How much a finding weighs. */
  public enum Severity {
    /** The file cannot be used. */
    ERROR,
    /** The file can be used, but probably not as it was meant. */
    WARNING
  }

  /** By file and place. */
  public static final Comparator<Finding> BY_PLACE =
      Comparator.comparing(Finding::file)
          .thenComparingInt(Finding::line)
          .thenComparingInt(Finding::column);

  /**
   * A finding at a place of a file.
   *
   * @param severity its weight
   * @param file the file's name
   * @param content the file's whole text
   * @param place offset into the text, length and message
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
   * @param severity its weight
   * @param file the file's name
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
