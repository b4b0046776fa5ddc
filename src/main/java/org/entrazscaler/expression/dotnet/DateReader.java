package org.entrazscaler.expression.dotnet;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import org.entrazscaler.expression.dotnet.DateFormat.Part;
import org.entrazscaler.expression.dotnet.DateParseStyles.Style;
import org.entrazscaler.expression.dotnet.DotNetDateTime.Kind;
import org.jspecify.annotations.Nullable;

/** Parses one date by a format, like .NET's {@code DateTime.ParseExact}. For one use. */
final class DateReader {

  private static final int NONE = -1;

  /** Two-digit years up to this one belong to this century. */
  private static final int LAST_SHORT_YEAR = 49;

  private final String text;
  private final DateParseStyles styles;
  private final LocalDateTime now;
  private int position;

  private int year = NONE;
  private int month = NONE;
  private int day = NONE;
  private int dayOfWeek = NONE;
  private int hour = NONE;
  private int halfHour = NONE;
  private int half = NONE;
  private int minute = NONE;
  private int second = NONE;
  private int nanosecond = NONE;
  private int offset;
  private Kind kind = Kind.UNSPECIFIED;

  DateReader(String text, DateParseStyles styles, LocalDateTime now) {
    this.text = text;
    this.styles = styles;
    this.now = now;
  }

