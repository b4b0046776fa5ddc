package org.entrazscaler.entra;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.entrazscaler.camel.RetryDelay;
import org.entrazscaler.signin.SignInException;

/**
 * Sets the delay before the next attempt of a request to Graph or of the sign-in, if Microsoft asks
 * for one. Camel calls it before it computes the delay.
 */
final class EntraRetryDelay implements Processor {

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
