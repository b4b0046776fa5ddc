package org.entrazscaler.route;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.entrazscaler.entra.GraphAnswers;
import org.entrazscaler.entra.GraphLinks;
import org.entrazscaler.state.Facts;
import org.entrazscaler.state.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of {@code read-tenant}: what expressions know of the tenant as a whole. It is read in
 * each cycle, but only if a mapping asks for it, because it takes a permission of its own.
 */
public final class TenantReading {

  private static final Logger LOG = LoggerFactory.getLogger(TenantReading.class);
  private static final String DEFAULT_DOMAIN = "DefaultDomain";

  private final GraphLinks links;
  private final State state;
  private final Supplier<MappingsInForce> inForce;

  TenantReading(GraphLinks links, State state, Supplier<MappingsInForce> inForce) {
    this.links = links;
    this.state = state;
    this.inForce = inForce;
  }

  /**
   * Whether a mapping uses {@code DefaultDomain()}.
   *
   * @return false if the tenant's domains need not be read
   */
  public boolean wantsDefaultDomain() {
    return Stream.of(inForce.get().users(), inForce.get().groups())
        .flatMap(mapping -> mapping.rows().stream())
        .anyMatch(row -> row.source().functionNames().contains(DEFAULT_DOMAIN));
  }

  void beginDefaultDomain(Exchange exchange) {
    exchange.setVariable(Names.NEXT, links.organization());
  }

  /** Keeps the domain; when it is another one than before, everything is evaluated anew. */
  void takeDefaultDomain(Exchange exchange) {
    String domain =
        EntraReading.understood(
            () -> GraphAnswers.defaultDomain(exchange.getMessage().getBody(JsonNode.class)));
    Optional<String> before = state.facts().get(Facts.DEFAULT_DOMAIN);
    if (before.isPresent() && !before.get().equals(domain)) {
      LOG.info("The tenant's default domain is now {}: everything is evaluated anew.", domain);
      state.source().forgetWatermarks();
    }
    state.facts().put(Facts.DEFAULT_DOMAIN, domain);
    exchange.removeVariable(Names.NEXT);
  }
}
