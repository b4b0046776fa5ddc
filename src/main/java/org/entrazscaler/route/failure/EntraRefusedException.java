package org.entrazscaler.route.failure;

import org.entrazscaler.entra.GraphError;

/** Graph does not take the request; repeating it is of no use. */
public final class EntraRefusedException extends EntraException {

  private static final long serialVersionUID = 1L;

  /**
   * Reports the failure.
   *
   * @param error what Graph answered
   */
  public EntraRefusedException(GraphError error) {
    super(error.message(), error, null);
  }
}
