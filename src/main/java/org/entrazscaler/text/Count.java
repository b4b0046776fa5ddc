package org.entrazscaler.text;

/** A number with its noun in the singular or the plural. */
public final class Count {

  private Count() {}

  /**
   * A number of things whose plural ends with an s.
   *
   * @param noun in the singular
   * @return such as {@code 1 member} or {@code 2 members}
   */
  public static String of(long number, String noun) {
    return of(number, noun, noun + "s");
  }

  /**
   * A number of things.
   *
   * @return the number, and the singular if it is 1, otherwise the plural
   */
  public static String of(long number, String singular, String plural) {
    return number + " " + (number == 1 ? singular : plural);
  }
}
