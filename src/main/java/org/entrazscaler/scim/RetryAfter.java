package org.entrazscaler.scim;

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
 * The pause that an answer asks for, in each form that Zscaler's interfaces use: whole and
 * fractional seconds, {@code 13s} (ZPA), {@code 0 seconds} (ZIA), and an HTTP date (RFC 9110,
 * section 10.2.3).
 *
 * @param slot the shortest pause
 * @param clock tells how far away a date is
 */
record RetryAfter(Duration slot, Clock clock) {

  private static final Pattern AMOUNT =
      Pattern.compile(
          "([+-]?\\d{1,9}(?:\\.\\d{1,9})?)\\s*"
              + "(ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?)?",
          Pattern.CASE_INSENSITIVE);

  /** Nobody waits longer for one answer; a longer one is an error of the server. */
  private static final Duration LONGEST = Duration.ofHours(1);

  /** The pause, at least one slot and at most an hour; null if the text asks for none. */
  @Nullable Duration read(@Nullable String text) {
    Duration asked = text == null ? null : parse(text.strip());
    if (asked == null) {
      return null;
    }
    return asked.compareTo(slot) < 0 ? slot : asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
  }

  private @Nullable Duration parse(String text) {
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
