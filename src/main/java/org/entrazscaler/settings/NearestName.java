package org.entrazscaler.settings;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the known name that was probably meant. */
final class NearestName {

  private NearestName() {}

  /**
   * The known name with the fewest edits to what was written.
   *
   * @return null if none is near: more than a third of the letters would have to change
   */
  static @Nullable String of(String written, Collection<String> known) {
    String nearest = null;
    int fewest = Math.max(1, written.length() / 3) + 1;
    for (String name : known) {
      int edits = edits(written.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (edits < fewest) {
        fewest = edits;
        nearest = name;
      }
    }
    return nearest;
  }

  /** The end of a sentence that names the nearest, empty if none is near. */
  static String hint(String written, Collection<String> known) {
    String nearest = of(written, known);
    return nearest == null ? "" : "; did you mean " + nearest + "?";
  }

  /** Levenshtein's distance. */
  static int edits(String one, String other) {
    int[] previous = new int[other.length() + 1];
    int[] current = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        current[j] = Math.min(previous[j - 1] + change, Math.min(previous[j], current[j - 1]) + 1);
      }
      int[] swap = previous;
      previous = current;
      current = swap;
    }
    return previous[other.length()];
  }
}
