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
   * Creates the steps.
   *
   * @param wanted whether there are recipients and a mail server
   */
  public NotificationSteps(State state, String tenantUrl, boolean wanted, Clock clock) {
    this.state = state;
    this.tenantUrl = tenantUrl;
    this.wanted = wanted;
    this.clock = clock;
  }

  /**
   * Collects what to report.
   *
   * @param exchange may have the properties of the failure that ended a cycle; they are removed
   *     because they would keep a failure of the mail from being handled
   * @return null if nothing is new, or if no mail is wanted
   */
  public @Nullable Digest createDigest(Exchange exchange) {
    ExchangeVariables.clearFailures(exchange);
    return wanted ? Digest.collect(state, tenantUrl, clock.instant()).orElse(null) : null;
  }

  /**
   * Records that the mail was sent, so that its content is no longer new.
   *
   * @param digest content of the mail
   */
  public void recordSent(@Variable(ExchangeVariables.DIGEST) Digest digest) {
    digest.sent(state, clock.instant());
  }

  /** Logs that the mail could not be created or sent. */
  public void logUnsent(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception exception) {
    LOG.error(
        "The mail could not be {}; the next cycle tries again. Check {}. {}",
        exception instanceof MustacheException ? "created" : "sent",
        exception instanceof MustacheException
            ? "the templates in routes/notify.camel.yaml"
            : "mail.host, mail.port, mail.security, the credentials, and the route that test-connection"
                + " shows",
        exception.toString());
  }
}
