package org.entrazscaler.camel;

import org.apache.camel.Exchange;
import org.apache.camel.support.ExpressionAdapter;
import org.entrazscaler.scope.ScopeFilter;

/** A filter of the language {@code scope} in a route. */
final class ScopeExpression extends ExpressionAdapter {

  private final ScopeFilter filter;

  ScopeExpression(ScopeFilter filter) {
    this.filter = filter;
  }

  /** The compiled filter. */
  public ScopeFilter filter() {
    return filter;
  }

  @Override
  public Boolean evaluate(Exchange exchange) {
    return matches(exchange);
  }

  @Override
  public boolean matches(Exchange exchange) {
    return filter.matches(BodyAttributes.of(exchange, ScopeLanguage.NAME));
  }

  @Override
  public String toString() {
    return filter.text();
  }
}
