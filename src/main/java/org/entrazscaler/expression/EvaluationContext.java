package org.entrazscaler.expression;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The data of an evaluation besides the attributes.
 *
 * @param clock the clock of {@code Now()}; its zone does not matter, results are in UTC
 * @param uniqueValues tells {@code SelectUniqueValue} which values are taken
 * @param random the generator of {@code Guid} and {@code RandomString}; thread-safe if several
 *     threads use the context
 * @param defaultDomain called only by {@code DefaultDomain()}: returns the default verified domain
 *     of the tenant, or null if it is not known
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
   * A context in which every value is free, random values are cryptographically strong, and the
   * default domain is not known.
   *
   * @param clock the clock of {@code Now()}
   * @return the context
   */
  public static EvaluationContext of(Clock clock) {
    return new EvaluationContext(clock, UniqueValues.ALL_FREE, SECURE, () -> null);
  }

  /**
   * The same context with other unique values.
   *
   * @param values tells {@code SelectUniqueValue} which values are taken
   * @return the new context
   */
  public EvaluationContext withUniqueValues(UniqueValues values) {
    return new EvaluationContext(clock, values, random, defaultDomain);
  }

  /**
   * The same context with another source of the default domain.
   *
   * @param domain returns the default verified domain of the tenant, or null
   * @return the new context
   */
  public EvaluationContext withDefaultDomain(Supplier<@Nullable String> domain) {
    return new EvaluationContext(clock, uniqueValues, random, domain);
  }
}
