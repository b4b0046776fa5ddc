package org.entrazscaler.graph;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Headers of an answer, looked up whatever their case. */
public final class AnswerHeaders {

  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

  private AnswerHeaders() {}

  /**
   * How long to wait (RFC 9110 section 10.2.3; Microsoft Graph also sends fractions of seconds).
   *
   * @param headers of the answer
   * @param clock against which a date is read
   * @return at least zero, or null when the header is absent or no such value
   */
  public static @Nullable Duration retryAfter(Map<String, ?> headers, Clock clock) {
    String value = value(headers, "Retry-After");
    if (value == null) {
      return null;
    }
    if (SECONDS.matcher(value).matches()) {
      return Duration.ofMillis(new BigDecimal(value).movePointRight(3).longValue());
    }
    try {
      Instant until = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value));
      Duration left = Duration.between(clock.instant(), until);
      return left.isNegative() ? Duration.ZERO : left;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** The first value of a header, or null. */
  public static @Nullable String value(Map<String, ?> headers, String name) {
    for (Map.Entry<String, ?> header : headers.entrySet()) {
      if (name.equalsIgnoreCase(header.getKey())) {
        Object value = header.getValue();
        if (value instanceof Collection<?> several) {
          value = several.isEmpty() ? null : several.iterator().next();
        }
        return value == null || value.toString().isBlank() ? null : value.toString().strip();
      }
    }
    return null;
  }
}
