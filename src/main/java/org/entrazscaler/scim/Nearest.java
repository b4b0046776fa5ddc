package org.entrazscaler.scim;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the known name that a person probably meant. */
final class Nearest {

  private Nearest() {}

  /** The known name with the fewest differing letters, or null if none is near. */
  static @Nullable String of(String written, Collection<String> known) {
    String best = null;
    int fewest = written.length() / 3 + 2;
    for (String name : known) {
      int distance = distance(written.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (distance < fewest) {
        fewest = distance;
        best = name;
      }
    }
    return best;
  }

  /** The number of letters to insert, drop or change (Levenshtein). */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int column = 0; column < row.length; column++) {
      row[column] = column;
    }
    for (int line = 1; line <= from.length(); line++) {
      int diagonal = row[0];
      row[0] = line;
      for (int column = 1; column < row.length; column++) {
        int change = diagonal + (from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1);
        diagonal = row[column];
        row[column] = Math.min(change, Math.min(row[column], row[column - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
