package org.entrazscaler.route;

import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * In which order those who wait for the pace are served. Routes say it in the exchange variable
 * {@code lane}, by name, which called routes and split exchanges inherit; a request that takes away
 * is urgent by itself ({@code takesAway}).
 */
public enum Lane {
  /** What takes access away, and what a person waits for: before all others. */
  URGENT,

  /** Everything else that a cycle does. */
  NORMAL,

  /** What nobody waits for: slots that no one else wants, and only a share of the pace. */
  BACKGROUND;

  /**
   * The lane of an exchange.
   *
   * @param exchange whose variables are asked
   * @return {@link #NORMAL} if nothing says otherwise
   * @throws IllegalArgumentException if a route names a lane that there is not
   */
  static Lane of(Exchange exchange) {
    if (exchange.getVariable(Names.TAKES_AWAY, false, Boolean.class)) {
      return URGENT;
    }
    @Nullable String name = exchange.getVariable(Names.LANE, String.class);
    return name == null || name.isBlank() ? NORMAL : valueOf(name.strip());
  }
}
