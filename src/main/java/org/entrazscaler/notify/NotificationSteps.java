package org.entrazscaler.notify;

import com.github.mustachejava.MustacheException;
import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.store.State;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of {@code notify.camel.yaml}. */
public final class NotificationSteps {

  private static final Logger LOG = LoggerFactory.getLogger(NotificationSteps.class);

  private final State state;
  private final String tenantUrl;
  private final boolean wanted;
  private final Clock clock;

  /**
   * The steps.
   *
   * @param wanted whether there is anybody to notify and a server to do it
   */
  public NotificationSteps(State state, String tenantUrl, boolean wanted, Clock clock) {
    this.state = state;
    this.tenantUrl = tenantUrl;
    this.wanted = wanted;
    this.clock = clock;
  }

  /**
   * What there is to tell.
   *
   * @param exchange may bear the marks of the failure that ended a cycle, which would keep one of
   *     the mail from being handled: they are taken off
   * @return null if nothing is new, or if nobody is to be told
   */
  public @Nullable Digest createDigest(Exchange exchange) {
    ExchangeVariables.clearFailures(exchange);
    return wanted ? Digest.of(state, tenantUrl, clock.instant()).orElse(null) : null;
  }

  /**
   * The mail was sent: what it names is new no longer.
   *
   * @param digest what it has told
   */
  public void recordSent(@Variable(ExchangeVariables.DIGEST) Digest digest) {
    digest.sent(state, clock.instant());
  }

  /**
   * The mail could not be written or sent.
   *
   * @param exception why
   */
  public void logUnsent(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception exception) {
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
