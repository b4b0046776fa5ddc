package org.entrazscaler.text;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The text that a command prints, line by line. Not thread-safe. */
public final class Report {

  private static final String INDENTATION = "  ";
  private static final String GAP = "  ";
  private static final DateTimeFormatter LOCAL_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
  private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");

  private final StringBuilder text = new StringBuilder();
  private final UnaryOperator<String> filter;

  /** Creates an empty text. */
  public Report() {
    this(UnaryOperator.identity());
  }

  /**
   * Creates an empty text.
   *
   * @param filter is applied to each line
   */
  public Report(UnaryOperator<String> filter) {
    this.filter = filter;
  }

  /** Adds a line. */
  public Report line(String line) {
    text.append(filter.apply(line)).append('\n');
    return this;
  }

  /**
   * Adds an indented line.
   *
   * @param level the number of indentations of two spaces
   */
  public Report line(int level, String line) {
    return line(INDENTATION.repeat(level) + line);
  }

  /** Adds indented lines. */
  public Report lines(int level, Collection<String> lines) {
    lines.forEach(line -> line(level, line));
    return this;
  }

  /** Adds the items of a list, indented. */
  public Report items(int level, Collection<String> items) {
    items.forEach(item -> line(level, "- " + item));
    return this;
  }

  /**
   * Adds an indented table. Each column is as wide as its widest cell.
   *
   * @param rows the cells of each row; all rows have the same number
   */
  public Report table(int level, List<List<String>> rows) {
    int last = rows.isEmpty() ? 0 : rows.get(0).size() - 1;
    int[] widths =
        IntStream.range(0, last)
            .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toArray();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < last; column++) {
        line.append(padded(row.get(column), widths[column])).append(GAP);
      }
      line(level, line + row.get(last));
    }
    return this;
  }

  /** Lines, each with a line feed at its end. */
  public static String text(Collection<String> lines) {
    return new Report().lines(0, lines).toString();
  }

  /** A time in the time zone of the machine, such as {@code 2026-03-02 08:00:00}. */
  public static String localTime(Instant time) {
    return LOCAL_TIME.format(time.atZone(ZoneId.systemDefault()));
  }

  /**
   * Fills a text with spaces.
   *
   * @return at least {@code width} characters
   */
  public static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  /**
   * A text of the tenant with a question mark for each control character, so that it cannot control
   * the terminal.
   */
  public static String printable(String foreign) {
    return CONTROL.matcher(foreign).replaceAll("?");
  }

  /** A text with a space for each run of control characters, so that it is one line. */
  public static String oneLine(String text) {
    return CONTROLS.matcher(text).replaceAll(" ");
  }

  /** The lines, each with a line feed at its end. */
  @Override
  public String toString() {
    return text.toString();
  }
}
