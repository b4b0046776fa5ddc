package org.entrazscaler.expression.dotnet;

import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression in .NET's dialect. Immutable, for any number of threads.
 *
 * <p>It is translated into Java's dialect. What has no equal there is refused when it is compiled:
 * balancing groups, conditionals, group names used twice, groups named by a number, look-behinds
 * without an upper bound. What remains different: a character outside the basic plane is one
 * character for {@code .} here and two in .NET.
 *
 * <p>Matching ends with an error when it takes too long.
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
   * Reads a pattern.
   *
   * @param text the pattern as .NET takes it
   * @return the compiled pattern
   * @throws DotNetPatternException when .NET would refuse it or it cannot be translated; the
   *     message begins with what is wrong and names the place
   */
  public static DotNetPattern compile(String text) {
    TranslatedPattern translated = new PatternTranslator(text).translate();
    try {
      return new DotNetPattern(translated, Pattern.compile(translated.java()));
    } catch (PatternSyntaxException e) {
      throw new DotNetPatternException("cannot be translated to Java: " + e.getDescription());
    } catch (StackOverflowError e) {
      throw new DotNetPatternException("is nested too deep");
    }
  }

  /**
   * Whether the pattern is found anywhere in a text: {@code Regex.IsMatch}.
   *
   * @param text any text
   * @return true when it is
   * @throws DotNetPatternException when it takes too long
   */
  public boolean isFoundIn(String text) {
    return guarded(text, () -> matcher(text).find());
  }

  /**
   * Whether there is a group of this name, or of this number.
   *
   * @param group .NET's name for it; a number for an unnamed one
   * @return true when there is
   */
  public boolean hasGroup(String group) {
    return translated.group(group) >= 0;
  }

  /**
   * What a group holds in the first place where the pattern is found.
   *
   * @param text any text
   * @param group the name of an existing group
   * @return null when the pattern is not found or the group has no part in it
   * @throws DotNetPatternException when it takes too long
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
   * Replaces every place where the pattern is found: {@code Regex.Replace}.
   *
   * @param text any text
   * @param replacement made for this pattern by {@link #replacement}
   * @param maximumLength characters that the result may have
   * @return the new text
   * @throws DotNetPatternException when it takes too long or the result is too long
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
   * Replaces what one group holds in every place where the pattern is found.
   *
   * @param text any text
   * @param group the name of an existing group
   * @param value what takes its place, taken literally
   * @param maximumLength characters that the result may have
   * @return the new text
   * @throws DotNetPatternException when it takes too long or the result is too long
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
            // A look-behind may capture what an earlier place has already replaced.
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
   * Reads a replacement text, in which {@code $1}, <code>${name}</code>, {@code $&} and their kin
   * stand for parts of the match.
   *
   * @param text the replacement as .NET takes it; what names no group stays as it is
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
