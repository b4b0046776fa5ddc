package org.entrazscaler.route;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.entrazscaler.entra.SignInException;
import org.entrazscaler.route.failure.EntraException;

/**
 * Says how long to wait before the next attempt to ask Graph, which has no pace of its own. Camel
 * calls it before it chooses the delay.
 */
final class EntraPatience implements Processor {

  @Override
  public void process(Exchange exchange) {
    Exception exception = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    if (exception instanceof EntraException entra && entra.error() != null) {
      Patience.wait(exchange, entra.error().retryAfter());
    } else if (exception instanceof SignInException signIn) {
      Patience.wait(exchange, signIn.retryAfter());
    }
  }
}
