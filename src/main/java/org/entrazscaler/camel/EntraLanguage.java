package org.entrazscaler.camel;

import org.apache.camel.support.LanguageSupport;
import org.entrazscaler.expression.Expression;

/**
 * The Camel language {@code entra}: one expression of Entra's attribute mappings. The message body
 * is the source object. The result is the value of the expression; it is also null if {@code
 * IgnoreFlowIfNullOrEmpty} drops the value. As a predicate, the value is evaluated as Camel does:
 * every value is true except false and empty text.
 */
public final class EntraLanguage extends LanguageSupport {

  /** Its name in routes. */
  public static final String NAME = "entra";

  /**
   * Compiles an expression.
   *
   * @throws org.entrazscaler.language.LanguageException with all errors in the expression
   */
  @Override
  public EntraExpression createExpression(String expression) {
    return new EntraExpression(Expression.compile(expression));
  }

  /**
   * Compiles an expression.
   *
   * @throws org.entrazscaler.language.LanguageException with all errors in the expression
   */
  @Override
  public EntraExpression createPredicate(String expression) {
    return createExpression(expression);
  }
}
