package org.entrazscaler.camel;

import java.time.Duration;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The delay before Camel repeats a failed step. */
public final class RetryDelay {

  private RetryDelay() {}

  /**
   * Sets the delay that a system has asked for, in the header that Camel reads.
   *
   * @param exchange the failed exchange
   * @param delay null for the delay of the error policy
   */
  public static void set(Exchange exchange, @Nullable Duration delay) {
    if (delay == null) {
      exchange.getMessage().removeHeader(Exchange.REDELIVERY_DELAY);
    } else {
      exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, Math.max(1, delay.toMillis()));
    }
  }
}