  @Nullable DotNetDateTime read(List<Part> parts) {
    if (styles.has(Style.AllowLeadingWhite)) {
      skipBlanks();
    }
    for (int i = 0; i < parts.size(); i++) {
      if (styles.has(Style.AllowInnerWhite)) {
        skipBlanks();
      }
      Part part = parts.get(i);
      boolean pointOfFraction =
          part.literal().equals(".") && i + 1 < parts.size() && parts.get(i + 1).specifier() == 'F';
      if (pointOfFraction && !text.startsWith(".", position)) {
        i++;
      } else if (!read(part)) {
        return null;
      }
    }
    if (styles.has(Style.AllowTrailingWhite)) {
      skipBlanks();
    }
    if (position < text.length()) {
      return null;
    }
    try {
      return result();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private void skipBlanks() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }

  private boolean read(Part part) {
    int length = part.length();
    return switch (part.specifier()) {
      case 'y' -> (year = same(year, readYear(length))) >= 0;
      case 'M' -> (month = same(month, length <= 2 ? number(length) : name(length, 12))) >= 0;
      case 'd' ->
          length <= 2
              ? (day = same(day, number(length))) >= 0
              : (dayOfWeek = same(dayOfWeek, name(length, 7))) >= 0;
      case 'H' -> (hour = same(hour, number(length))) >= 0;
      case 'h' -> (halfHour = same(halfHour, number(length))) >= 0;
      case 'm' -> (minute = same(minute, number(length))) >= 0;
      case 's' -> (second = same(second, number(length))) >= 0;
      case 't' -> (half = same(half, readHalf(length))) >= 0;
      case 'f', 'F' -> (nanosecond = same(nanosecond, readFraction(part))) >= 0;
      case 'g' -> literal("A.D.");
      case 'z' -> readOffset(length);
      case 'K' -> readKind();
      case 'Z' -> literal("Z") && zone(0, Kind.UTC);
      default -> literal(part.literal());
    };
  }

  /** A part may occur twice, but then with the same value. */
  private static int same(int known, int read) {
    return known == NONE || known == read ? read : NONE;
  }

  private boolean literal(String expected) {
    if (!text.startsWith(expected, position)) {
      return false;
    }
    position += expected.length();
    return true;
  }

  /**
   * Reads one or two digits for one letter, and exactly two for more letters; -1 if they are
   * missing.
   */
  private int number(int letters) {
    return letters == 1 ? digits(1, 2) : digits(2, 2);
  }

  private int digits(int least, int most) {
    int end = position;
    while (end < text.length()
        && end - position < most
        && text.charAt(end) >= '0'
        && text.charAt(end) <= '9') {
      end++;
    }
    if (end - position < least || end == position) {
      return NONE;
    }
    int value = Integer.parseInt(text.substring(position, end));
    position = end;
    return value;
  }

  private int readYear(int letters) {
    if (letters > 2) {
      return digits(letters, Math.min(letters, 9));
    }
    int shortYear = number(letters);
    return shortYear < 0 ? NONE : shortYear + (shortYear <= LAST_SHORT_YEAR ? 2000 : 1900);
  }

  /** The 1-based number of a month or a day of the week by its name; Monday is 1. */
  private int name(int letters, int count) {
    TextStyle style = letters == 3 ? TextStyle.SHORT : TextStyle.FULL;
    for (int i = 1; i <= count; i++) {
      String name =
          count == 12
              ? Month.of(i).getDisplayName(style, Locale.ENGLISH)
              : DayOfWeek.of(i).getDisplayName(style, Locale.ENGLISH);
      if (text.regionMatches(true, position, name, 0, name.length())) {
        position += name.length();
        return i;
      }
    }
    return NONE;
  }

  private int readHalf(int letters) {
    for (int i = 0; i < 2; i++) {
      String name = (i == 0 ? "AM" : "PM").substring(0, Math.min(2, letters));
      if (text.regionMatches(true, position, name, 0, name.length())) {
        position += name.length();
        return i;
      }
    }
    return NONE;
  }

  private int readFraction(Part part) {
    int begin = position;
    boolean optional = part.specifier() == 'F';
    int value = digits(optional ? 1 : part.length(), part.length());
    if (value < 0) {
      return optional ? 0 : NONE;
    }
    for (int i = position - begin; i < 9; i++) {
      value *= 10;
    }
    return value;
  }

  private boolean readKind() {
    if (position < text.length() && "+-".indexOf(text.charAt(position)) >= 0) {
      return readOffset(3);
    }
    return !literal("Z") || zone(0, Kind.UTC);
  }

  private boolean readOffset(int letters) {
    int sign = literal("+") ? 1 : literal("-") ? -1 : 0;
    int hours = sign == 0 ? NONE : number(letters);
    int minutes = 0;
    if (letters > 2 && hours >= 0) {
      literal(":");
      minutes = digits(2, 2);
    }
    return hours >= 0
        && hours <= 14
        && minutes >= 0
        && minutes < 60
        && zone(sign * (hours * 60 + minutes), Kind.LOCAL);
  }

  private boolean zone(int minutes, Kind read) {
    if (kind != Kind.UNSPECIFIED) {
      return false;
    }
    offset = minutes;
    kind = read;
    return true;
  }

  private @Nullable DotNetDateTime result() {
    if (halfHour != NONE && (halfHour < 1 || halfHour > 12)) {
      return null;
    }
    LocalDateTime date = date();
    if (dayOfWeek != NONE && date.getDayOfWeek().getValue() != dayOfWeek) {
      return null;
    }
    LocalDateTime time =
        date.withHour(hourOfDay())
            .withMinute(Math.max(0, minute))
            .withSecond(Math.max(0, second))
            .withNano(Math.max(0, nanosecond));
    return new DotNetDateTime(DotNetDate.inRange(time.minusMinutes(offset)), resultKind());
  }

  private LocalDateTime date() {
    if (year == NONE && month == NONE && day == NONE) {
      return styles.has(Style.NoCurrentDateDefault)
          ? LocalDateTime.of(1, 1, 1, 0, 0)
          : now.toLocalDate().atStartOfDay();
    }
    return LocalDateTime.of(
        year == NONE ? now.getYear() : year,
        month == NONE ? 1 : month,
        day == NONE ? 1 : day,
        0,
        0);
  }

  private int hourOfDay() {
    int known = hour != NONE ? hour : halfHour != NONE ? halfHour % 12 : 0;
    return half == 1 && known < 12 ? known + 12 : known;
  }

  private Kind resultKind() {
    if (kind == Kind.UNSPECIFIED
        && !styles.has(Style.AssumeLocal)
        && !styles.has(Style.AssumeUniversal)) {
      return Kind.UNSPECIFIED;
    }
    if (styles.has(Style.AdjustToUniversal)) {
      return Kind.UTC;
    }
    return kind == Kind.UTC && styles.has(Style.RoundtripKind) ? Kind.UTC : Kind.LOCAL;
  }
}
