package org.entrazscaler.language;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds the known name that somebody probably meant. */
public final class NearestName {

  private NearestName() {}

  /**
   * The known name nearest to an unknown one: the same but for upper and lower case, or with few
   * characters added, left out, exchanged or swapped: one in a name of up to four characters, two
   * in one of up to eight, and a third of a longer one.
   *
   * @param name what was written
   * @param known the names that exist
   * @return the nearest, the first of several; null when none is near
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
   * The sentence part that proposes the nearest name.
   *
   * @param name what was written
   * @param known the names that exist
   * @return {@code ": did you mean `Name`?"}, or an empty text when none is near
   */
  public static String hint(String name, Collection<String> known) {
    String nearest = among(name, known);
    return nearest == null ? "" : ": did you mean `" + nearest + "`?";
  }

  /**
   * How far two names are apart, whatever the letter case: optimal string alignment, which is
   * Levenshtein's distance with a swap of neighbours counted as one.
   *
   * @param left one name
   * @param right the other
   * @return the number of edits
   */
  public static int distance(String left, String right) {
    int[] beforeLast = new int[right.length() + 1];
    int[] last = new int[right.length() + 1];
    int[] current = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        char a = Character.toLowerCase(left.charAt(i - 1));
        char b = Character.toLowerCase(right.charAt(j - 1));
        int value = Math.min(Math.min(last[j], current[j - 1]) + 1, last[j - 1] + (a == b ? 0 : 1));
        if (i > 1
            && j > 1
            && a == Character.toLowerCase(right.charAt(j - 2))
            && b == Character.toLowerCase(left.charAt(i - 2))) {
          value = Math.min(value, beforeLast[j - 2] + 1);
        }
        current[j] = value;
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = current;
      current = free;
    }
    return last[right.length()];
  }
}
