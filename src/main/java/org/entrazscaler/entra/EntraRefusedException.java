package org.entrazscaler.entra;

import org.entrazscaler.graph.GraphError;

/** Graph does not take the request; repeating it is of no use. */
final class EntraRefusedException extends EntraException {

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
