package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code NormalizeDiacritics}, with the published table. A letter with its marks is one character,
 * composed or not. Characters that are not in the table ({@code đ}, {@code ŕ}, {@code œ}) stay
 * unchanged, because the page has a complete list.
 */
final class NormalizeDiacritics extends TextFunction {

  /** The result, then its lower-case characters; the upper-case ones follow from them. */
  private static final String[] ROWS = {
    "a", "ä à â ã å á ą ă ā ā́ ā̀ ā̂ ā̃ ǟ ā̈ ǡ a̱ å̄",
    "ae", "æ ǣ",
    "c", "ç č ć c̄ c̱",
    "d", "ď d̄ ḏ",
    "e", "ë è é ê ę ě ė ē ḗ ḕ ē̂ ē̃ ê̄ e̱ ë̄ e̊̄",
    "g", "ğ ḡ g̱",
    "i", "ï î ì í ı ī ī́ ī̀ ī̂ ī̃ i̱",
    "l", "ľ ł l̄ ḹ ḻ",
    "n", "ñ ń ň n̄ ṉ",
    "o", "ö ò ő õ ô ó ō ṓ ṑ ō̂ ō̃ ȫ ō̈ ǭ ȭ ȱ o̱",
    "oe", "ø ø̄ œ̄",
    "r", "ř r̄ ṟ ṝ",
    "ss", "ß",
    "s", "š ś ș ş s̄ s̱",
    "t", "ť ț t̄ ṯ",
    "u", "ü ù û ú ů ű ū ū́ ū̀ ū̂ ū̃ u̇̄ ǖ ṻ ṳ̄ u̱",
    "y", "ÿ ý ȳ ȳ́ ȳ̀ ȳ̃ y̱",
    "z", "ź ž ż z̄ ẕ"
  };

  private static final Map<String, String> TABLE = table();

  /** UTF-16 units of the longest character in the table, decomposed or not, with some to spare. */
  private static final int LONGEST = 6;

  NormalizeDiacritics() {
    super(
        Signature.of(
            "NormalizeDiacritics",
            ValueType.TEXT,
            "The source, with plain characters instead of the accented characters of the"
                + " published table.",
            required("source", ValueType.TEXT)));
  }

  @Override
  @Nullable String apply(String source, Call call) {
    StringBuilder result = new StringBuilder(source.length());
    int begin = 0;
    while (begin < source.length()) {
      int end = begin + Character.charCount(source.codePointAt(begin));
      boolean plain = source.charAt(begin) < 128;
      while (end < source.length() && isMark(source.codePointAt(end))) {
        end += Character.charCount(source.codePointAt(end));
        plain = false;
      }
      String character = source.substring(begin, end);
      result.append(
          plain || end - begin > LONGEST
              ? character
              : TABLE.getOrDefault(
                  Normalizer.normalize(character, Normalizer.Form.NFD), character));
      begin = end;
    }
    return result.toString();
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }

  private static Map<String, String> table() {
    Map<String, String> table = new HashMap<>();
    for (int i = 0; i < ROWS.length; i += 2) {
      String result = ROWS[i];
      for (String character : List.of(ROWS[i + 1].split(" "))) {
        String decomposed = Normalizer.normalize(character, Normalizer.Form.NFD);
        table.put(decomposed, result);
        if (!character.equals("ß") && !character.equals("ı")) {
          table.put(upperCase(decomposed), result.toUpperCase(Locale.ROOT));
        }
      }
    }
    table.put(Normalizer.normalize("İ", Normalizer.Form.NFD), "I");
    return Map.copyOf(table);
  }

  private static String upperCase(String text) {
    return text.codePoints()
        .map(Character::toUpperCase)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }
}
