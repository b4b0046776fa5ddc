package org.entrazscaler.expression.function;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The units of date functions, with the letters of Visual Basic. */
enum Interval {
  YEAR("yyyy", ChronoUnit.YEARS),
  MONTH("m", ChronoUnit.MONTHS),
  DAY("d", ChronoUnit.DAYS),
  WEEK("ww", ChronoUnit.WEEKS),
  HOUR("h", ChronoUnit.HOURS),
  MINUTE("n", ChronoUnit.MINUTES),
  SECOND("s", ChronoUnit.SECONDS);

  static final String EXPECTED =
      "expected yyyy (years), m (months), d (days), ww (weeks), h (hours), n (minutes) or s"
          + " (seconds)";

  private static final Map<String, Interval> BY_LETTERS = new TreeMap<>();

  static {
    for (Interval interval : values()) {
      BY_LETTERS.put(interval.letters, interval);
    }
  }

  private final String letters;
  private final ChronoUnit unit;

  Interval(String letters, ChronoUnit unit) {
    this.letters = letters;
    this.unit = unit;
  }

  /** Adds to a date; if the month is too short, the result is its last day. */
  LocalDateTime add(LocalDateTime date, long value) {
    return date.plus(value, unit);
  }

  /**
   * The difference as in Visual Basic's {@code DateDiff}: years and months by their numbers, weeks
   * by the Sundays in between, smaller units by the elapsed time, truncated.
   */
  long between(LocalDateTime first, LocalDateTime second) {
    return switch (this) {
      case YEAR -> second.getYear() - (long) first.getYear();
      case MONTH ->
          (second.getYear() - first.getYear()) * 12L
              + second.getMonthValue()
              - first.getMonthValue();
      case WEEK -> ChronoUnit.DAYS.between(sunday(first), sunday(second)) / 7;
      case DAY, HOUR, MINUTE, SECOND -> {
        Duration passed = Duration.between(first, second);
        // Duration rounds its seconds down, but DateDiff rounds toward zero.
        long seconds = passed.isNegative() ? -passed.negated().getSeconds() : passed.getSeconds();
        yield seconds / unit.getDuration().getSeconds();
      }
    };
  }

  private static LocalDate sunday(LocalDateTime date) {
    return date.toLocalDate().minusDays(date.getDayOfWeek().getValue() % 7);
  }

  /** The interval of a call, its first argument; a literal is looked up once. */
  static Function<Call, Interval> of(CallSite site) {
    Object literal = site.literal(0);
    if (literal == null) {
      return call -> {
        String letters = call.text(0);
        Interval interval = named(letters);
        if (interval == null) {
          throw call.failure(
              (letters == null ? "null" : Values.quoted(letters))
                  + " is not an interval; "
                  + EXPECTED);
        }
        return interval;
      };
    }
    Interval interval = named(Values.text(literal));
    if (interval == null) {
      site.error(0, "`" + literal + "` is not an interval: " + EXPECTED);
      return call -> DAY;
    }
    return call -> interval;
  }

  private static @Nullable Interval named(@Nullable String letters) {
    return letters == null ? null : BY_LETTERS.get(letters);
  }
}
