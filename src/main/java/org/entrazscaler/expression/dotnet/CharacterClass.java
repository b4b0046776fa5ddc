package org.entrazscaler.expression.dotnet;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** .NET's named character classes in Java's syntax, for use inside and outside brackets. */
final class CharacterClass {

  static final String DIGIT = "\\p{Nd}";
  static final String WORD = "\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}";
  static final String SPACE = "\\f\\n\\r\\t\\x0B\\x85\\p{Z}";

  /** The word characters of {@code \b}, which include the joiners. */
  static final String BOUNDARY_WORD = "[" + WORD + "\\u200C\\u200D]";

  private static final Set<String> CATEGORIES =
      Set.of(
          "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P",
          "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "S", "Sm", "Sc", "Sk", "So", "Z", "Zs", "Zl",
          "Zp", "C", "Cc", "Cf", "Cs", "Co", "Cn");

  private CharacterClass() {}

  /** The members of {@code \d}, {@code \w}, {@code \s} for use in brackets; null for others. */
  static @Nullable String members(char letter) {
    return switch (letter) {
      case 'd', 'D' -> DIGIT;
      case 'w', 'W' -> WORD;
      case 's', 'S' -> SPACE;
      default -> null;
    };
  }

  /** A Unicode category or block by .NET's name, in Java's syntax; null if there is none. */
  static @Nullable String category(String name, boolean negated) {
    String begin = negated ? "\\P{" : "\\p{";
    if (CATEGORIES.contains(name)) {
      return begin + name + "}";
    }
    if (name.startsWith("Is") && name.length() > 2) {
      try {
        Character.UnicodeBlock.forName(name.substring(2));
        return begin + "In" + name.substring(2) + "}";
      } catch (IllegalArgumentException e) {
        return null;
      }
    }
    return null;
  }

  /** One character as a literal, for use inside and outside brackets. */
  static String literal(int character) {
    if (character < 128 && !Character.isLetterOrDigit(character)) {
      return String.format(Locale.ROOT, "\\x%02X", character);
    }
    if (character < 0x10000 && Character.isSurrogate((char) character)) {
      return String.format(Locale.ROOT, "\\u%04X", character);
    }
    return Character.toString(character);
  }
}
