package org.entrazscaler.camel;

import java.time.Clock;
import org.apache.camel.CamelContext;
import org.entrazscaler.expression.EvaluationContext;

/**
 * Finds the {@link EvaluationContext} of expressions: the only one in Camel's registry, or else one
 * with the system clock.
 */
final class EvaluationContexts {

  private EvaluationContexts() {}

  static EvaluationContext in(CamelContext camelContext) {
    EvaluationContext bound = camelContext.getRegistry().findSingleByType(EvaluationContext.class);
    return bound != null ? bound : EvaluationContext.of(Clock.systemUTC());
  }
}
