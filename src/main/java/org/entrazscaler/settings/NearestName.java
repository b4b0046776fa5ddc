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

  /** Letters to insert, drop, change or swap with the next: optimal string alignment. */
  static int edits(String one, String other) {
    int[][] table = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      table[i][0] = i;
    }
    for (int j = 0; j <= other.length(); j++) {
      table[0][j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      for (int j = 1; j <= other.length(); j++) {
        boolean same = one.charAt(i - 1) == other.charAt(j - 1);
        int change = table[i - 1][j - 1] + (same ? 0 : 1);
        table[i][j] = Math.min(change, Math.min(table[i - 1][j], table[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1)) {
          table[i][j] = Math.min(table[i][j], table[i - 2][j - 2] + 1);
        }
      }
    }
    return table[one.length()][other.length()];
  }
}
