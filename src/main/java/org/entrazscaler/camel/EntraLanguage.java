package org.entrazscaler.camel;

import org.apache.camel.support.LanguageSupport;
import org.entrazscaler.expression.Expression;

/**
 * The Camel language {@code entra}: one expression as in Entra's attribute mappings. The message
 * body is the source object; the result is the expression's value, null also for one that {@code
 * IgnoreFlowIfNullOrEmpty} drops. As a predicate it holds as Camel decides for values: true, the
 * text "True", or any other value but false and empty text.
 */
public final class EntraLanguage extends LanguageSupport {

  /** Its name in routes. */
  public static final String NAME = "entra";

  /**
   * Compiles an expression.
   *
   * @throws org.entrazscaler.language.LanguageException with all mistakes of the expression
   */
  @Override
  public EntraExpression createExpression(String expression) {
    return new EntraExpression(Expression.compile(expression));
  }

  /**
   * Compiles an expression.
   *
   * @throws org.entrazscaler.language.LanguageException with all mistakes of the expression
   */
  @Override
  public EntraExpression createPredicate(String expression) {
    return createExpression(expression);
  }
}
