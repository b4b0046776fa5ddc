package org.entrazscaler.expression;

/**
 * The result of an expression in which {@code IgnoreFlowIfNullOrEmpty} has no value: the attribute
 * is left out of the request.
 */
public enum IgnoredFlow {
  /** The only instance. */
  INSTANCE
}
