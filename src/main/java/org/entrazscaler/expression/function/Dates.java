package org.entrazscaler.expression.function;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.function.Supplier;
import org.entrazscaler.expression.dotnet.DotNetDate;
import org.jspecify.annotations.Nullable;

/** Conversions of dates for the functions. */
final class Dates {

  /** 9999-12-31T23:59:59.9999999Z. */
  static final long LAST_FILE_TIME = 2_650_467_743_999_999_999L;

  private static final LocalDateTime FIRST_FILE_TIME = LocalDateTime.of(1601, 1, 1, 0, 0);
  private static final long TICKS = 10_000_000;

  private Dates() {}

  /** An argument as a date in UTC; null for null and an empty text. */
  static @Nullable LocalDateTime read(Call call, int index) {
    String text = call.text(index);
    if (text == null || text.isBlank()) {
      return null;
    }
    LocalDateTime date = DotNetDate.parse(text);
    if (date == null) {
      throw call.failure(
          Values.quoted(text)
              + " is not a date: expected a value such as 2020-03-16, 2009-06-15T01:45:30-07:00 or"
              + " 3/16/2020 7:00:00 AM; another form is read by FormatDateTime");
    }
    return date;
  }

  static LocalDateTime fromFileTime(long ticks) {
    return FIRST_FILE_TIME.plusSeconds(ticks / TICKS).plusNanos(ticks % TICKS * 100);
  }

  static long toFileTime(LocalDateTime date) {
    Duration since = Duration.between(FIRST_FILE_TIME, date);
    return since.getSeconds() * TICKS + since.getNano() / 100;
  }

  /** The computed date; the call fails if .NET has no such date. */
  static LocalDateTime inRange(Call call, Supplier<LocalDateTime> computation) {
    try {
      return DotNetDate.inRange(computation.get());
    } catch (DateTimeException | ArithmeticException e) {
      throw call.failure("the result is not between the years 1 and 9999");
    }
  }
}
