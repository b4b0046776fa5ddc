package org.entrazscaler.camel;

import java.time.Duration;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** How long Camel waits before it repeats a step that has failed. */
public final class RetryDelay {

  private RetryDelay() {}

  /**
   * Waits as long as a system has asked for.
   *
   * @param exchange which failed; Camel reads the delay of its message before it chooses one
   * @param hint null if nothing was asked for: the error policy chooses
   */
  public static void set(Exchange exchange, @Nullable Duration hint) {
    if (hint == null) {
      exchange.getMessage().removeHeader(Exchange.REDELIVERY_DELAY);
    } else {
      exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, Math.max(1, hint.toMillis()));
    }
  }
}
