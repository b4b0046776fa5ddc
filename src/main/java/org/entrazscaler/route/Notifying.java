package org.entrazscaler.route;

import com.github.mustachejava.MustacheException;
import java.time.Clock;
import org.apache.camel.Exchange;
import org.entrazscaler.notify.Digest;
import org.entrazscaler.state.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of {@code notify.camel.yaml}. */
final class Notifying {

  private static final Logger LOG = LoggerFactory.getLogger(Notifying.class);
  private static final String DIGEST = "digest";

  private final State state;
  private final String tenantUrl;
  private final boolean wanted;
  private final Clock clock;

  /**
   * The steps.
   *
   * @param wanted whether there is anybody to notify and a server to do it
   */
  Notifying(State state, String tenantUrl, boolean wanted, Clock clock) {
    this.state = state;
    this.tenantUrl = tenantUrl;
    this.wanted = wanted;
    this.clock = clock;
  }

  /** Makes the body what the mail says, or nothing if there is nothing new to say. */
  void digest(Exchange exchange) {
    // The failure that ended a cycle leaves marks, which would keep one of the mail from being
    // handled.
    exchange.getExchangeExtension().setFailureHandled(false);
    exchange.getExchangeExtension().setErrorHandlerHandled(null);
    // Every header of the message would become a header of the mail.
    exchange.getMessage().removeHeaders("*");
    Digest digest = wanted ? Digest.of(state, tenantUrl, clock.instant()).orElse(null) : null;
    if (digest == null) {
      exchange.getMessage().setBody(null);
      return;
    }
    exchange.setVariable(DIGEST, digest);
    exchange.getMessage().setHeader("Subject", digest.subject());
    exchange.getMessage().setBody(digest.content());
  }

  void sent(Exchange exchange) {
    exchange.getVariable(DIGEST, Digest.class).sent(state, clock.instant());
  }

  void unsent(Exchange exchange) {
    Exception exception = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    LOG.error(
        "The mail about failures could not be {}; the next cycle tries again. Check {}. {}",
        exception instanceof MustacheException ? "written" : "sent",
        exception instanceof MustacheException
            ? "the templates in routes/notify.camel.yaml"
            : "mail.host, mail.port, mail.security, the credentials, and the way that test-connection"
                + " names",
        exception.toString());
  }
}
