package org.entrazscaler.expression.dotnet;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * .NET's {@code DateTimeStyles}: how a text is parsed. Immutable.
 *
 * @param styles the styles
 */
public record DateParseStyles(Set<Style> styles) {

  /** One style; the names are .NET's. */
  enum Style {
    /** White space before the date is skipped. */
    AllowLeadingWhite,
    /** White space after the date is skipped. */
    AllowTrailingWhite,
    /** White space between the parts of the date is skipped. */
    AllowInnerWhite,
    /** A text with only a time gets the first day of the year 1, not today. */
    NoCurrentDateDefault,
    /** The result is UTC. */
    AdjustToUniversal,
    /** Without an offset, the time is local, which is UTC where Entra runs. */
    AssumeLocal,
    /** Without an offset, the time is UTC. */
    AssumeUniversal,
    /** The kind of the date (UTC, local or unspecified) is kept. */
    RoundtripKind
  }

  /** The styles of {@code FormatDateTime} if none are given, as its page says. */
  public static final DateParseStyles DEFAULT =
      new DateParseStyles(
          EnumSet.of(Style.RoundtripKind, Style.AllowLeadingWhite, Style.AllowTrailingWhite));

  /** Copies the set. */
  public DateParseStyles {
    styles = Set.copyOf(styles);
  }

  /**
   * Parses names separated by commas, bars or white space, each with or without {@code
   * DateTimeStyles.}.
   *
   * @param text the names, including {@code None} and {@code AllowWhiteSpaces}
   * @return the styles
   * @throws DateFormatException if a name is unknown or two styles exclude each other
   */
  public static DateParseStyles of(String text) {
    Set<Style> styles = EnumSet.noneOf(Style.class);
    for (String written : text.split("[,|\\s]+")) {
      String name = written.replaceFirst("^DateTimeStyles\\.", "");
      if (name.equals("AllowWhiteSpaces")) {
        styles.addAll(
            List.of(Style.AllowLeadingWhite, Style.AllowTrailingWhite, Style.AllowInnerWhite));
      } else if (!name.isEmpty() && !name.equals("None")) {
        styles.add(
            Stream.of(Style.values())
                .filter(style -> style.name().equals(name))
                .findFirst()
                .orElseThrow(
                    () ->
                        new DateFormatException(
                            "`"
                                + name
                                + "` is none of None, AllowWhiteSpaces, "
                                + String.join(
                                    ", ", Stream.of(Style.values()).map(Style::name).toList()))));
      }
    }
    DateParseStyles result = new DateParseStyles(styles);
    if (result.has(Style.AssumeLocal) && result.has(Style.AssumeUniversal)
        || result.has(Style.RoundtripKind)
            && (result.has(Style.AssumeLocal)
                || result.has(Style.AssumeUniversal)
                || result.has(Style.AdjustToUniversal))) {
      throw new DateFormatException(
          "of AssumeLocal, AssumeUniversal and RoundtripKind only one is possible, and"
              + " RoundtripKind not with AdjustToUniversal");
    }
    return result;
  }

  boolean has(Style style) {
    return styles.contains(style);
  }
}
