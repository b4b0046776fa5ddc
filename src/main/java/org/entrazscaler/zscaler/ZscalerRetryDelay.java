package org.entrazscaler.zscaler;

import java.io.IOException;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.entrazscaler.camel.RetryDelay;
import org.entrazscaler.outcome.Write;
import org.entrazscaler.scim.ScimError;

/**
 * Sets the delay before the next attempt of a request to Zscaler, slows the pace down after a 429,
 * and withdraws the intent of a write that was not sent. Camel calls it before it computes the
 * delay. Safe for use by several threads.
 */
final class ZscalerRetryDelay implements Processor {

  private final ZscalerCall call;
  private final Pace pace;

  ZscalerRetryDelay(ZscalerCall call, Pace pace) {
    this.call = call;
    this.pace = pace;
  }

  @Override
  public void process(Exchange exchange) {
    Exception exception = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    if (exception instanceof ZscalerException zscaler) {
      Duration pause = zscaler.error().pause();
      if (zscaler.error().kind() == ScimError.Kind.THROTTLED) {
        pace.slowDown(pause == null ? Duration.ZERO : pause);
      }
      RetryDelay.set(exchange, pause);
    } else {
      RetryDelay.set(exchange, null);
      if (exception instanceof IOException io && ZscalerCall.isUnsent(io)) {
        call.withdrawIntent(ZscalerCall.request(exchange), Write.of(exchange));
      }
    }
  }
}
