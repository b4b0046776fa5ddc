package org.entrazscaler.expression.dotnet;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * .NET's {@code DateTimeStyles}: how a text is read by a format. Immutable.
 *
 * @param styles what applies
 */
public record DateParseStyles(Set<Style> styles) {

  /** One style; the names are .NET's. */
  public enum Style {
    /** Blanks before the date are skipped. */
    AllowLeadingWhite,
    /** Blanks after the date are skipped. */
    AllowTrailingWhite,
    /** Blanks between the parts of the date are skipped. */
    AllowInnerWhite,
    /** A text with a time only means the first day of the year 1, not today. */
    NoCurrentDateDefault,
    /** The result is UTC. */
    AdjustToUniversal,
    /** Without an offset local time is meant, which is UTC where Entra runs. */
    AssumeLocal,
    /** Without an offset UTC is meant. */
    AssumeUniversal,
    /** Whether an offset was there is kept. */
    RoundtripKind
  }

  /** What {@code FormatDateTime} uses when none are given, as its page says. */
  public static final DateParseStyles DEFAULT =
      new DateParseStyles(
          EnumSet.of(Style.RoundtripKind, Style.AllowLeadingWhite, Style.AllowTrailingWhite));

  /** Copies the set. */
  public DateParseStyles {
    styles = Set.copyOf(styles);
  }

  /**
   * Reads names separated by commas, bars or blanks, each with or without {@code DateTimeStyles.}.
   *
   * @param text the names; {@code None} and {@code AllowWhiteSpaces} as well
   * @return the styles
   * @throws DateFormatException when a name is unknown or two exclude each other
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
          "of AssumeLocal, AssumeUniversal and RoundtripKind only one is possible, and RoundtripKind"
              + " not with AdjustToUniversal");
    }
    return result;
  }

  boolean has(Style style) {
    return styles.contains(style);
  }
}
