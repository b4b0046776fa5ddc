package org.entrazscaler.scope;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.entrazscaler.expression.Attributes;
import org.entrazscaler.expression.SourceNames;
import org.entrazscaler.language.LanguageException;

/**
 * A scoping filter of users or of groups in the language {@code scope}: {@code ALL}, or clauses
 * with Entra's operators joined by {@code AND} and {@code OR}, for example {@code (department
 * EQUALS "Sales" AND country NOT EQUALS "US") OR userType EQUALS "Contractor"}. Immutable and
 * thread-safe.
 *
 * <p>Comparisons are case-sensitive. A comparison with an absent or empty attribute is false, even
 * if it is negated (Entra, Scoping users or groups to be provisioned with scoping filters).
 */
public final class ScopeFilter {

  private final String text;
  private final Condition condition;

  private ScopeFilter(String text, Condition condition) {
    this.text = text;
    this.condition = condition;
  }

  /**
   * Compiles a filter; every name of a source attribute is accepted.
   *
   * @param text the filter
   * @return the compiled filter
   * @throws LanguageException with all errors
   */
  public static ScopeFilter compile(String text) {
    return compile(text, SourceNames.ANY);
  }

  /**
   * Compiles a filter.
   *
   * @param text the filter
   * @param names the names of source attributes that it may use
   * @return the compiled filter
   * @throws LanguageException with all errors
   */
  public static ScopeFilter compile(String text, SourceNames names) {
    return new ScopeFilter(text, new FilterParser(text, names).parse());
  }

  /**
   * Whether an object is in scope.
   *
   * @param attributes the whole source object
   * @return true if the filter accepts it
   * @throws FilterException if the filter cannot be evaluated: an attribute has several values, or
   *     a regular expression takes too long on the value
   */
  public boolean matches(Attributes attributes) {
    return condition.matches(attributes);
  }

  /**
   * The source attributes that the filter reads.
   *
   * @return Entra's names, in order of appearance
   */
  public Set<String> sourceNames() {
    Set<String> found = new LinkedHashSet<>();
    collect(condition, found);
    return Collections.unmodifiableSet(found);
  }

  private static void collect(Condition part, Set<String> found) {
    if (part instanceof Clause clause) {
      found.add(clause.attribute());
    } else if (part instanceof Condition.And and) {
      and.parts().forEach(inner -> collect(inner, found));
    } else if (part instanceof Condition.Or or) {
      or.parts().forEach(inner -> collect(inner, found));
    }
  }

  /**
   * The text of the filter.
   *
   * @return the whole text, unchanged
   */
  public String text() {
    return text;
  }

  /**
   * A fingerprint of everything that affects results. It is equal for filters that differ only in
   * spaces, quotation marks around a value and the spelling of operators.
   *
   * @return the filter in its canonical spelling
   */
  public String fingerprint() {
    return condition.canonical();
  }

  @Override
  public String toString() {
    return text;
  }
}
