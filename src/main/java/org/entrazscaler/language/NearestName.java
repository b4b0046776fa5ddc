package org.entrazscaler.language;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds the known name that was probably meant. */
public final class NearestName {

  private NearestName() {}

  /**
   * The known name that is nearest to an unknown one. It may differ in letter case, and by a few
   * edits: one in a name of up to four characters, two in one of up to eight, and in a longer name
   * a third of its length.
   *
   * @param name the unknown name
   * @param known the known names
   * @return the nearest name, the first of several; null if none is near enough
   */
  public static @Nullable String among(String name, Collection<String> known) {
    String nearest = null;
    int allowed = name.length() <= 4 ? 1 : Math.max(2, name.length() / 3);
    int best = allowed + 1;
    for (String candidate : known) {
      if (candidate.equalsIgnoreCase(name)) {
        return candidate;
      }
      if (Math.abs(candidate.length() - name.length()) <= allowed) {
        int distance = distance(name, candidate);
        if (distance < best) {
          best = distance;
          nearest = candidate;
        }
      }
    }
    return nearest;
  }

  /**
   * The end of a message that suggests the nearest name.
   *
   * @param name the unknown name
   * @param known the known names
   * @return {@code ": did you mean `Name`?"}, or "" if none is near enough
   */
  public static String hint(String name, Collection<String> known) {
    String nearest = among(name, known);
    return nearest == null ? "" : ": did you mean `" + nearest + "`?";
  }

  /**
   * The distance of two names, ignoring letter case: optimal string alignment, that is,
   * Levenshtein's distance in which a swap of neighbours counts as one edit.
   *
   * @param left one name
   * @param right the other
   * @return the number of edits
   */
  public static int distance(String left, String right) {
    char[] from = inLowerCase(left);
    char[] to = inLowerCase(right);
    int[] beforeLast = new int[to.length + 1];
    int[] last = new int[to.length + 1];
    int[] current = new int[to.length + 1];
    for (int j = 0; j <= to.length; j++) {
      last[j] = j;
    }
    for (int i = 1; i <= from.length; i++) {
      current[0] = i;
      for (int j = 1; j <= to.length; j++) {
        char a = from[i - 1];
        char b = to[j - 1];
        int value = Math.min(Math.min(last[j], current[j - 1]) + 1, last[j - 1] + (a == b ? 0 : 1));
        if (i > 1 && j > 1 && a == to[j - 2] && b == from[i - 2]) {
          value = Math.min(value, beforeLast[j - 2] + 1);
        }
        current[j] = value;
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = current;
      current = free;
    }
    return last[to.length];
  }

  private static char[] inLowerCase(String name) {
    char[] letters = name.toCharArray();
    for (int at = 0; at < letters.length; at++) {
      letters[at] = Character.toLowerCase(letters[at]);
    }
    return letters;
  }
}
