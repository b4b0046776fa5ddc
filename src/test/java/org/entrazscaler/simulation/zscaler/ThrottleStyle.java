package org.entrazscaler.simulation.zscaler;

/** How a 429 answer gives the delay: the APIs of Zscaler use all of these forms. */
public enum ThrottleStyle {
  /** No delay is given. */
  NONE,
  /** {@code Retry-After: 2}, whole seconds (RFC 9110 section 10.2.3). */
  SECONDS,
  /** {@code Retry-After: 13s}, with a unit, as ZPA's admin API writes it. */
  SECONDS_WITH_UNIT,
  /** {@code Retry-After: Tue, 24 Nov 2026 02:18:00 GMT} (RFC 9110 section 5.6.7). */
  HTTP_DATE,
  /** {@code "Retry-After":"0 seconds"} in the JSON body, as ZIA's admin API writes it. */
  BODY_FIELD
}
