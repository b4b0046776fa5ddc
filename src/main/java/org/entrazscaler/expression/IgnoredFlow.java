package org.entrazscaler.expression;

/**
 * The result of an expression whose {@code IgnoreFlowIfNullOrEmpty} found nothing: the attribute is
 * left out of the request altogether.
 */
public enum IgnoredFlow {
  /** The only one. */
  INSTANCE
}
