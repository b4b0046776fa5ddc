package org.entrazscaler.expression.dotnet;

import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression in .NET's syntax. Immutable and thread-safe.
 *
 * <p>It is translated to Java's syntax. Compilation refuses what has no equivalent there: balancing
 * groups, conditionals, duplicate group names, groups named by a number, look-behinds without an
 * upper bound. One difference remains: a character outside the basic plane is one character for
 * {@code .} here, and two in .NET.
 *
 * <p>Matching fails if it takes too long.
 */
public final class DotNetPattern {

  private static final long EMPTY_WORK = 100_000_000;

  private final TranslatedPattern translated;
  private final Pattern pattern;

  private DotNetPattern(TranslatedPattern translated, Pattern pattern) {
    this.translated = translated;
    this.pattern = pattern;
  }

  /**
   * Compiles a pattern.
   *
   * @param text the pattern in .NET's syntax
   * @return the compiled pattern
   * @throws DotNetPatternException if .NET would refuse it or it cannot be translated; the message
   *     says what is wrong and where
   */
  public static DotNetPattern compile(String text) {
    TranslatedPattern translated = new PatternTranslator(text).translate();
    try {
      return new DotNetPattern(translated, Pattern.compile(translated.java()));
    } catch (PatternSyntaxException e) {
      throw new DotNetPatternException("cannot be translated to Java: " + e.getDescription());
    } catch (StackOverflowError e) {
      throw new DotNetPatternException("is nested too deeply");
    }
  }

  /**
   * Whether a text contains a match: {@code Regex.IsMatch}.
   *
   * @param text any text
   * @return true if there is a match
   * @throws DotNetPatternException if it takes too long
   */
  public boolean isFoundIn(String text) {
    return guarded(text, () -> matcher(text).find());
  }

  /**
   * Whether the pattern has a group of this name or number.
   *
   * @param group .NET's name of the group; a number for an unnamed group
   * @return true if there is such a group
   */
  public boolean hasGroup(String group) {
    return translated.group(group) >= 0;
  }

  /**
   * The text of a group in the first match.
   *
   * @param text any text
   * @param group the name of an existing group
   * @return null if there is no match or the group is not part of it
   * @throws DotNetPatternException if it takes too long
   */
  public @Nullable String firstGroup(String text, String group) {
    return guarded(
        text,
        () -> {
          Matcher matcher = matcher(text);
          return matcher.find() ? matcher.group(translated.group(group)) : null;
        });
  }

  /**
   * Replaces every match: {@code Regex.Replace}.
   *
   * @param text any text
   * @param replacement created for this pattern by {@link #replacement}
   * @param maximumLength maximum number of characters of the result
   * @return the new text
   * @throws DotNetPatternException if it takes too long or the result is too long
   */
  public String replace(String text, Replacement replacement, int maximumLength) {
    return guarded(
        text,
        () -> {
          Matcher matcher = matcher(text);
          LimitedText result = limited(maximumLength);
          int end = 0;
          while (matcher.find()) {
            result.append(text, end, matcher.start());
            replacement.appendTo(result, text, matcher);
            end = matcher.end();
          }
          result.append(text, end, text.length());
          return result.toString();
        });
  }

  /**
   * Replaces one group in every match.
   *
   * @param text any text
   * @param group the name of an existing group
   * @param value the replacement, used literally
   * @param maximumLength maximum number of characters of the result
   * @return the new text
   * @throws DotNetPatternException if it takes too long or the result is too long
   */
  public String replaceGroup(String text, String group, String value, int maximumLength) {
    return guarded(
        text,
        () -> {
          Matcher matcher = matcher(text);
          int index = translated.group(group);
          LimitedText result = limited(maximumLength);
          int end = 0;
          while (matcher.find()) {
            // A look-behind may capture a part that an earlier match has already replaced.
            if (matcher.start(index) >= end) {
              result.append(text, end, matcher.start(index));
              result.append(value);
              end = matcher.end(index);
            }
          }
          result.append(text, end, text.length());
          return result.toString();
        });
  }

  /**
   * Compiles a replacement with .NET's substitutions, such as {@code $1}, <code>${name}</code> and
   * {@code $&}.
   *
   * @param text the replacement; a substitution that names no group is literal text
   * @return the replacement for this pattern
   */
  public Replacement replacement(String text) {
    return Replacement.of(text, translated);
  }

  private static LimitedText limited(int maximumLength) {
    return new LimitedText(
        maximumLength,
        () ->
            new DotNetPatternException(
                "would make a text longer than " + maximumLength + " characters"));
  }

  private Matcher matcher(String text) {
    return pattern.matcher(new BudgetedText(text));
  }

  private <T extends @Nullable Object> T guarded(String text, Supplier<T> matching) {
    if (text.length() * translated.emptyWork() > EMPTY_WORK) {
      throw BudgetedText.tooSlow();
    }
    try {
      return matching.get();
    } catch (StackOverflowError e) {
      throw new DotNetPatternException(
          "repeats a group too often for a text of " + text.length() + " characters");
    }
  }
}
