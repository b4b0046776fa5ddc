package org.entrazscaler.write;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The target objects that the program neither created nor adopts, and never changes.
 *
 * @param users userNames; null if the users were not read completely, because single queries took
 *     fewer requests
 * @param groups displayNames; null if the groups were not read completely
 */
public record Untouched(@Nullable List<String> users, @Nullable List<String> groups) {

  /** Nothing was read. */
  public static final Untouched UNKNOWN = new Untouched(null, null);
}
