package org.entrazscaler.entra;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.entrazscaler.camel.Patience;
import org.entrazscaler.signin.SignInException;

/**
 * Says how long to wait before the next attempt to ask Graph, which has no pace of its own. Camel
 * calls it before it chooses the delay.
 */
public final class EntraPatience implements Processor {

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
