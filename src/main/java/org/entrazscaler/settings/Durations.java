package org.entrazscaler.settings;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as text: {@code 90d}, {@code 12h}, {@code 30m}, {@code 45s}. */
public final class Durations {

  /** The form of a duration, for messages. */
  public static final String EXPECTED = "a number and a unit (s, m, h, d), such as 90d or 12h";

  private static final Pattern FORM = Pattern.compile("(\\d{1,9})([smhd])");

  private Durations() {}

  /**
   * Parses a duration.
   *
   * @param text a whole number and one of {@code s}, {@code m}, {@code h}, {@code d}
   * @return more than zero
   * @throws IllegalArgumentException if the text has another form or is zero; the message says what
   *     is expected
   */
  public static Duration parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("expected " + EXPECTED);
    }
    long amount = Long.parseLong(matcher.group(1));
    if (amount == 0) {
      throw new IllegalArgumentException("expected more than zero");
    }
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
