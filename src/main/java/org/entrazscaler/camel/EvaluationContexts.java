package org.entrazscaler.camel;

import java.time.Clock;
import org.apache.camel.CamelContext;
import org.entrazscaler.expression.EvaluationContext;

/**
 * Finds what expressions need besides the attributes: the one {@link EvaluationContext} in Camel's
 * registry, else one of the system's clock.
 */
final class EvaluationContexts {

  private EvaluationContexts() {}

  static EvaluationContext in(CamelContext camelContext) {
    EvaluationContext bound = camelContext.getRegistry().findSingleByType(EvaluationContext.class);
    return bound != null ? bound : EvaluationContext.of(Clock.systemUTC());
  }
}
