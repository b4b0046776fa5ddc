package org.entrazscaler.expression;

import org.jspecify.annotations.Nullable;

/** The attributes that an expression reads, by Entra's names. */
@FunctionalInterface
public interface Attributes {

  /**
   * The value of one attribute.
   *
   * @param name the name between the brackets; case-sensitive
   * @return null when the attribute is absent; otherwise a {@link String}, {@link Boolean}, {@link
   *     Long}, or an immutable, non-empty {@code List<String>}
   */
  @Nullable Object value(String name);
}
