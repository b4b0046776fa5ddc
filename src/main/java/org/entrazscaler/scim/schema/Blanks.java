package org.entrazscaler.scim.schema;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How servers change white space in a text: some remove it at the ends, some replace several blanks
 * by one. The changed form is shorter than the text, never longer.
 */
public final class Blanks {

  private static final String BLANK = "[\\s\\p{Z}]";
  private static final Pattern LEADING = Pattern.compile("^" + BLANK + "+");
  private static final Pattern TRAILING = Pattern.compile(BLANK + "+$");
  private static final Pattern SEVERAL = Pattern.compile(BLANK + "+");
  private static final Pattern NO_BLANKS = Pattern.compile("[^\\s\\p{Z}]+");

  private Blanks() {}

  /**
   * The forms in which a server may store a text.
   *
   * @param text the text that was sent
   * @return the text itself first; it is the only form if it has no blanks that a server could
   *     remove
   */
  public static Set<String> forms(String text) {
    String ended = TRAILING.matcher(text).replaceFirst("");
    String begun = LEADING.matcher(text).replaceFirst("");
    String both = TRAILING.matcher(begun).replaceFirst("");
    Set<String> forms = new LinkedHashSet<>();
    forms.add(text);
    forms.add(both);
    forms.add(ended);
    forms.add(begun);
    Set.copyOf(forms).forEach(form -> forms.add(single(form)));
    return forms;
  }

  /**
   * The shortest form, to compare texts that differ only in blanks.
   *
   * @param text any text
   * @return the text without blanks at its ends, and with one blank instead of several
   */
  public static String shortest(String text) {
    return single(TRAILING.matcher(LEADING.matcher(text).replaceFirst("")).replaceFirst(""));
  }

  /**
   * Whether a server may have stored a text in another form. The two texts differ only in blanks.
   *
   * @param stored the text that the server shows
   * @param sent the text that was sent
   * @return false if the stored text has more blanks than the sent text anywhere
   */
  static boolean isStoredForm(String stored, String sent) {
    List<Integer> remaining = runs(stored);
    List<Integer> all = runs(sent);
    if (remaining.size() != all.size()) {
      return false;
    }
    for (int i = 0; i < remaining.size(); i++) {
      if (remaining.get(i) > all.get(i)) {
        return false;
      }
    }
    return true;
  }

  /** The numbers of blanks before the first word, between the words, and after the last word. */
  private static List<Integer> runs(String text) {
    List<Integer> runs = new ArrayList<>();
    for (String blanks : NO_BLANKS.split(text, -1)) {
      runs.add(blanks.length());
    }
    return runs;
  }

  private static String single(String text) {
    return SEVERAL.matcher(text).replaceAll(" ");
  }
}
