package org.entrazscaler.text;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The wait that an answer asks for, in each form that is used: an HTTP date and whole seconds (RFC
 * 9110, section 10.2.3), fractions of seconds (Microsoft Graph), {@code 13s} (ZPA) and {@code 0
 * seconds} (ZIA).
 */
public final class RetryAfter {

  private static final Pattern AMOUNT =
      Pattern.compile(
          "(\\+?\\d{1,9}(?:\\.\\d{1,9})?)\\s*"
              + "(ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?)?",
          Pattern.CASE_INSENSITIVE);

  private RetryAfter() {}

  /**
   * Reads the wait.
   *
   * @param text the value of the header {@code Retry-After} or of its equivalent
   * @param clock the clock, to convert a date to a wait
   * @return at least zero; null if there is no valid value
   */
  public static @Nullable Duration parse(@Nullable String text, Clock clock) {
    Duration wait = text == null ? null : amountOrDate(text.strip(), clock);
    return wait == null || !wait.isNegative() ? wait : Duration.ZERO;
  }

  private static @Nullable Duration amountOrDate(String text, Clock clock) {
    Matcher amount = AMOUNT.matcher(text);
    if (amount.matches()) {
      String unit = amount.group(2) == null ? "s" : amount.group(2).toLowerCase(Locale.ROOT);
      long milliseconds =
          unit.startsWith("ms") || unit.startsWith("milli")
              ? 1
              : unit.startsWith("s") ? 1_000 : 60_000;
      return Duration.ofMillis(
          new BigDecimal(amount.group(1)).multiply(BigDecimal.valueOf(milliseconds)).longValue());
    }
    try {
      ZonedDateTime date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
      return Duration.between(clock.instant(), date.toInstant());
    } catch (DateTimeException neither) {
      return null;
    }
  }
}
