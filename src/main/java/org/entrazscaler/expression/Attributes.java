package org.entrazscaler.expression;

import org.jspecify.annotations.Nullable;

/** The attributes an expression reads, by Entra's names. */
public interface Attributes {

  /**
   * The value of an attribute.
   *
   * @param name Entra's name of the attribute
   * @return null: absent. Otherwise String, Boolean, Long, or an immutable List of String
   *     (multi-valued). Never an empty list (that is null).
   */
  @Nullable Object value(String name);
}
