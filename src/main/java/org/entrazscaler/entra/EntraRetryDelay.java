package org.entrazscaler.entra;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.entrazscaler.camel.RetryDelay;
import org.entrazscaler.signin.SignInException;

/**
 * Says how long to wait before the next attempt to ask Graph, which has no pace of its own. Camel
 * calls it before it chooses the delay.
 */
public final class EntraRetryDelay implements Processor {

  @Override
  public void process(Exchange exchange) {
    Exception exception = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    if (exception instanceof EntraException entra && entra.error() != null) {
      RetryDelay.set(exchange, entra.error().retryAfter());
    } else if (exception instanceof SignInException signIn) {
      RetryDelay.set(exchange, signIn.retryAfter());
    }
  }
}
