package org.entrazscaler.scim;

import java.util.Collection;
import org.entrazscaler.scim.schema.ScimPath;

/**
 * What is taken out of a resource when a value is cleared. Without its {@code value} an element of
 * a list would stay and say nothing (RFC 7644, section 3.5.2.2 removes the part alone), and the
 * next value would be added beside it. So the element goes when nothing of ours is left in it.
 */
public final class Removals {

  private static final String VALUE = "value";

  private Removals() {}

  /**
   * The place that is removed.
   *
   * @param cleared the place of which the value goes
   * @param left the places of which values of ours stay
   * @return the whole element that a filter chooses, or the whole attribute of which the {@code
   *     value} is the meaning, such as a manager; the place itself if another part of ours stays
   */
  public static ScimPath place(ScimPath cleared, Collection<ScimPath> left) {
    return takesElement(cleared, left) ? cleared.chosen() : cleared;
  }

  /**
   * Whether the element goes with a value of it.
   *
   * @param cleared the place of which the value goes
   * @param left the places of which values of ours stay
   * @return false if another part of ours stays in the element, or if there is no element
   */
  public static boolean takesElement(ScimPath cleared, Collection<ScimPath> left) {
    if (cleared.subAttribute() == null) {
      return false;
    }
    if (!cleared.conditions().isEmpty()) {
      return left.stream().noneMatch(path -> path.sharesValue(cleared) && !path.isChoosing());
    }
    ScimPath whole = cleared.wholeAttribute();
    return cleared.subAttribute().equals(VALUE)
        && left.stream().noneMatch(path -> path.wholeAttribute().equals(whole));
  }
}
