package org.entrazscaler.zscaler;

import java.io.IOException;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.entrazscaler.camel.RetryDelay;
import org.entrazscaler.outcome.Write;
import org.entrazscaler.scim.ScimError;

/**
 * Says how long to wait before the next attempt, and tells the pace. Camel calls it before it
 * chooses the delay. Safe for use by several threads.
 */
public final class ZscalerRetryDelay implements Processor {

  private final ZscalerCall call;
  private final Pace pace;

  public ZscalerRetryDelay(ZscalerCall call, Pace pace) {
    this.call = call;
    this.pace = pace;
  }

  @Override
  public void process(Exchange exchange) {
    Exception exception = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    if (exception instanceof ZscalerException zscaler) {
      Duration hint = zscaler.error().pause();
      if (zscaler.error().kind() == ScimError.Kind.THROTTLED) {
        pace.slowDown(hint == null ? Duration.ZERO : hint);
      }
      RetryDelay.set(exchange, hint);
    } else {
      RetryDelay.set(exchange, null);
      if (exception instanceof IOException io && ZscalerCall.neverSent(io)) {
        call.withdraw(ZscalerCall.request(exchange), Write.of(exchange));
      }
    }
  }
}
