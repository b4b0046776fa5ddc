package org.entrazscaler.camel;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExpressionAdapter;
import org.entrazscaler.expression.EvaluationContext;
import org.entrazscaler.mapping.MappedObject;
import org.entrazscaler.mapping.Mapping;
import org.jspecify.annotations.Nullable;

/** A block of the language {@code mapping} in a route. */
final class MappingExpression extends ExpressionAdapter {

  private final Mapping mapping;
  private volatile @Nullable EvaluationContext context;

  MappingExpression(Mapping mapping) {
    this.mapping = mapping;
  }

  /** The compiled block. */
  public Mapping mapping() {
    return mapping;
  }

  @Override
  public void init(CamelContext camelContext) {
    super.init(camelContext);
    context = EvaluationContexts.in(camelContext);
  }

  @Override
  public MappedObject evaluate(Exchange exchange) {
    EvaluationContext found = context;
    return mapping.map(
        BodyAttributes.of(exchange, MappingLanguage.NAME),
        found != null ? found : EvaluationContexts.in(exchange.getContext()));
  }

  @Override
  public boolean matches(Exchange exchange) {
    return evaluate(exchange).matching().stream().anyMatch(value -> hasValue(value.value()));
  }

  private static boolean hasValue(@Nullable Object value) {
    return value != null && !"".equals(value);
  }

  @Override
  public String toString() {
    return mapping.text();
  }
}
