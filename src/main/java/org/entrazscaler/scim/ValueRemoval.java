package org.entrazscaler.scim;

import java.util.Collection;
import org.entrazscaler.scim.schema.ScimPath;

/**
 * The part of a resource that is removed when a value is cleared. RFC 7644, section 3.5.2.2,
 * removes only the sub-attribute, so that an element without {@code value} would stay in the list,
 * and the next value would be added beside it. So the whole element is removed if no other mapped
 * value is left in it.
 */
public final class ValueRemoval {

  private static final String VALUE = "value";

  private ValueRemoval() {}

  /**
   * The path to remove.
   *
   * @param cleared the path of the cleared value
   * @param remaining the paths of mapped values that stay
   * @return the whole element that the filter selects, or the whole attribute if its {@code value}
   *     is cleared, such as a manager; the path itself if another mapped value stays in it
   */
  public static ScimPath pathFor(ScimPath cleared, Collection<ScimPath> remaining) {
    return removesElement(cleared, remaining) ? cleared.element() : cleared;
  }

  /**
   * Whether the whole element is removed.
   *
   * @param cleared the path of the cleared value
   * @param remaining the paths of mapped values that stay
   * @return false if another mapped value stays in the element, or if there is no element
   */
  public static boolean removesElement(ScimPath cleared, Collection<ScimPath> remaining) {
    if (cleared.subAttribute() == null) {
      return false;
    }
    if (!cleared.conditions().isEmpty()) {
      return remaining.stream()
          .noneMatch(path -> path.sharesValue(cleared) && !path.isFilterPart());
    }
    ScimPath whole = cleared.wholeAttribute();
    return cleared.subAttribute().equals(VALUE)
        && remaining.stream().noneMatch(path -> path.wholeAttribute().equals(whole));
  }
}
