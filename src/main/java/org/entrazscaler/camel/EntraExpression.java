package org.entrazscaler.camel;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExpressionAdapter;
import org.apache.camel.util.ObjectHelper;
import org.entrazscaler.expression.EvaluationContext;
import org.entrazscaler.expression.Expression;
import org.entrazscaler.expression.IgnoredFlow;
import org.jspecify.annotations.Nullable;

/** An expression of the language {@code entra} in a route. */
final class EntraExpression extends ExpressionAdapter {

  private final Expression expression;
  private volatile @Nullable EvaluationContext context;

  EntraExpression(Expression expression) {
    this.expression = expression;
  }

  /** The compiled expression. */
  public Expression expression() {
    return expression;
  }

  @Override
  public void init(CamelContext camelContext) {
    super.init(camelContext);
    context = EvaluationContexts.in(camelContext);
  }

  @Override
  public @Nullable Object evaluate(Exchange exchange) {
    EvaluationContext found = context;
    Object value =
        expression.evaluate(
            BodyAttributes.of(exchange, EntraLanguage.NAME),
            found != null ? found : EvaluationContexts.in(exchange.getContext()));
    return value instanceof IgnoredFlow ? null : value;
  }

  @Override
  public boolean matches(Exchange exchange) {
    return ObjectHelper.evaluateValuePredicate(evaluate(exchange));
  }

  @Override
  public String toString() {
    return expression.text();
  }
}
