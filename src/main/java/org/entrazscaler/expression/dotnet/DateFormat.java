package org.entrazscaler.expression.dotnet;

import java.time.LocalDateTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A .NET date and time format string, custom or standard (one letter), in the invariant culture.
 * Immutable.
 */
public final class DateFormat {

  private static final Map<Character, String> STANDARD =
      Map.ofEntries(
          Map.entry('d', "MM/dd/yyyy"),
          Map.entry('D', "dddd, dd MMMM yyyy"),
          Map.entry('f', "dddd, dd MMMM yyyy HH:mm"),
          Map.entry('F', "dddd, dd MMMM yyyy HH:mm:ss"),
          Map.entry('U', "dddd, dd MMMM yyyy HH:mm:ss"),
          Map.entry('g', "MM/dd/yyyy HH:mm"),
          Map.entry('G', "MM/dd/yyyy HH:mm:ss"),
          Map.entry('m', "MMMM dd"),
          Map.entry('M', "MMMM dd"),
          Map.entry('o', "yyyy-MM-ddTHH:mm:ss.fffffffK"),
          Map.entry('O', "yyyy-MM-ddTHH:mm:ss.fffffffK"),
          Map.entry('r', "ddd, dd MMM yyyy HH:mm:ss 'GMT'"),
          Map.entry('R', "ddd, dd MMM yyyy HH:mm:ss 'GMT'"),
          Map.entry('s', "yyyy-MM-ddTHH:mm:ss"),
          Map.entry('t', "HH:mm"),
          Map.entry('T', "HH:mm:ss"),
          Map.entry('u', "yyyy-MM-dd HH:mm:ss'Z'"),
          Map.entry('y', "yyyy MMMM"),
          Map.entry('Y', "yyyy MMMM"));

  private static final String SPECIFIERS = "dfFghHKmMstyz";
  private static final int FRACTION_DIGITS = 7;

  /**
   * A part of a format.
   *
   * @param specifier the letter; 0 for literal text
   * @param length how often it is repeated
   * @param literal the literal text, else empty
   */
  record Part(char specifier, int length, String literal) {}

  private final List<Part> parts;

  private DateFormat(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * Compiles a format.
   *
   * @param format the .NET format string
   * @return the compiled format
   * @throws DateFormatException if .NET would refuse it
   */
  public static DateFormat compile(String format) {
    if (format.isEmpty()) {
      throw new DateFormatException("is empty");
    }
    if (format.length() > 1) {
      return new DateFormat(parts(format));
    }
    String custom = STANDARD.get(format.charAt(0));
    if (custom == null) {
      throw new DateFormatException(
          "is one character but not a standard format; as a part of a date, write `%"
              + format
              + "`");
    }
    return new DateFormat(parts(custom));
  }

  private static List<Part> parts(String format) {
    List<Part> parts = new ArrayList<>();
    int position = 0;
    while (position < format.length()) {
      char c = format.charAt(position);
      if (SPECIFIERS.indexOf(c) >= 0) {
        int end = position + 1;
        while (end < format.length() && format.charAt(end) == c) {
          end++;
        }
        if ((c == 'f' || c == 'F') && end - position > FRACTION_DIGITS) {
          throw new DateFormatException("has more than seven `" + c + "`");
        }
        parts.add(new Part(c, end - position, ""));
        position = end;
      } else if (c == '\'' || c == '"') {
        position = quoted(format, position, parts);
      } else if (c == '%' || c == '\\') {
        boolean usable =
            position + 1 < format.length() && (c == '\\' || format.charAt(position + 1) != '%');
        if (!usable) {
          throw new DateFormatException("ends after a `" + c + "`");
        }
        if (c == '\\') {
          parts.add(new Part('\0', 1, format.substring(position + 1, position + 2)));
          position++;
        }
        position++;
      } else {
        parts.add(new Part(c == 'Z' ? 'Z' : '\0', 1, String.valueOf(c)));
        position++;
      }
    }
    return parts;
  }

  private static int quoted(String format, int begin, List<Part> parts) {
    StringBuilder literal = new StringBuilder();
    int position = begin + 1;
    while (position < format.length() && format.charAt(position) != format.charAt(begin)) {
      if (format.charAt(position) == '\\' && position + 1 < format.length()) {
        position++;
      }
      literal.append(format.charAt(position));
      position++;
    }
    if (position >= format.length()) {
      throw new DateFormatException("has a quote that is not closed");
    }
    parts.add(new Part('\0', 1, literal.toString()));
    return position + 1;
  }

  /**
   * Writes a date in another format.
   *
   * @param text a date in this format
   * @param now the current time, for the parts that this format does not have
   * @return null if the text is not a date in this format
   */
  public @Nullable String convert(
      String text, DateParseStyles styles, DateFormat to, LocalDateTime now) {
    DotNetDateTime date = new DateReader(text, styles, now).read(parts);
    return date == null ? null : to.format(date);
  }

  private String format(DotNetDateTime date) {
    StringBuilder result = new StringBuilder();
    for (Part part : parts) {
      append(result, part, date);
    }
    return result.toString();
  }

  private static void append(StringBuilder result, Part part, DotNetDateTime date) {
    LocalDateTime time = date.time();
    int length = part.length();
    switch (part.specifier()) {
      case 'd' ->
          result.append(
              length <= 2
                  ? padded(time.getDayOfMonth(), length)
                  : time.getDayOfWeek().getDisplayName(style(length), Locale.ENGLISH));
      case 'M' ->
          result.append(
              length <= 2
                  ? padded(time.getMonthValue(), length)
                  : time.getMonth().getDisplayName(style(length), Locale.ENGLISH));
      case 'y' ->
          result.append(
              length <= 2 ? padded(time.getYear() % 100, length) : padded(time.getYear(), length));
      case 'h' -> result.append(padded((time.getHour() + 11) % 12 + 1, Math.min(2, length)));
      case 'H' -> result.append(padded(time.getHour(), Math.min(2, length)));
      case 'm' -> result.append(padded(time.getMinute(), Math.min(2, length)));
      case 's' -> result.append(padded(time.getSecond(), Math.min(2, length)));
      case 'f' -> result.append(fraction(time, length));
      case 'F' -> appendTrimmed(result, fraction(time, length));
      case 't' -> result.append(time.getHour() < 12 ? "AM" : "PM", 0, Math.min(2, length));
      case 'g' -> result.append("A.D.");
      case 'K' -> result.append(zone(date.kind()));
      case 'z' -> result.append(length == 1 ? "+0" : length == 2 ? "+00" : "+00:00");
      default -> result.append(part.literal());
    }
  }

  private static TextStyle style(int length) {
    return length == 3 ? TextStyle.SHORT : TextStyle.FULL;
  }

  private static String padded(int value, int length) {
    return DotNetDate.digits(value, length);
  }

  private static String fraction(LocalDateTime time, int length) {
    return padded(time.getNano() / 100, FRACTION_DIGITS).substring(0, length);
  }

  /**
   * Appends the fraction without trailing zeros; if nothing is left, removes the point before it.
   */
  private static void appendTrimmed(StringBuilder result, String fraction) {
    String trimmed = fraction.replaceFirst("0+$", "");
    if (!trimmed.isEmpty()) {
      result.append(trimmed);
    } else if (!result.isEmpty() && result.charAt(result.length() - 1) == '.') {
      result.setLength(result.length() - 1);
    }
  }

  private static String zone(DotNetDateTime.Kind kind) {
    return switch (kind) {
      case UNSPECIFIED -> "";
      case UTC -> "Z";
      case LOCAL -> "+00:00";
    };
  }
}
