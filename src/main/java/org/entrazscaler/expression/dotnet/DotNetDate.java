package org.entrazscaler.expression.dotnet;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dates as texts without a format: the form of the results of functions, and the forms that .NET's
 * {@code DateTime.Parse} accepts.
 *
 * <p>Results of functions have the form {@code M/d/yyyy h:mm:ss tt}, always in UTC and in whole
 * seconds (expressions reference, CDate, DateAdd and Now).
 */
public final class DotNetDate {

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  private static final String MONTH_NAME =
      "(?<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
          + "|sep(?:tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
  private static final String DAY_NAME =
      "(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? +)?";
  private static final String TIME =
      "(?:(?:t| +)(?:(?<hour>[0-9]{1,2}):(?<minute>[0-9]{2})"
          + "(?::(?<second>[0-9]{2})(?:[.,](?<fraction>[0-9]{1,9}))?)?(?: *(?<half>am|pm))?"
          + "|(?<hourOnly>[0-9]{1,2}) *(?<halfOnly>am|pm)))?";
  private static final String ZONE =
      "(?: *(?<zone>z|utc|gmt|(?<sign>[+-])(?<zoneHour>[0-9]{1,2})(?::?(?<zoneMinute>[0-9]{2}))?))?";

  private static final List<Pattern> FORMS =
      List.of(
          form("(?<year>[0-9]{4})[-/](?<month>[0-9]{1,2})[-/](?<day>[0-9]{1,2})"),
          form("(?<month>[0-9]{1,2})[-/](?<day>[0-9]{1,2})[-/](?<year>[0-9]{4})"),
          form(DAY_NAME + "(?<day>[0-9]{1,2})[ -]" + MONTH_NAME + "[ -](?<year>[0-9]{4})"),
          form(DAY_NAME + MONTH_NAME + " (?<day>[0-9]{1,2}),? (?<year>[0-9]{4})"));

  private static final int MAXIMUM_LENGTH = 80;

  private DotNetDate() {}

  private static Pattern form(String date) {
    return Pattern.compile("\\s*" + date + TIME + ZONE + "\\s*", Pattern.CASE_INSENSITIVE);
  }

  /**
   * Formats a date like the date functions.
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
   * Parses a date in exactly the form of the date functions.
   *
   * @param text any text
   * @return date and time in UTC, or null if the text has another form
   */
  public static @Nullable LocalDateTime parseResult(String text) {
    boolean possible =
        text.length() >= 19
            && text.length() <= 22
            && text.endsWith("M")
            && text.indexOf('/') <= 2
            && text.charAt(text.length() - 3) == ' ';
    return possible ? parse(text) : null;
  }

  /**
   * Parses a date. Year, month and day are required: numbers in the order of ISO 8601 or, with the
   * year last, in the American order, or with an English month name. A time and an offset from UTC
   * can follow. Without an offset the date is in UTC; without a time it is midnight.
   *
   * @param text any text
   * @return date and time in UTC, to 100 ns, in the years 1 to 9999; null when the text is not a
   *     date
   */
  public static @Nullable LocalDateTime parse(String text) {
    if (text.length() > MAXIMUM_LENGTH) {
      return null;
    }
    for (Pattern form : FORMS) {
      Matcher matcher = form.matcher(text);
      if (matcher.matches()) {
        try {
          return inRange(date(matcher, form).minusMinutes(zoneMinutes(matcher)));
        } catch (DateTimeException e) {
          return null;
        }
      }
    }
    return null;
  }

  /**
   * Checks that .NET has such a date.
   *
   * @param date any date
   * @return the same date
   * @throws DateTimeException if its year is not between 1 and 9999
   */
  public static LocalDateTime inRange(LocalDateTime date) {
    if (date.getYear() < 1 || date.getYear() > 9999) {
      throw new DateTimeException("The year " + date.getYear() + " is not between 1 and 9999");
    }
    return date;
  }

  private static LocalDateTime date(Matcher matcher, Pattern form) {
    int month =
        form.pattern().contains("<name>")
            ? 1 + MONTHS.indexOf(matcher.group("name").substring(0, 3).toLowerCase(Locale.ROOT))
            : number(matcher.group("month"));
    LocalDateTime day =
        LocalDateTime.of(number(matcher.group("year")), month, number(matcher.group("day")), 0, 0);
    int hour = number(matcher.group("hour")) + number(matcher.group("hourOnly"));
    String half = matcher.group("half") == null ? matcher.group("halfOnly") : matcher.group("half");
    if (half != null) {
      if (hour < 1 || hour > 12) {
        throw new DateTimeException("The hour is not between 1 and 12: " + hour);
      }
      hour = hour % 12 + (half.equalsIgnoreCase("pm") ? 12 : 0);
    }
    return day.withHour(hour)
        .withMinute(number(matcher.group("minute")))
        .withSecond(number(matcher.group("second")))
        .withNano(nanoseconds(matcher.group("fraction")) / 100 * 100);
  }

  private static int zoneMinutes(Matcher matcher) {
    String sign = matcher.group("sign");
    if (sign == null) {
      return 0;
    }
    int hours = number(matcher.group("zoneHour"));
    int minutes = number(matcher.group("zoneMinute"));
    if (hours > 14 || minutes > 59) {
      throw new DateTimeException("No offset from UTC: " + matcher.group("zone"));
    }
    return (sign.equals("-") ? -1 : 1) * (hours * 60 + minutes);
  }

  private static int nanoseconds(@Nullable String fraction) {
    return fraction == null ? 0 : number((fraction + "00000000").substring(0, 9));
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  static String digits(int value, int length) {
    String digits = Integer.toString(value);
    return "0".repeat(Math.max(0, length - digits.length())) + digits;
  }
}
