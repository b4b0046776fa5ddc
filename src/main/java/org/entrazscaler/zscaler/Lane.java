package org.entrazscaler.zscaler;

import org.jspecify.annotations.Nullable;

/**
 * The class of a request in the queue for the pace. Routes set the exchange variable {@code lane}
 * to its name; called routes and split exchanges inherit it. The route that sends removals is
 * always urgent.
 */
enum Lane {
  /** Removals, and requests that a person waits for: before all others. */
  URGENT,

  /** All other requests of a cycle. */
  NORMAL,

  /** Requests that can wait: they get unused slots, and at most a share of the pace. */
  BACKGROUND;

  /**
   * The lane with a name.
   *
   * @param name the name; {@link #NORMAL} if it is null or blank
   * @throws IllegalArgumentException if there is no such lane
   */
  static Lane of(@Nullable String name) {
    return name == null || name.isBlank() ? NORMAL : valueOf(name.strip());
  }
}
