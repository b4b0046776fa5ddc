package org.entrazscaler.zscaler;

import org.jspecify.annotations.Nullable;

/**
 * In which order those who wait for the pace are served. Routes say it in the exchange variable
 * {@code lane}, by name, which called routes and split exchanges inherit; the route that sends what
 * takes access away is urgent by itself.
 */
enum Lane {
  /** What takes access away, and what a person waits for: before all others. */
  URGENT,

  /** Everything else that a cycle does. */
  NORMAL,

  /** What nobody waits for: slots that no one else wants, and only a share of the pace. */
  BACKGROUND;

  /**
   * The lane of a name.
   *
   * @param name null if nothing was said
   * @return {@link #NORMAL} if nothing was said
   * @throws IllegalArgumentException if there is no such lane
   */
  static Lane of(@Nullable String name) {
    return name == null || name.isBlank() ? NORMAL : valueOf(name.strip());
  }
}
