package org.entrazscaler.scim.schema;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a server makes of the blanks in a text that it is given: some cut those at the ends, some
 * take several in a row for one. Such a form is shorter than the text, never longer.
 */
public final class Blanks {

  private static final String BLANK = "[\\s\\p{Z}]";
  private static final Pattern LEADING = Pattern.compile("^" + BLANK + "+");
  private static final Pattern TRAILING = Pattern.compile(BLANK + "+$");
  private static final Pattern SEVERAL = Pattern.compile(BLANK + "+");
  private static final Pattern NO_BLANKS = Pattern.compile("[^\\s\\p{Z}]+");

  private Blanks() {}

  /**
   * The forms in which a server may keep a text.
   *
   * @param text what it is given
   * @return the text itself first; alone if it has no blanks that a server could take away
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
   * The shortest form, in which texts can be compared that differ in blanks alone.
   *
   * @param text any text
   * @return without blanks at its ends, and with one in the place of several
   */
  public static String shortest(String text) {
    return single(TRAILING.matcher(LEADING.matcher(text).replaceFirst("")).replaceFirst(""));
  }

  /**
   * Whether of two texts that differ in blanks alone the one can be what is left of the other.
   *
   * @param held what a server shows
   * @param given what it was given
   * @return false if anywhere it shows more blanks than it was given
   */
  static boolean isLeftOf(String held, String given) {
    List<Integer> left = runs(held);
    List<Integer> all = runs(given);
    if (left.size() != all.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (left.get(i) > all.get(i)) {
        return false;
      }
    }
    return true;
  }

  /** How many blanks there are before the first word, between two, and after the last. */
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
