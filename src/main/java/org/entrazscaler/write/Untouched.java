package org.entrazscaler.write;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the target holds that we neither made nor adopt. It is left alone.
 *
 * @param users userNames; null if the users were not read whole, because looking up took fewer
 *     requests
 * @param groups displayNames; null likewise
 */
public record Untouched(@Nullable List<String> users, @Nullable List<String> groups) {

  /** Nothing is known of it. */
  public static final Untouched UNKNOWN = new Untouched(null, null);
}
