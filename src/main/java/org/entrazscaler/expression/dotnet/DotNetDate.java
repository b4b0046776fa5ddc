package org.entrazscaler.expression.dotnet;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text form of the dates that functions give and take: {@code M/d/yyyy h:mm:ss tt}, always UTC,
 * whole seconds (expressions reference, CDate, DateAdd and Now).
 */
public final class DotNetDate {

  private static final Pattern RESULT =
      Pattern.compile(
          "([0-9]{1,2})/([0-9]{1,2})/([0-9]{4}) ([0-9]{1,2}):([0-9]{2}):([0-9]{2}) (AM|PM)");

  private DotNetDate() {}

  /**
   * Writes a date as the date functions give it.
   *
   * @param date date and time in UTC
   * @return for example {@code 3/16/2020 7:00:00 AM}
   */
  public static String format(LocalDateTime date) {
    int hour = date.getHour() % 12;
    return new StringBuilder(22)
        .append(date.getMonthValue())
        .append('/')
        .append(date.getDayOfMonth())
        .append('/')
        .append(digits(date.getYear(), 4))
        .append(' ')
        .append(hour == 0 ? 12 : hour)
        .append(':')
        .append(digits(date.getMinute(), 2))
        .append(':')
        .append(digits(date.getSecond(), 2))
        .append(date.getHour() < 12 ? " AM" : " PM")
        .toString();
  }

  /**
   * Reads a date in exactly that form.
   *
   * @param text any text
   * @return date and time in UTC, or null when the text has another form
   */
  public static @Nullable LocalDateTime parseResult(String text) {
    if (text.length() < 19 || text.length() > 22) {
      return null;
    }
    Matcher matcher = RESULT.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    int hour = Integer.parseInt(matcher.group(4));
    if (hour < 1 || hour > 12) {
      return null;
    }
    try {
      return LocalDateTime.of(
          Integer.parseInt(matcher.group(3)),
          Integer.parseInt(matcher.group(1)),
          Integer.parseInt(matcher.group(2)),
          hour % 12 + (matcher.group(7).equals("PM") ? 12 : 0),
          Integer.parseInt(matcher.group(5)),
          Integer.parseInt(matcher.group(6)));
    } catch (DateTimeException e) {
      return null;
    }
  }

  static String digits(int value, int length) {
    String digits = Integer.toString(value);
    return "0".repeat(Math.max(0, length - digits.length())) + digits;
  }
}
