package org.entrazscaler.expression.function;

import java.util.IllformedLocaleException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Upper and lower case as in .NET: every character becomes one character ({@code ß} stays {@code ß}
 * in upper case), the invariant culture does not change the dotless and the dotted i, and Turkish
 * and Azerbaijani have their own i. Immutable.
 */
final class LetterCase {

  /** The invariant culture. */
  public static final LetterCase INVARIANT = new LetterCase(true, false);

  private final boolean invariant;
  private final boolean turkic;

  private LetterCase(boolean invariant, boolean turkic) {
    this.invariant = invariant;
    this.turkic = turkic;
  }

  /**
   * The rules of a culture.
   *
   * @param name RFC 4646 name such as {@code tr-TR}; empty for the invariant culture
   * @return the rules, or null if this is not the name of a culture
   */
  public static @Nullable LetterCase of(String name) {
    if (name.isEmpty()) {
      return INVARIANT;
    }
    try {
      String language = new Locale.Builder().setLanguageTag(name).build().getLanguage();
      return new LetterCase(false, language.equals("tr") || language.equals("az"));
    } catch (IllformedLocaleException e) {
      return null;
    }
  }

  /**
   * Lower case.
   *
   * @param text any text
   * @return the text in lower case, with the same number of characters
   */
  public String lower(String text) {
    StringBuilder result = new StringBuilder(text.length());
    text.codePoints().map(this::lower).forEach(result::appendCodePoint);
    return result.toString();
  }

  /**
   * Upper case.
   *
   * @param text any text
   * @return the text in upper case, with the same number of characters
   */
  public String upper(String text) {
    StringBuilder result = new StringBuilder(text.length());
    text.codePoints().map(this::upper).forEach(result::appendCodePoint);
    return result.toString();
  }

  /**
   * Lower case of one character.
   *
   * @param character a code point
   * @return a code point
   */
  public int lower(int character) {
    if (character == 'İ') {
      return invariant ? 'İ' : 'i';
    }
    return turkic && character == 'I' ? 'ı' : Character.toLowerCase(character);
  }

  /**
   * Upper case of one character.
   *
   * @param character a code point
   * @return a code point
   */
  public int upper(int character) {
    if (character == 'ı') {
      return invariant ? 'ı' : 'I';
    }
    return turkic && character == 'i' ? 'İ' : Character.toUpperCase(character);
  }
}
