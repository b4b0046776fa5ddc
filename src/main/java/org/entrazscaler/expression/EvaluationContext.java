package org.entrazscaler.expression;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation needs besides the attributes.
 *
 * @param clock what {@code Now()} reads; its zone does not matter, results are in UTC
 * @param uniqueValues what {@code SelectUniqueValue} asks
 * @param random where {@code Guid} and {@code RandomString} draw from; safe for several threads if
 *     the context is shared by several
 * @param defaultDomain what {@code DefaultDomain()} gives, asked only by it: the tenant's default
 *     verified domain, or null when it is not known
 */
public record EvaluationContext(
    Clock clock,
    UniqueValues uniqueValues,
    RandomGenerator random,
    Supplier<@Nullable String> defaultDomain) {

  private static final RandomGenerator SECURE = new SecureRandom();

  /** Checks the components. */
  public EvaluationContext {
    Objects.requireNonNull(clock, "clock");
    Objects.requireNonNull(uniqueValues, "uniqueValues");
    Objects.requireNonNull(random, "random");
    Objects.requireNonNull(defaultDomain, "defaultDomain");
  }

  /**
   * A context in which every value is unique, chance is cryptographically strong and the default
   * domain is not known.
   *
   * @param clock what {@code Now()} reads
   * @return the context
   */
  public static EvaluationContext of(Clock clock) {
    return new EvaluationContext(clock, UniqueValues.ALL_FREE, SECURE, () -> null);
  }

  /**
   * The same context with another answer to what is taken.
   *
   * @param values what {@code SelectUniqueValue} asks
   * @return the new context
   */
  public EvaluationContext withUniqueValues(UniqueValues values) {
    return new EvaluationContext(clock, values, random, defaultDomain);
  }

  /**
   * The same context with another source of the default domain.
   *
   * @param domain gives the tenant's default verified domain, or null
   * @return the new context
   */
  public EvaluationContext withDefaultDomain(Supplier<@Nullable String> domain) {
    return new EvaluationContext(clock, uniqueValues, random, domain);
  }
}
