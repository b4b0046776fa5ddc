package org.entrazscaler.camel;

import org.apache.camel.support.LanguageSupport;
import org.entrazscaler.scope.ScopeFilter;

/**
 * The Camel language {@code scope}: a scoping filter. The message body is the source object; the
 * result, as an expression and as a predicate, says whether it is in scope.
 */
public final class ScopeLanguage extends LanguageSupport {

  /** Its name in routes. */
  public static final String NAME = "scope";

  /**
   * Compiles a filter.
   *
   * @throws org.entrazscaler.language.LanguageException with all errors in the filter
   */
  @Override
  public ScopeExpression createExpression(String filter) {
    return new ScopeExpression(ScopeFilter.compile(filter));
  }

  /**
   * Compiles a filter.
   *
   * @throws org.entrazscaler.language.LanguageException with all errors in the filter
   */
  @Override
  public ScopeExpression createPredicate(String filter) {
    return createExpression(filter);
  }
}
